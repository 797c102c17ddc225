"""What a campaign did: those who got it against all the others, before and after it began."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from rapport.analytics import BadQuestion
from rapport.analytics.currencies import one_currency
from rapport.analytics.effects import DifferenceInDifferences, campaign_before_after
from rapport.analytics.effects.campaigns import Measure
from rapport.analytics.engine.stretches import stretch_before
from rapport.analytics.population import Population
from rapport.apps.insights.analyses import _said
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.ui import charts, figures

NAMES = {"revenue": "revenue per customer", "orders": "orders per customer", "buyers": "share who bought"}
UNITS = {"revenue": "money", "orders": "number", "buyers": "share"}
GROUPS = ("Who got it", "All others")
CHOOSE = (
    "Choose the segment that got it under “Of”: its members are set against everybody else. Without a segment there is"
    " nobody to compare with."
)


def _work_out(study: Study) -> Payload:
    if study.population.segment is None:
        raise BadQuestion(CHOOSE)
    if UNITS[study.wishes["measure"]] == "money":
        one_currency(study.source, study.period.start, study.period.end, study.currency)
    times = int(study.number("before"))
    found = campaign_before_after(
        study.source,
        study.period,
        study.population,
        Population(region=study.population.region),
        measure=cast(Measure, study.wishes["measure"]),
        periods_before=times,
        known_until=study.known.end,
        shared="treated",
    )
    if found.reason:
        raise BadQuestion(f"{_said.sentence(found.reason)} Choose another segment, or a period with more before it.")
    return {
        "measure": study.wishes["measure"],
        "begins": study.period.start.isoformat(),
        "times": times,
        "effect": _said.three(found.effect),
        "p": found.p,
        "means": [found.treated_before, found.treated_after, found.control_before, found.control_after],
        "n": [found.n_treated, found.n_control],
        "trends": _trends(found),
        "series": _series(found, study),
        "method": found.method,
        "remarks": _said.sentences([one for one in found.remarks if found.trends is None or one != found.trends.words]),
    }


def _trends(found: DifferenceInDifferences) -> Payload | None:
    trends = found.trends
    if trends is None:
        return None
    return {"verdict": trends.verdict, "words": trends.words, "drift": _said.three(trends.drift)}


def _series(found: DifferenceInDifferences, study: Study) -> list[list[Any]]:
    starts, stretch = [study.period.start], (study.period.start, study.period.end)
    for _ in found.series[1:]:
        stretch = stretch_before(*stretch)
        starts.insert(0, stretch[0])
    return [[start.isoformat(), one.treated, one.control] for start, one in zip(starts, found.series, strict=True)]


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    unit = telling.currency if UNITS[payload["measure"]] == "money" else UNITS[payload["measure"]]
    return {
        **payload,
        "name": NAMES[payload["measure"]],
        "found": _found(payload, unit),
        "trend_words": _said.sentence(payload["trends"]["words"]) if payload["trends"] else "",
        "is_doubtful": bool(payload["trends"] and payload["trends"]["verdict"] != "alike"),
        "rows": _rows(payload, unit),
        "effect_words": _said.change(payload["effect"], unit),
        "effect_range": _said.change_ends(payload["effect"], unit),
        "p_words": _said.chance(payload["p"]),
        "begins_words": figures.day(datetime.fromisoformat(payload["begins"])),
        "chart": _chart(payload, telling, unit),
    }


def _found(payload: Payload, unit: str) -> str:
    effect, name = payload["effect"], NAMES[payload["measure"]]
    words, ends = _said.change(effect, unit), _said.change_ends(effect, unit)
    clear = effect[1] is not None and (effect[1] > 0 or effect[2] < 0)
    if not clear:
        return f"No clear effect: against all others, {name} changed by {words} ({ends}), which chance can do as well."
    if payload["trends"] and payload["trends"]["verdict"] == "apart":
        return f"Not to be read as an effect: {name} changed by {words} ({ends}), but the groups moved apart before."
    return f"Against all others, {name} of those who got it changed by {words} ({ends})."


def _rows(payload: Payload, unit: str) -> list[dict[str, Any]]:
    means = payload["means"]
    return [
        {
            "name": name,
            "n": payload["n"][place],
            "before": figures.figure(before, unit),
            "after": figures.figure(after, unit),
            "change": figures.signed(after - before, unit),
        }
        for place, (name, before, after) in enumerate(zip(GROUPS, means[::2], means[1::2], strict=True))
    ]


def _chart(payload: Payload, telling: Telling, unit: str) -> charts.Chart:
    rows = [
        {"at": datetime.fromisoformat(at), "value": value, "series": name}
        for place, name in enumerate(GROUPS)
        for at, *values in payload["series"]
        for value in (values[place],)
    ]
    title = f"{NAMES[payload['measure']].capitalize()}, by the start of each stretch"
    begins = figures.day(datetime.fromisoformat(payload["begins"]))
    return charts.line(rows, id="campaign-lines", title=title, unit=unit, note=f"the last one began {begins}")


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    means = payload["means"]
    groups = [
        [name, payload["n"][place], *pair]
        for place, (name, pair) in enumerate(zip(GROUPS, (means[:2], means[2:]), strict=True))
    ]
    return (
        Sheet("Effect", ["Effect", "Low", "High", "p"], [[*payload["effect"], payload["p"]]]),
        Sheet("Groups", ["Group", "Customers", "Before", "After"], groups),
        Sheet("Series", ["Start", *GROUPS], payload["series"]),
    )


campaign_effect = Analysis(
    name="campaign_effect",
    title="What a campaign did",
    question="Did those who got the campaign change more than all the others?",
    help="Choose the segment that got something (a campaign, a new service, another price), and the period that begins"
    " with it. Its members who had bought before are set against all other customers who had: how much more did they"
    " change from the stretches before to the period? This difference in differences takes out what moved everybody,"
    " such as a season (Card and Krueger, 1994); its interval is clustered by customer (Bertrand, Duflo and"
    " Mullainathan, 2004).\n\nIt takes for granted that both groups would have moved alike without it. Whether they did"
    " before is tested and said; where they already moved apart, the difference is no effect. Who is chosen because"
    " they buy a lot, or let into the segment by buying lately, moves on their own.\n\nA group held out at random is"
    " worth more than all this: plan a test before the next campaign.",
    group="effects",
    tables=("orders", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    wishes=(
        Wish(
            name="measure",
            title="in",
            default="revenue",
            options=(
                ("revenue", "revenue per customer"),
                ("orders", "orders per customer"),
                ("buyers", "share who bought"),
            ),
        ),
        Wish(name="before", title="against", default="3", least=1, most=12, unit="such stretches before"),
    ),
    glyph="megaphone",
    order=2,
    period="last-3-months",
)
