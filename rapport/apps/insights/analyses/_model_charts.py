"""The checks of a model as charts and sentences."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rapport.apps.insights.analyses._analysis import Payload, Sheet
from rapport.ui import charts, figures

SEEN, EXPECTED = "seen", "expected"
PAIR = {SEEN: "slate", EXPECTED: "teal"}


def checks_shown(kept: Payload) -> dict[str, Any]:
    """What the template of the checks needs."""
    shown: dict[str, Any] = {
        "complaints": kept["complaints"],
        "reason": kept["reason"],
        "histogram": _histogram(kept),
        "histogram_off": figures.figure(kept["histogram_off"], "share"),
    }
    if kept["reason"]:
        return shown
    return {
        **shown,
        "n": kept["n"],
        "split": figures.day(datetime.fromisoformat(kept["split"])),
        "weeks": f"{kept['weeks']:.0f}",
        "cumulative": _cumulative(kept),
        "weekly": _weekly(kept),
        "conditional": _conditional(kept),
        "calibration": _calibration(kept),
        "error": _error(kept["error"]),
        "calibration_off": _points(kept["calibration_off"]),
        "brier": "–" if kept["brier"] is None else f"{kept['brier']:.3f}",
    }


def _points(value: float | None) -> str:
    return "–" if value is None else f"{value * 100:.1f}"


def _times(place: int, last: int) -> str:
    return f"{place}+" if place == last else str(place)


def _columns(rows: list[dict[str, Any]], id: str, title: str, across: str, unit: str = "") -> charts.Chart:
    return charts.columns(rows, id=id, title=title, unit=unit, across=across, hues=PAIR)


def _histogram(kept: Payload) -> charts.Chart:
    last = len(kept["histogram"]) - 1
    rows = [
        {"label": _times(place, last), "series": series, "value": value}
        for place, pair in enumerate(kept["histogram"])
        for series, value in zip((SEEN, EXPECTED), pair, strict=True)
    ]
    return _columns(rows, "check-histogram", "Customers by number of repeat orders", "Repeat orders so far")


def _cumulative(kept: Payload) -> charts.Chart:
    rows = []
    for week, actual, expected, low, high in kept["cumulative"]:
        rows.append({"x": week, "value": actual, "series": SEEN})
        rows.append({"x": week, "value": expected, "low": low, "high": high, "series": EXPECTED})
    return _tracked(rows, kept, "check-cumulative", "Repeat orders of all customers, cumulative")


def _weekly(kept: Payload) -> charts.Chart:
    rows = [
        {"x": week, "value": value, "series": series}
        for week, *pair in kept["weekly"]
        for series, value in zip((SEEN, EXPECTED), pair, strict=True)
    ]
    return _tracked(rows, kept, "check-weekly", "Repeat orders of all customers, each week")


def _tracked(rows: list[dict[str, Any]], kept: Payload, id: str, title: str) -> charts.Chart:
    marks = [{"x": kept["fitted_weeks"], "words": "held out"}]
    return charts.curve(rows, id=id, title=title, across="Week", zero=True, marks=marks, hues=PAIR)


def _conditional(kept: Payload) -> charts.Chart:
    last = len(kept["conditional"]) - 1
    rows = []
    for place, (_, actual, low, high, expected) in enumerate(kept["conditional"]):
        step = _times(place, last)
        rows.append({"label": step, "series": SEEN, "value": actual, "low": low, "high": high})
        rows.append({"label": step, "series": EXPECTED, "value": expected})
    title = "Orders for each customer in the time held out"
    return _columns(rows, "check-conditional", title, "Repeat orders before")


def _calibration(kept: Payload) -> charts.Chart:
    rows = []
    for place, (_, expected, actual, low, high, _) in enumerate(kept["calibration"], start=1):
        rows.append({"label": str(place), "series": SEEN, "value": actual, "low": low, "high": high})
        rows.append({"label": str(place), "series": EXPECTED, "value": expected})
    title = "Share who ordered in the time held out"
    across = "Groups from the least to the most likely still customers"
    return _columns(rows, "check-calibration", title, across, "share")


def _error(error: Payload) -> dict[str, str]:
    def number(name: str, digits: int) -> str:
        return "–" if error[name] is None else figures.number(error[name], digits)

    return {
        "actual": number("actual", 0),
        "expected": number("expected", 0),
        "absolute": number("mean_absolute", 2),
        "square": number("root_mean_square", 2),
        "naive_expected": number("naive_expected", 0),
        "naive_absolute": number("naive_mean_absolute", 2),
        "naive_square": number("naive_root_mean_square", 2),
    }


def fits_shown(fits: list[Payload]) -> list[dict[str, Any]]:
    """Parameters in words."""
    return [{**fit, "rows": [_estimate(one) for one in fit["estimates"]]} for fit in fits]


def _estimate(one: Payload) -> dict[str, str]:
    return {
        "name": one["name"],
        "value": f"{one['value']:.4g}",
        "error": "–" if one["error"] is None else f"{one['error']:.2g}",
        "range": "" if one["low"] is None else f"{one['low']:.4g} to {one['high']:.4g}",
        "meaning": one["meaning"],
        "remark": one["remark"],
    }


def model_sheets(fits: list[Payload], kept: Payload) -> list[Sheet]:
    """Parameters and checks as tables for a file."""
    parts = ("name", "value", "error", "low", "high", "remark")
    rows = [[fit["title"], *(one[part] for part in parts)] for fit in fits for one in fit["estimates"]]
    sheets = [
        Sheet("Parameters", ("Model", "Parameter", "Value", "Standard error", "Low", "High", "Remark"), rows),
        Sheet("Repeat orders", ("Times", "Seen", "Expected"), [[n, *row] for n, row in enumerate(kept["histogram"])]),
    ]
    if kept["reason"]:
        return sheets
    tracked = [[*row, *week[1:]] for row, week in zip(kept["cumulative"], kept["weekly"], strict=True)]
    titles = ("Week", "Seen", "Expected", "Expected low", "Expected high", "Seen in the week", "Expected in the week")
    conditional = [[n, *row] for n, row in enumerate(kept["conditional"])]
    groups = ("P(alive)", "Expected", "Seen", "Seen low", "Seen high", "Customers")
    return [
        *sheets,
        Sheet("Tracking", titles, tracked),
        Sheet("Held out", ("Repeats", "Customers", "Seen", "Seen low", "Seen high", "Expected"), conditional),
        Sheet("Calibration", groups, kept["calibration"]),
    ]
