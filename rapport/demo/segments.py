"""The three segments of the demo shop, by rule."""

from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Segment
from rapport.apps.customers.operations import create_segment


def _leaf(condition: str, operator: str, value: Any) -> dict[str, Any]:
    return {"condition": condition, "operator": operator, "value": value}


RULES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "young women": (
        "Young women",
        "Under 30, look for affordable, good-looking products and show them around.",
        {"all": [_leaf("gender", "is", "female"), _leaf("age", "less_than", 30)]},
    ),
    "adult women": (
        "Adult women",
        "30 and older, care about their skin and want advice they can trust.",
        {"all": [_leaf("gender", "is", "female"), _leaf("age", "at_least", 30)]},
    ),
    "men": (
        "Men",
        "Look for grooming products and want as little effort as possible.",
        {"all": [_leaf("gender", "is", "male")]},
    ),
}
HUES = {"young women": "coral", "adult women": "violet", "men": "teal"}


def make_segments(owner: Member) -> dict[str, Segment]:
    """Create the segments; returns them by their key in the demo."""
    return {
        key: create_segment(owner, name=name, description=description, rule=rule, hue=HUES[key])
        for key, (name, description, rule) in RULES.items()
    }
