"""Running experiments: what those drawn did so far, and whether to go on, however often somebody looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast

from rapport.analytics import BadQuestion
from rapport.analytics.currencies import one_currency
from rapport.analytics.effects import holdout, holdout_of_shares, sample_ratio, watched
from rapport.analytics.effects.campaigns import Measure
from rapport.analytics.effects.experiments import Experiment, experiments, looked_at, verdict
from rapport.analytics.effects.holdout import Holdout
from rapport.analytics.effects.sequential import Watched
from rapport.apps.insights.analyses import _said
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.apps.insights.analyses._series import plain
from rapport.ui import charts, figures

NAMES = {"buyers": "share who bought", "revenue": "revenue per customer", "orders": "orders per customer"}
UNITS = {"buyers": "share", "revenue": "money", "orders": "number"}
ARMS = {"treated": "Who got it", "holdout": "Held out"}
# Of the others so many can be chosen; older ones by the choice of another period.
MOST_OTHERS = 60
# Early looks whose interval is so many times as wide as the last one would leave the others no room.
MOST_WIDTH = 5.0


def _experiments(study: Study) -> list[Experiment]:
    study.progress("Reading who was drawn")
    until = min(study.period.end, study.known.end)
    measure = cast(Measure, study.wishes["measure"])
    if UNITS[measure] == "money" and study.source.has("orders"):
        one_currency(study.source, study.period.start, until, study.currency)
    found = experiments(study.source, until, study.population, measure=measure, days=int(study.number("days")))
    start = study.period.start.timestamp() / 86_400
    running = [one for one in found if len(one.at) and float(one.at[-1]) >= start]
    if not running:
        raise BadQuestion("Nobody was drawn into an experiment in this period. Choose a longer one.")
    return running


def _chosen(found: Sequence[Experiment], name: str) -> Experiment:
    """The one of that name, else the one that began last."""
    if name and name not in {one.name for one in found}:
        raise BadQuestion(f"Nobody was drawn into “{name}” in this period. Choose a longer one, or another experiment.")
    return next(one for one in found if one.name == name or not name)


def _work_out(study: Study) -> Payload:
    found = _experiments(study)
    chosen = _chosen(found, study.wishes["experiment"])
    study.progress(f"Going through every look at {chosen.name}")
    others = [one for one in found if one is not chosen]
    return {
        "measure": study.wishes["measure"],
        "days": int(study.number("days")),
        "relative": study.number("effect"),
        "share": study.number("treated") / 100,
        "experiment": _experiment(study, chosen),
        "others": [[one.name, len(one.at), *_span(one)] for one in others[:MOST_OTHERS]],
        "older": max(len(others) - MOST_OTHERS, 0),
    }


def _experiment(study: Study, one: Experiment) -> Payload:
    treated, held = int(one.treated.sum()), int((~one.treated).sum())
    ratio = sample_ratio(treated, held, study.number("treated") / 100)
    planned = int(study.number("planned")) or treated + held
    base = {
        "name": one.name,
        "n": [treated, held],
        "over": [int((one.over & one.treated).sum()), int((one.over & ~one.treated).sum())],
        "span": _span(one),
        "in_both": one.in_both,
        "planned": planned,
        "ratio": {"found": plain(ratio.found_share), "p": plain(ratio.p), "is_mismatch": ratio.is_mismatch},
    }
    looks = one.looks()
    told = _compared(study, one) if looks else None
    if told is None or told.reason:
        return {**base, "reason": told.reason if told else _too_early(one, study), "looks": []}
    seen = watched(looked_at(looks), max(planned, 2))
    control = told.control.value or 0.0
    worth = abs(control) * study.number("effect") / 100
    return {
        **base,
        "reason": "",
        "means": [_said.three(told.treated), _said.three(told.control)],
        "difference": _said.three(seen.looks[-1].difference),
        "worth": plain(worth),
        "verdict": verdict(seen, worth) if worth > 0 else "open",
        "clear_on": _day(looks[seen.first_clear][0]) if seen.first_clear is not None else "",
        "looks": _looks(looks, seen),
        "method": seen.method,
        "remarks": list(seen.remarks),
    }


def _span(one: Experiment) -> list[str]:
    return [_day(one.at[0]), _day(one.at[-1])]


def _looks(looks: Sequence[Any], seen: Watched) -> list[list[Any]]:
    return [
        [_day(moment), look.n, *_said.three(look.difference)]
        for (moment, _, _), look in zip(looks, seen.looks, strict=True)
    ]


def _compared(study: Study, one: Experiment) -> Holdout:
    """The two groups as they stand, of those whose days are over."""
    first, second = (one.value[one.over & (one.treated == arm)] for arm in (True, False))
    share = study.number("treated") / 100
    if study.wishes["measure"] == "buyers":
        counts = int(first.sum()), len(first), int(second.sum()), len(second)
        return holdout_of_shares(*counts, treated_share=share)
    return holdout(first, second, treated_share=share)


def _too_early(one: Experiment, study: Study) -> str:
    over = int(one.over.sum())
    return (
        f"Too early: the {study.number('days'):g} days after the draw are over for {over:,} of {len(one.at):,}"
        " customers. A first look takes twenty in each group."
    )


def _day(days: float) -> str:
    return datetime.fromtimestamp(float(days) * 86_400, UTC).isoformat()


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    unit = telling.currency if UNITS[payload["measure"]] == "money" else UNITS[payload["measure"]]
    told = _told(payload["experiment"], payload, telling, unit)
    return {
        **payload,
        "name": NAMES[payload["measure"]],
        "found": f"{told['name']}: {told['words']}",
        "one": told,
        "others": [_other(other, telling) for other in payload["others"]],
        "plan_url": telling.analysis_url("planning_a_test"),
        "campaign_url": telling.analysis_url("campaign_effect"),
    }


def _other(other: Sequence[Any], telling: Telling) -> dict[str, Any]:
    name, n, first, last = other
    return {"name": name, "n": n, "span": _days(first, last), "url": telling.choice_url("experiment", name)}


def _days(first: str, last: str) -> str:
    return " to ".join(figures.day(datetime.fromisoformat(day)) for day in (first, last))


def _told(one: Payload, payload: Payload, telling: Telling, unit: str) -> dict[str, Any]:
    known = not one["reason"]
    return {
        **one,
        "span_words": _days(*one["span"]),
        "n_all": sum(one["n"]),
        "ratio_words": _ratio(one, payload),
        "words": _verdict(one, payload, unit) if known else one["reason"],
        "difference_words": _said.change(one["difference"], unit) if known else "–",
        "difference_range": _said.change_ends(one["difference"], unit) if known else "",
        "arms": _arms(one, telling, unit),
        "chart": _chart(one, payload, unit) if known else None,
        "remarks": _said.sentences(one.get("remarks", [])),
    }


def _ratio(one: Payload, payload: Payload) -> str:
    ratio = one["ratio"]
    if not ratio["is_mismatch"]:
        return ""
    return (
        f"Do not trust this comparison: {ratio['found']:.1%} of those drawn got it, {payload['share']:.1%} were"
        f" planned, and chance hardly ever splits them so (p {_said.chance(ratio['p'])}). Look for what went wrong in"
        " the draw or in its records; or say under “got it” what was planned."
    )


def _verdict(one: Payload, payload: Payload, unit: str) -> str:
    """In words: go on, stop, or no difference of the size worth knowing any more."""
    worth, measure = figures.signed(one["worth"] or 0, unit), NAMES[payload["measure"]]
    words, ends = _said.change(one["difference"], unit), _said.change_ends(one["difference"], unit)
    if one["ratio"]["is_mismatch"]:
        return "The groups do not have the sizes planned; first find out why."
    if one["verdict"] in ("more", "less"):
        since = figures.day(datetime.fromisoformat(one["clear_on"]))
        return f"You may stop: {measure} differs by {words} ({ends}), clear since the look of {since}."
    if one["verdict"] == "ruled out":
        return f"You may stop: a gain of {worth} in {measure}, the least worth knowing, is ruled out ({ends})."
    if sum(one["over"]) >= one["planned"]:
        return (
            f"The number planned is reached, and it is still open whether {measure} differs ({ends}): the effect, if"
            " there is one, is smaller than such a test can find."
        )
    return f"Go on: so far {words} in {measure} ({ends}), which may still be nothing or the {worth} worth knowing."


def _arms(one: Payload, telling: Telling, unit: str) -> list[dict[str, Any]]:
    means = one.get("means") or [[None] * 3] * 2
    return [
        {
            "title": title,
            "n": one["n"][at],
            "over": one["over"][at],
            "mean": _said.value(means[at], unit),
            "range": _said.ends(means[at], unit),
            "url": telling.people_url(f"{arm}:{one['name']}") if one["n"][at] else "",
        }
        for at, (arm, title) in enumerate(ARMS.items())
    ]


def _chart(one: Payload, payload: Payload, unit: str) -> charts.Chart | None:
    """The looks so far; a single one is told by the table."""
    last = one["looks"][-1]
    width = (last[4] - last[3]) * MOST_WIDTH if last[3] is not None else 0
    drawn = [look for look in one["looks"] if look[3] is not None and look[4] - look[3] <= width] or one["looks"][-1:]
    worth = figures.signed(one["worth"] or 0, unit)
    if len(drawn) < 2:
        return None
    return charts.curve(
        [{"x": n, "value": value, "low": low, "high": high} for _, n, value, low, high in drawn],
        id="experiment-looks",
        title=f"Difference in {NAMES[payload['measure']]}, look by look",
        unit=unit,
        across=f"Customers whose {payload['days']} days are over",
        marks=[{"value": 0, "words": ""}, {"value": one["worth"], "words": f"{worth} is worth knowing"}],
        note="a look a week; the band holds at all looks together",
    )


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    one, blank = payload["experiment"], [None, None, None]
    name, means = one["name"], one.get("means") or [blank, blank]
    groups = [[name, title, one["n"][at], one["over"][at], *means[at]] for at, title in enumerate(ARMS.values())]
    verdict_row = [name, one.get("verdict", ""), *one.get("difference", blank), one.get("worth"), one["ratio"]["p"]]
    ends = ("Difference", "Low", "High")
    return (
        Sheet("Experiment", ("Experiment", "Verdict", *ends, "Worth knowing", "p of the sizes"), [verdict_row]),
        Sheet("Groups", ("Experiment", "Group", "Drawn", "Days over", "Mean", "Low", "High"), groups),
        Sheet("Looks", ("Experiment", "Day", "Customers", *ends), [[name, *look] for look in one["looks"]]),
        Sheet("Other experiments", ("Experiment", "Drawn", "From", "To"), payload["others"]),
    )


def _people(study: Study, key: str) -> Sequence[int]:
    arm, _, name = key.partition(":")
    if arm not in ARMS or not name:
        raise BadQuestion(f"There is no group {key}.")
    one = _chosen(_experiments(study), name)
    return [int(id) for id in one.customer[one.treated == (arm == "treated")]]


running_experiment = Analysis(
    name="running_experiment",
    title="Experiments as they run",
    question="What has an experiment shown so far: should it go on, or is it clear by now?",
    help="Who was drawn into an experiment, to get something or to be held out, is followed for the days you choose"
    " after the draw. Only customers whose days are over count, so that all of them had the same time; everybody drawn"
    " belongs in, also who bought nothing.\n\n"
    "An interval made for one look misleads who looks every week: some week it will seem clear by chance. The band here"
    " holds at all looks together (mixture sequential probability ratio test: Robbins, 1970; Johari, Koomen, Pekelis"
    " and Walsh, 2022; for means Waudby-Smith and others, 2024). It is wider; in return you may look and stop whenever"
    " you like. It is narrowest about where the number planned is reached, so say before the start what that is.\n\n"
    "You may stop when the band leaves nought out: then there is a difference. You may also stop when it leaves out a"
    " gain of the size worth knowing: whatever there is, it is less. Else go on.\n\n"
    "Where the groups do not have the sizes planned, something went wrong with who was drawn or recorded, and no figure"
    " can be trusted (Fabijan and others, 2019). Several experiments at once each keep their own promise; among twenty"
    " without effect one may still seem clear.",
    group="effects",
    tables=("assignments", "orders", "customers", "memberships"),
    until="orders",
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    version=2,
    wishes=(
        Wish(
            name="experiment",
            title="Experiment",
            default="",
            linked=True,
            help="each of the period; else the last begun",
        ),
        Wish(
            name="measure",
            title="What should change",
            default="buyers",
            options=(
                ("buyers", "share who bought"),
                ("revenue", "revenue per customer"),
                ("orders", "orders per customer"),
            ),
        ),
        Wish(name="days", title="within", default="30", least=1, most=365, unit="days of the draw"),
        Wish(
            name="effect",
            title="Smallest gain worth knowing",
            default="10",
            least=0.5,
            most=500,
            step=0.5,
            unit="% of the held out",
        ),
        Wish(
            name="planned",
            title="Planned for",
            default="0",
            least=0,
            most=1e8,
            unit="customers (0: as many as were drawn)",
        ),
        Wish(name="treated", title="of whom", default="50", least=1, most=99, unit="% got it"),
    ),
    glyph="scale",
    order=3,
    period="all-time",
)
