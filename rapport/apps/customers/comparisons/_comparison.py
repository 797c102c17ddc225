"""What a comparison is: how alike two records are in one respect, and which records are worth comparing at all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

# What the search reads of a record; nothing else of it is ever in memory.
COLUMNS = (
    "id",
    "kind",
    "name",
    "email_normal",
    "phone_normal",
    "external_id",
    "tax_number",
    "website",
    "street",
    "postal_code",
    "city",
    "birth_date",
)
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Comparison:
    """One respect in which records can be alike.

    `value` is what a record has in this respect, ready to be compared; None where it has nothing. `score` says from 0
    to 1 how alike two values are. `keys` gives short texts of a value such that values which are alike share one:
    only records that share a key are ever compared. A comparison without keys can refuse a pair, never find one.
    `keyed_as` names another comparison whose keys these are too, so that a record has them once.
    `few_share` is true where few records have the same key, so that the key alone is enough to look by. `least` is how
    alike values have to be where a rule does not say; 1 for what is the same or is not.
    """

    name: str
    title: str | Promise
    help: str | Promise
    value: Callable[[Record], Any]
    score: Callable[[Any, Any], float]
    keys: Callable[[Any], Iterable[str]] | None = None
    applies_to: tuple[str, ...] = ("person", "company")
    keyed_as: str = ""
    few_share: bool = False
    least: float = 1.0
    needs_both: bool = True
    order: int = 100

    @property
    def is_graded(self) -> bool:
        """Can values be more or less alike?"""
        return self.least < 1

    def between(self, first: Any, second: Any) -> float:
        """How alike two values are; where one is not known, 0, or 1 if that does not speak against."""
        if first is None or second is None:
            return 0.0 if self.needs_both else 1.0
        return self.score(first, second)


def same(first: Any, second: Any) -> float:
    """1 for equal values, else 0."""
    return float(first == second)


def itself(value: Any) -> tuple[str]:
    """The value as its only key."""
    return (str(value),)
