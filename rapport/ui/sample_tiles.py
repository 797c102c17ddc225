"""The tiles of the style guide: one for every state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from rapport.ui.tiles import Tile

Facts = dict[str, Any]

YEAR = "Dec 2025 – Nov 2026"
BREAK = datetime(2026, 9, 3, 8, tzinfo=UTC)
SCORES = [31, 33, 30, None, 36, 38, 35, 41, 40, 44, 41, 42]
SCORE: Facts = {
    "name": "Net promoter score",
    "unit": "points",
    "value": 42.4,
    "low": 31.2,
    "high": 53.6,
    "change": 9.1,
    "change_low": 1.8,
    "change_high": 16.4,
    "better": "up",
    "history": SCORES,
    "lows": [score and score - 12 for score in SCORES],
    "highs": [score and score + 12 for score in SCORES],
    "target": 50,
    "n": 212,
    "n_name": "answers",
    "url": "#tile",
}
REPEAT: Facts = {
    "name": "Repeat purchase rate",
    "unit": "share",
    "value": 0.4237,
    "low": 0.401,
    "high": 0.4464,
    "change": -0.034,
    "change_low": -0.061,
    "change_high": -0.007,
    "better": "up",
    "history": [0.47, 0.46, 0.45, 0.46, 0.44, 0.43, 0.42],
    "n": 1823,
    "n_name": "customers",
    "hue": "coral",
    "url": "#tile",
}
REVENUE: Facts = {
    "name": "Revenue",
    "unit": "EUR",
    "value": 1234567.89,
    "change": 18210.2,
    "better": "up",
    "history": [88, 92, 87, 110, 96, 104, 120, 118, 99, 131, 140, 126],
    "n": 18204,
    "n_name": "orders",
    "hue": "teal",
    "url": "#tile",
}
ORDER_VALUE: Facts = {
    "name": "Average order value",
    "unit": "EUR",
    "value": 67.8,
    "low": 64.1,
    "high": 71.5,
    "change": 0.4,
    "change_low": -2.1,
    "change_high": 2.9,
    "better": "up",
    "history": [66, 68, 67, 65, 69, 68],
    "target": 70,
    "n": 18204,
    "n_name": "orders",
}
ANSWER_TIME: Facts = {
    "name": "First response time",
    "unit": "hours",
    "value": 5.2,
    "low": 4.6,
    "high": 5.8,
    "state": "broken",
    "since": BREAK,
    "history": [6, 5.5, 5.2, None, None],
    "n": 340,
    "n_name": "tickets",
}
LIFETIME: Facts = {
    "name": "Customer lifetime value over the next twenty-four months, discounted",
    "unit": "EUR",
    "value": 212.4,
    "low": 180,
    "high": 245,
    "assumption": "margin 38 % assumed",
    "n": 96,
    "n_name": "customers",
    "url": "#tile",
}
ACTIVE: Facts = {"name": "Active customers", "value": 4120, "state": "stale", "since": BREAK, "n": 4120}


def sample_tiles() -> list[Tile]:
    """A tile in every state, with values and without."""
    return [
        Tile(**SCORE, period=YEAR, updated=timezone.now() - timedelta(minutes=4)),
        Tile(**REPEAT, period=YEAR),
        Tile(**REVENUE, period=YEAR),
        Tile(**ORDER_VALUE, period=YEAR, compared_with="against the 12 months before"),
        Tile(name="Customer effort score", state="too_few", n=4, period="Nov 2026", url="#tile"),
        Tile(name="Delivery on time", state="no_data", url="#tile"),
        Tile(name="Customer satisfaction", state="waiting", url="#tile"),
        Tile(**ANSWER_TIME, period="Aug 2026"),
        Tile(**ACTIVE, period=YEAR),
        Tile(**LIFETIME, period=YEAR),
    ]
