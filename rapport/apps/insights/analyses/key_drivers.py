"""Key drivers: what goes with satisfaction, loyalty and coming back, and where to begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import numpy as np

from rapport.analytics import BadQuestion
from rapport.analytics.drivers import Driver, Experience, KeyDrivers, experience, experience_drivers, importance_map
from rapport.analytics.drivers import key_drivers as drivers_of
from rapport.analytics.drivers.experience import Outcome
from rapport.analytics.drivers.importance_map import TITLES
from rapport.analytics.drivers.remarks import CHANCE
from rapport.apps.insights.analyses import _said
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.apps.insights.analyses._experience import WINDOW, answered_in, span_of, span_words
from rapport.ui import charts

OUTCOMES = {"satisfaction": "satisfaction", "loyalty": "recommendation", "retention": "coming back"}
CORNERS = tuple(TITLES[name] for name in ("improve_first", "keep_up", "leave_for_later", "more_than_needed"))
# Enough draws for the wider intervals that hold for all drivers at once.
DRAWS_APART = 4_000
ADVICE = (
    "Ask the same people how content they are all in all and how single touchpoints were: what somebody did not answer"
    " cannot be held against what they did."
)


def _work_out(study: Study) -> Payload:
    outcome = cast(Outcome, study.wishes["outcome"])
    period = answered_in(study) if outcome == "retention" else study.period
    asked: Any = {
        "population": study.population,
        "window_days": int(study.number("window")),
        "known_until": study.period.end,
    }
    study.progress("Reading answers")
    together = experience_drivers(study.source, period, outcome, **asked)
    told = {"outcome": outcome, "outcome_name": together.outcome, "answers": span_of(period)}
    if _stands(together):
        return told | _together(together)
    if outcome != "retention":
        monthly = experience_drivers(study.source, period, outcome, monthly=study.zone, **asked)
        if _stands(monthly):
            return told | _together(monthly) | {"months": monthly.n > monthly.customers}
    everything = experience(study.source, period, outcome, least_share=0, **asked)
    if everything.reason:
        raise BadQuestion(f"{_said.sentence(everything.reason)} {ADVICE}")
    study.progress("Looking at each touchpoint by itself")
    return told | _apart(everything) | {"why": together.reason}


def _stands(found: KeyDrivers) -> bool:
    return not found.reason and len(found.drivers) > 1


def _together(found: KeyDrivers) -> Payload:
    places = importance_map(found)
    lines = [places.importance_line, places.performance_line] if places.places else None
    titles = {place.name: (place.title, place.meaning, place.is_clear) for place in places.places}
    return {
        "together": True,
        "drivers": [_driver(one, found.n, titles.get(one.name)) for one in found.drivers],
        "lines": lines,
        "explained": _said.three(found.explained),
        "n": found.n,
        "customers": found.customers,
        "given": found.given,
        "months": False,
        "method": found.method,
        "by_chance": CHANCE in found.remarks,
        "remarks": _said.sentences([_named(one) for one in found.remarks if one != CHANCE]),
    }


def _driver(one: Driver, n: int, place: tuple[str, str, bool] | None) -> Payload:
    return {
        "name": _named(one.name),
        "importance": _said.three(one.importance),
        "part": _said.three(one.part),
        "effect": _said.three(one.effect),
        "direction": one.direction,
        "less_is_better": one.less_is_better,
        "performance": _said.three(one.performance),
        "n": n,
        "missing": one.missing,
        "inflation": one.inflation if np.isfinite(one.inflation) else None,
        "place": list(place) if place else None,
    }


def _named(name: str) -> str:
    return name.replace("(csat)", "(satisfaction)").replace("(ces)", "(effort)")


def _apart(everything: Experience) -> Payload:
    """Each element beside the outcome by itself: what is left where too few answered about several."""
    count = len(everything.names)
    level = 1 - 0.05 / max(count, 1)
    found = [_one(everything, number, level) for number in range(count)]
    drivers = [_driver(one.drivers[0], one.n, None) for one in found if one.drivers]
    if not drivers:
        reasons = [f"{name}: {one.reason}" for name, one in zip(everything.names, found, strict=True)]
        raise BadQuestion(f"Too few answers to say what goes with it ({'; '.join(reasons)}). {ADVICE}")
    silent = [name for name, one in zip(everything.names, found, strict=True) if not one.drivers]
    remarks = [f"Too few answers to say anything: {', '.join(silent)}."] if silent else []
    drivers.sort(key=lambda one: -(one["importance"][0] or 0))
    return {
        "together": False,
        "drivers": drivers,
        "lines": None,
        "explained": [None, None, None],
        "n": max(one["n"] for one in drivers),
        "customers": len(everything.customers),
        "given": len(everything.customers),
        "months": False,
        "method": f"share of differences that goes with each by itself (R²); intervals at {level:.1%} each, so that"
        f" all {count} hold together at 95 %",
        "by_chance": all(one["direction"] == "unclear" for one in drivers),
        "remarks": remarks,
    }


def _one(everything: Experience, number: int, level: float) -> KeyDrivers:
    name = everything.names[number]
    found = drivers_of(
        everything.scores[:, [number]],
        everything.outcome,
        [name],
        customers=everything.customers,
        scales={name: everything.scales[name]},
        outcome_name=everything.outcome_name,
        confidence=level,
        draws=DRAWS_APART,
    )
    return replace(found, remarks=())


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    outcome = OUTCOMES[payload["outcome"]]
    importance = "part" if payload["together"] else "importance"
    rows = [_row(one, importance, payload["outcome"]) for one in payload["drivers"]]
    bars = [{"label": one["name"], **_ends(one[importance])} for one in payload["drivers"]]
    return {
        **payload,
        "outcome_words": outcome,
        "found": _found(payload, outcome, rows),
        "answers": span_words(payload["answers"]),
        "explained": {
            "words": _said.value(payload["explained"], "share"),
            "range": _said.ends(payload["explained"], "share"),
        },
        "bars": charts.bars(bars, id="driver-importance", title=_title(payload, outcome), unit="share"),
        "map": _map(payload, importance),
        "rows": rows,
    }


def _title(payload: Payload, outcome: str) -> str:
    if payload["together"]:
        return f"Part of what goes with {outcome}, by touchpoint"
    return f"Share of differences in {outcome} that goes with each"


def _ends(three: _said.Three) -> dict[str, float | None]:
    return dict(zip(("value", "low", "high"), three, strict=True))


def _found(payload: Payload, outcome: str, rows: Sequence[dict[str, Any]]) -> str:
    if payload["by_chance"]:
        return f"Nothing stands out: what people said of touchpoints goes with {outcome} no more than chance has it."
    clear = [row for row in rows if row["direction"] != "unclear"]
    first = clear[0] if clear else rows[0]
    if not payload["together"]:
        return f"{first['name']} goes with {outcome}: {first['effect_words']}."
    doing = f" ({first['place'].lower()})" if first["place"] else ""
    part = f"it holds {first['importance']} of what the touchpoints explain together"
    return f"{first['name']} goes with {outcome} the most{doing}: {part}, and {first['effect_words']}."


def _row(one: Payload, importance: str, outcome: str) -> dict[str, Any]:
    unit = "share" if outcome == "retention" else ""
    return {
        "name": one["name"],
        "importance": _said.value(one[importance], "share"),
        "importance_range": _said.ends(one[importance], "share"),
        "effect": _said.change(one["effect"], unit),
        "effect_range": _said.change_ends(one["effect"], unit),
        "effect_words": _effect(one, unit, OUTCOMES[outcome]),
        "direction": one["direction"],
        "performance": _said.value(one["performance"], "share"),
        "performance_range": _said.ends(one["performance"], "share"),
        "n": one["n"],
        "missing": one["missing"],
        "place": one["place"][0] if one["place"] else "",
        "meaning": one["place"][1] if one["place"] else "",
        "is_clear": bool(one["place"] and one["place"][2]),
    }


def _effect(one: Payload, unit: str, outcome: str) -> str:
    if one["direction"] == "unclear":
        return "whether more or less of it goes with more cannot be told"
    more = "an hour more" if one["less_is_better"] else "a point more"
    points = "" if unit else " points"
    return f"{more} of it goes with {_said.change(one['effect'], unit)}{points} of {outcome}"


def _map(payload: Payload, importance: str) -> charts.Chart | None:
    known = [one for one in payload["drivers"] if one[importance][0] is not None and one["performance"][0] is not None]
    if len(known) < 2:
        return None
    lines = payload["lines"]
    return charts.points(
        [_point(one, importance) for one in known],
        id="driver-map",
        title="Importance and performance",
        across="How well it does, from worst to best",
        down="How much goes with it",
        across_unit="share",
        down_unit="share",
        middle=(lines[1], lines[0]) if lines else None,
        corners=CORNERS if lines else (),
    )


def _point(one: Payload, importance: str) -> dict[str, Any]:
    x, y = one["performance"], one[importance]
    return {"label": one["name"], "x": x[0], "x_low": x[1], "x_high": x[2], "y": y[0], "y_low": y[1], "y_high": y[2]}


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    parts = ("importance", "part", "effect", "performance")
    ends = [f"{part.capitalize()}{end}" for part in parts for end in ("", " low", " high")]
    columns = ["Element", *ends, "Direction", "People", "Missing", "Variance inflation", "Place on the map"]
    rows = [
        [
            one["name"],
            *(number for part in parts for number in one[part]),
            *(one[name] for name in ("direction", "n", "missing", "inflation")),
            one["place"][0] if one["place"] else "",
        ]
        for one in payload["drivers"]
    ]
    return (Sheet(f"Key drivers of {payload['outcome_name']}", columns, rows),)


key_drivers = Analysis(
    name="key_drivers",
    title="Key drivers",
    question="Which touchpoints go with satisfaction, recommendation and coming back – and where should we begin?",
    help="What each customer last said of single touchpoints (satisfaction and effort scores, and how long they waited"
    " where tickets are known) is held against an outcome: how content they are all in all, how likely they recommend"
    " you, or whether they bought again. A linear model explains a share of the differences between people (R²); this"
    " share is divided among the touchpoints by Shapley's value, the average over all orders in which they can enter"
    " (Lindeman, Merenda and Gold, 1980). So touchpoints that go along with each other share fairly. Intervals come"
    " from drawing customers again and again.\n\nThe map holds importance against performance (Martilla and James,"
    " 1977): what matters more than an equal part and does worse than the others is where to begin. Only people who"
    " answered about everything can be taken into one model. Where they are too few and the same customers answered"
    " again and again, every month of a customer is a case, and intervals draw customers with all their months. Where"
    " that is too little, too, each touchpoint is looked at by itself.\n\nWhat goes together need not cause one"
    " another. Somebody may praise the delivery because they love the brand. Read it as a list of what to try first,"
    " and try it with a test.",
    group="experience",
    tables=("responses", "orders", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    wishes=(
        Wish(
            name="outcome",
            title="What goes with",
            default="loyalty",
            options=(
                ("loyalty", "recommendation (0–10)"),
                ("satisfaction", "satisfaction all in all (1–5)"),
                ("retention", "buying again"),
            ),
        ),
        WINDOW,
    ),
    glyph="adjustments-horizontal",
    order=1,
    version=2,
)
