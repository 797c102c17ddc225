"""How often something may be tried."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache

from rapport.kernel.limits import spent

OTHERS = [("password", "10.0.0.2"), ("names", "10.0.0.1")]
AT = datetime(2026, 3, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _empty() -> None:
    cache.clear()


def test_tries_are_counted_by_what_they_are_about_and_begin_anew_with_the_window() -> None:
    with time_machine.travel(AT, tick=False) as traveller:
        told = [spent("password", 7, "10.0.0.1", times=2, seconds=60) for _ in range(3)]
        others = [
            spent("password", 7, "10.0.0.2", times=2, seconds=60),
            spent("names", 7, "10.0.0.1", times=2, seconds=60),
        ]
        traveller.shift(timedelta(seconds=61))
        later = spent("password", 7, "10.0.0.1", times=2, seconds=60)

    assert told == [False, False, True]
    assert others == [False, False]
    assert later is False
