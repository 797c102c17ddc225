"""Retention by experience: do those who were served better buy again more often?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np

from rapport.analytics import BadQuestion
from rapport.analytics.drivers import RetentionByLevel
from rapport.analytics.drivers import retention_by_experience as retained
from rapport.analytics.drivers.answers import answers_in
from rapport.analytics.drivers.experience import LEVELS, Kind
from rapport.analytics.multiplicity import adjusted
from rapport.apps.insights.analyses import _said
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.apps.insights.analyses._experience import WINDOW, answered_in, span_of, span_words
from rapport.ui import charts

SCORES = {"nps": "recommendation score", "csat": "satisfaction score", "ces": "effort score"}
GROUPS = {0.0: "Detractors (0–6)", 7.0: "Passives (7–8)", 9.0: "Promoters (9–10)"}
MOST_TOUCHPOINTS = 20
CLEAR = 0.05


def _work_out(study: Study) -> Payload:
    kind, period = cast(Kind, study.wishes["kind"]), answered_in(study)
    asked: Any = {
        "population": study.population,
        "window_days": int(study.number("window")),
        "known_until": study.period.end,
        "minimum_n": study.minimum_n,
    }
    found = retained(study.source, period, kind, touchpoint=_about(study), **asked)
    if not found.levels:
        told = found.reason or "nobody known was asked"
        raise BadQuestion(f"{_said.sentence(told)} Choose another score, or a longer period.")
    study.progress("Looking at each touchpoint")
    pairs = answers_in(study.source, period, study.population).pairs
    names = [name for of, name in pairs if of == kind and name][:MOST_TOUCHPOINTS]
    each = [retained(study.source, period, kind, touchpoint=name, **asked) for name in names]
    return {
        "kind": kind,
        "window": asked["window_days"],
        "answers": span_of(period),
        **_answer(found, kind),
        "method": found.method,
        "remarks": _said.sentences(found.remarks),
        "touchpoints": _touchpoints(names, each, kind),
    }


def _about(study: Study) -> str | None:
    return None if study.wishes["about"] == "anything" else ""


def _answer(found: RetentionByLevel, kind: str) -> Payload:
    trend = found.trend
    return {
        "n": found.n,
        "levels": [
            {
                "key": f"{_edge(level.low_score, kind):g}",
                "label": GROUPS[_edge(level.low_score, kind)] if kind == "nps" else level.label,
                "n": level.n,
                "retained": level.retained,
                "share": _said.three(level.share),
                "reason": level.reason,
            }
            for level in found.levels
        ],
        "trend": None
        if trend is None
        else {"z": trend.z, "p": trend.p, "step": _said.three(trend.step), "direction": trend.direction},
        "reason": found.reason,
    }


def _edge(score: float, kind: str) -> float:
    return max(edge for edge in LEVELS[kind] if edge <= score)


def _touchpoints(names: Sequence[str], found: Sequence[RetentionByLevel], kind: str) -> list[Payload]:
    p_values = adjusted([np.nan if one.trend is None else one.trend.p for one in found])
    return [
        {"name": name, **_answer(one, kind), "p_adjusted": None if one.trend is None else float(p)}
        for name, one, p in zip(names, found, p_values, strict=True)
    ]


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    score, window = SCORES[payload["kind"]], payload["window"]
    columns = [
        {"label": level["label"], **dict(zip(("value", "low", "high"), level["share"], strict=True))}
        for level in payload["levels"]
        if level["share"][0] is not None
    ]
    return {
        **payload,
        "answers": span_words(payload["answers"]),
        "score": score,
        "found": _found(payload, score),
        "trend_words": _trend(payload),
        "chart": charts.columns(
            columns,
            id="retention-levels",
            title=f"Bought again within {window} days, by {score}",
            unit="share",
            across=f"Latest {score}",
        ),
        "rows": [_row(level, telling) for level in payload["levels"]],
        "touchpoints": [_touchpoint(one) for one in payload["touchpoints"]],
    }


def _found(payload: Payload, score: str) -> str:
    known = [level for level in payload["levels"] if level["share"][0] is not None]
    if payload["trend"] is None or len(known) < 2:
        return f"No trend can be told: {payload['reason'] or 'too few customers on all levels but one'}."
    worst, best = known[0], known[-1]
    best_share, worst_share = (_said.value(level["share"], "share") for level in (best, worst))
    shares = (
        f"{best_share} of {_those(best, payload)} bought again within {payload['window']} days,"
        f" {worst_share} of {_those(worst, payload)}"
    )
    direction = payload["trend"]["direction"]
    if direction == "unclear":
        return f"Whether a better {score} goes with buying again cannot be told from chance: {shares}."
    more = "more" if direction == "rises" else "less"
    return f"A higher {score} goes with buying again {more} often: {shares}."


def _those(level: Payload, payload: Payload) -> str:
    return level["label"].lower() if payload["kind"] == "nps" else f"those who said {level['label']}"


def _trend(payload: Payload) -> str:
    trend = payload["trend"]
    if trend is None:
        return ""
    step, ends = _said.change(trend["step"], "share"), _said.change_ends(trend["step"], "share")
    return f"One point more goes with {step} ({ends}) of people who buy again; p {_said.chance(trend['p'])}."


def _row(level: Payload, telling: Telling) -> dict[str, Any]:
    return {
        **level,
        "share": _said.value(level["share"], "share"),
        "range": _said.ends(level["share"], "share") or level["reason"],
        "retained": "few" if level["retained"] is None else level["retained"],
        "url": telling.people_url(level["key"]),
    }


def _touchpoint(one: Payload) -> dict[str, Any]:
    trend = one["trend"]
    step = trend["step"] if trend else (None, None, None)
    clear = one["p_adjusted"] is not None and one["p_adjusted"] <= CLEAR
    words = {"rises": "better goes with more", "falls": "better goes with less"}
    return {
        "name": one["name"],
        "n": one["n"],
        "step": _said.change(step, "share"),
        "range": _said.change_ends(step, "share"),
        "p": _said.chance(one["p_adjusted"]),
        "says": (one["reason"] or "no clear trend") if not clear else words["rises" if (step[0] or 0) > 0 else "falls"],
    }


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    columns = ["Level", "Customers", "Bought again", "Share", "Share low", "Share high", "Remark"]
    rows = [[one["label"], one["n"], one["retained"], *one["share"], one["reason"]] for one in payload["levels"]]
    trends = [
        [one["name"], one["n"], *(one["trend"]["step"] if one["trend"] else (None,) * 3), one["p_adjusted"]]
        for one in payload["touchpoints"]
    ]
    heads = ["Touchpoint", "Customers", "Change per point", "Change low", "Change high", "Adjusted p"]
    return (Sheet("Levels", columns, rows), Sheet("Touchpoints", heads, trends))


def _people(study: Study, key: str) -> Sequence[int]:
    kind, period = study.wishes["kind"], answered_in(study)
    edges = np.array(LEVELS[kind])
    if key not in [f"{edge:g}" for edge in edges]:
        raise BadQuestion(f"There is no level {key} of the {SCORES[kind]}.")
    answers = answers_in(study.source, period, study.population)
    score = answers.of(kind) if _about(study) is None else answers.about((kind, ""))
    level = np.searchsorted(edges, score, side="right") - 1
    wanted = np.flatnonzero(edges == float(key))[0]
    return [int(id) for id in answers.people[(level == wanted) & ~np.isnan(score)]]


retention_by_experience = Analysis(
    name="retention_by_experience",
    title="Retention by experience",
    question="Do customers who had a better experience buy again more often?",
    help="Customers are sorted by their latest score, and the share who bought within the days after is told for each"
    " level, with Wilson's interval. The test for a trend is that of Cochran (1954) and Armitage (1955): it asks"
    " whether the share rises or falls along the scores, not only whether levels differ. The period is moved back by"
    " these days, so that the time in which people bought again or not has passed for everybody.\n\nBelow, the same is"
    " asked for each touchpoint apart; since many questions find something by chance, their p-values are adjusted"
    " (Benjamini and Hochberg, 1995).\n\nA share that rises with the score says that both go together. It does not say"
    " that raising the score keeps anybody: loyal customers may be kinder judges. People who were never asked are not"
    " in it.",
    group="experience",
    tables=("responses", "orders", "customers", "memberships"),
    needs=("orders", "responses"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    wishes=(
        Wish(
            name="kind",
            title="By",
            default="nps",
            options=(("nps", "recommendation score"), ("csat", "satisfaction score"), ("ces", "effort score")),
        ),
        Wish(
            name="about",
            title="About",
            default="anything",
            options=(("anything", "anything"), ("nothing", "no touchpoint in particular")),
        ),
        WINDOW,
    ),
    glyph="face-smile",
    order=2,
)
