"""Statements about speed, checked on machines that have other things to do as well."""

from collections.abc import Callable

from tests.slowness import SLOWER


def in_time(seconds: float, measure: Callable[[], float], *, rounds: int = 8) -> None:
    """One of a few rounds takes at most so many seconds: load comes and goes, what is slow by itself is always slow.

    `measure()` does it once more and returns how long it took. A browser made slow gets as much more time.
    """
    taken: list[float] = []
    for _ in range(rounds):
        taken.append(measure())
        if taken[-1] <= seconds * SLOWER:
            return
    raise AssertionError(f"{seconds} s were promised, it took {', '.join(f'{one:.2f}' for one in taken)}")
