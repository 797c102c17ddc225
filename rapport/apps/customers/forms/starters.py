"""Rules to begin with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.kernel.clock import now


@dataclass(frozen=True, slots=True)
class Starter:
    """A rule that many begin with; `tree` may hold TODAY and places to fill in."""

    name: str
    title: str | Promise
    help: str | Promise
    tree: dict[str, Any]


TODAY = "today"


def _leaf(condition: str, operator: str, value: Any) -> dict[str, Any]:
    return {"condition": condition, "operator": operator, "value": value}


STARTERS = [
    Starter(
        "regulars",
        _("Regulars"),
        _("At least five orders, the last one within 90 days before a date"),
        {
            "all": [
                _leaf("order_count", "at_least", 5),
                _leaf("last_order", "within_days_before", {"days": 90, "date": TODAY}),
            ]
        },
    ),
    Starter(
        "one-order", _("One order only"), _("Bought once and never again"), {"all": [_leaf("order_count", "equals", 1)]}
    ),
    Starter("region", _("By region"), _("Everybody in one of your regions"), {"all": [_leaf("region", "is", "")]}),
    Starter(
        "quiet",
        _("Gone quiet"),
        _("Bought before, but not for half a year"),
        {"all": [_leaf("order_count", "at_least", 2), _leaf("last_order", "more_than_days_ago", 180)]},
    ),
    Starter(
        "unhappy",
        _("Unhappy"),
        _("Gave 6 or less when asked to recommend you"),
        {"all": [_leaf("nps_score", "at_most", 6)]},
    ),
    Starter("companies", _("Companies"), _("Business customers"), {"all": [_leaf("kind", "is", "company")]}),
]


def starter_tree(name: str) -> dict[str, Any] | None:
    """The tree of a starter with today's date in it; None where there is no such starter."""
    found = next((starter.tree for starter in STARTERS if starter.name == name), None)
    filled = _filled(found, now().date().isoformat())
    return filled if isinstance(filled, dict) else None


def part_of_segment(said: Mapping[str, str]) -> dict[str, Any] | None:
    """The members of one segment, given by its id, in one region, given by its name; None where they are not."""
    segment, region = said.get("segment", ""), said.get("region", "")
    if not (segment.isdecimal() and region):
        return None
    return {"all": [_leaf("in_segment", "is", int(segment)), _leaf("region", "is", region[:80])]}


def _filled(part: Any, today: str) -> Any:
    if isinstance(part, dict):
        return {key: _filled(value, today) for key, value in part.items()}
    if isinstance(part, list):
        return [_filled(value, today) for value in part]
    return today if part == TODAY else part
