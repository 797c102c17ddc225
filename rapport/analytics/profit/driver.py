"""What a cost driver is: which rows of which fact set an activity going, and how many units each row counts."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.analytics.errors import BadQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One cost driver, counted from facts.

    fact, moment
        The table, and the column that places a row in the period.
    volume
        SQL: units of one row, never negative; null where it is not recorded, which is not zero.
    where
        SQL: which rows count.
    kind
        The column whose word `Activity.only` names, if there is one.
    """

    name: str
    title: str
    help: str
    unit: str
    fact: str
    moment: str = "at"
    volume: str = "1"
    where: str = "TRUE"
    kind: str = ""
    order: int = 0

    def checked(self, only: str | None) -> Driver:
        """Itself. Raises BadQuestion for a kind that it does not tell apart."""
        if only is not None and not self.kind:
            raise BadQuestion(f"driver {self.name}: it has no kinds, so only={only!r} says nothing")
        return self
