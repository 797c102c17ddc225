"""Taking back what a recorded operation did: what came of it, and what was left because others have worked on it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import models

from rapport.kernel.bulk import chunks

Values = dict[str, Any]


class Left(NamedTuple):
    """Something that stays: what it is, which, which field of it if not all, and why."""

    noun: str
    row_id: int
    label: str
    field: str
    reason: str


@dataclass(slots=True)
class TakenBack:
    """What was taken back: rows removed, rows set back, and what stays."""

    removed: int = 0
    restored: int = 0
    left: list[Left] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Undoing:
    """The frame of taking back: which places in the log are the import's and its undoing's own, and whose rows others
    have worked on since, by type of subject."""

    own: Callable[[Iterable[int]], Collection[int]]
    edited: Callable[[str, Collection[int]], Collection[int]]


def plain(value: Any) -> Any:
    """A column's value as the log holds it."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float | str | dict | list) else str(value)


def revived(model: type[models.Model], name: str, value: Any) -> Any:
    """A column's value from what the log holds."""
    field_of_model: Any = model._meta.get_field(name)
    return value if value is None or isinstance(value, dict | list) else field_of_model.to_python(value)


def rows_by_id(rows: "models.QuerySet[Any, Any]", ids: Collection[int], columns: Iterable[str]) -> dict[int, Values]:
    """The columns of those of the rows that are still there."""
    found: dict[int, Values] = {}
    for part in chunks(sorted(ids)):
        found |= {values["pk"]: values for values in rows.filter(pk__in=part).values("pk", *columns)}
    return found


def set_back(current: Values, before: Values, after: Values) -> tuple[Values, list[str]]:
    """The columns that still are what they became, as they were before; and the names of those that changed since.

    Values that are dictionaries are compared entry by entry.

    >>> set_back({"a": 2, "b": 9}, {"a": 1, "b": 1}, {"a": 2, "b": 2})
    ({'a': 1}, ['b'])
    """
    back: Values = {}
    differ = []
    for name, was in before.items():
        now_is, became = plain(current[name]), after.get(name)
        if isinstance(was, dict) and isinstance(now_is, dict) and isinstance(became, dict):
            entries, changed = _entries_back(now_is, was, became)
            back[name] = entries
            differ += [f"{name}.{key}" for key in changed]
        elif now_is == became:
            back[name] = was
        elif now_is != was:
            differ.append(name)
    return back, differ


def _entries_back(current: Values, before: Values, after: Values) -> tuple[Values, list[str]]:
    result, changed = dict(current), []
    for key in {**before, **after}:
        if before.get(key) == after.get(key) or current.get(key) == before.get(key):
            continue
        if current.get(key) != after.get(key):
            changed.append(key)
        elif key in before:
            result[key] = before[key]
        else:
            result.pop(key, None)
    return result, changed
