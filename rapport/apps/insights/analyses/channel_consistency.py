"""Channel consistency: does one promise feel the same through every channel?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapport.analytics import BadQuestion, consistency_by_touchpoint
from rapport.analytics import channel_consistency as consistency_of
from rapport.analytics.consistency import Consistency
from rapport.apps.insights.analyses import _said
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.ui import charts, figures

SCORES = {"csat": "satisfaction (1–5)", "nps": "recommendation (0–10)", "ces": "effort (1–7)"}


def _work_out(study: Study) -> Payload:
    kind = study.wishes["kind"]
    asked: Any = {"kind": kind, "minimum_n": study.minimum_n}
    found = consistency_of(study.source, study.period, study.population, **asked)
    if not found.channels:
        raise BadQuestion(
            "Too few answers say through which channel they came. Import answers with a column for their channel, or"
            " choose another score or a longer period."
        )
    study.progress("Looking at each touchpoint")
    each = consistency_by_touchpoint(study.source, study.period, study.population, **asked)
    return {
        "kind": kind,
        **_answer(found),
        "method": found.method,
        "touchpoints": [{"name": name, **_answer(one)} for name, one in each.items()],
    }


def _answer(found: Consistency) -> Payload:
    ranked = sorted(found.channels, key=lambda one: -one.mean)
    return {
        "channels": [{"name": one.channel, "mean": [one.mean, one.low, one.high], "n": one.n} for one in ranked],
        "spread": [found.spread, found.low, found.high],
        "variance": found.variance,
        "n": found.n,
        "left_out": list(found.left_out),
        "remarks": _said.sentences(found.remarks),
    }


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    channels = payload["channels"]
    bars = [{"label": one["name"], **dict(zip(("value", "low", "high"), one["mean"], strict=True))} for one in channels]
    few = [f"Too few answers to show: {_said.listed(payload['left_out'])}."] if payload["left_out"] else []
    return {
        "found": _found(payload),
        "score": SCORES[payload["kind"]],
        "bars": charts.bars(bars, id="channel-scores", title=f"Mean {SCORES[payload['kind']]} by channel"),
        "rows": [_channel(one) for one in channels],
        "touchpoints": [_touchpoint(one) for one in payload["touchpoints"]],
        "spread": _said.value(payload["spread"]),
        "range": _said.ends(payload["spread"]),
        "variance": "" if payload["variance"] is None else figures.number(payload["variance"], 2),
        "n": payload["n"],
        "method": payload["method"],
        "remarks": [*payload["remarks"][1:], *few],
    }


def _found(payload: Payload) -> str:
    best, worst = payload["channels"][0], payload["channels"][-1]
    if best is worst:
        return f"Only {best['name']} has enough answers: there is nothing to compare it with."
    high, low = _said.value(best["mean"]), _said.value(worst["mean"])
    return _said.sentence(
        f"{best['name']} is scored highest ({high}), {worst['name']} lowest ({low}): a spread of"
        f" {_said.value(payload['spread'])} points. {payload['remarks'][0]}"
    )


def _channel(one: Payload) -> dict[str, Any]:
    return {"name": one["name"], "mean": _said.value(one["mean"]), "range": _said.ends(one["mean"]), "n": one["n"]}


def _touchpoint(one: Payload) -> dict[str, Any]:
    channels = one["channels"]
    apart = len(channels) > 1
    return {
        "name": one["name"],
        "n": one["n"],
        "spread": _said.value(one["spread"]),
        "range": _said.ends(one["spread"]),
        "best": f"{channels[0]['name']} ({_said.value(channels[0]['mean'])})" if apart else _said.NO_FIGURE,
        "worst": f"{channels[-1]['name']} ({_said.value(channels[-1]['mean'])})" if apart else _said.NO_FIGURE,
        "says": one["remarks"][0],
    }


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    rows = [
        [name, channel["name"], *channel["mean"], channel["n"]]
        for name, one in (("all", payload), *((each["name"], each) for each in payload["touchpoints"]))
        for channel in one["channels"]
    ]
    spreads = [
        [name, *one["spread"], one["variance"], one["n"]]
        for name, one in (("all", payload), *((each["name"], each) for each in payload["touchpoints"]))
    ]
    return (
        Sheet("Scores by channel", ["Touchpoint", "Channel", "Mean", "Mean low", "Mean high", "Answers"], rows),
        Sheet(
            "Spread over channels",
            ["Touchpoint", "Spread", "Spread low", "Spread high", "Variance", "Answers"],
            spreads,
        ),
    )


channel_consistency = Analysis(
    name="channel_consistency",
    title="Consistency of channels",
    question="Does the same promise feel the same through every channel, and where does it not?",
    help="The mean score of each channel, and how far the best and the worst lie apart (the spread), with the variance"
    " of the means beside it: of all answers that name their channel, and of each touchpoint that was answered about"
    " through several channels. Intervals come from drawing groups of customers again and again, so that several"
    " answers of one customer never count as independent; those of the touchpoints are wider, so that they hold"
    " together.\n\nChance alone keeps channels apart: of equal channels, too, one is best. So the best is held against"
    " the worst as strictly as all pairs of channels together ask.\n\nPeople choose their channel. Those who call may"
    " be in more trouble than those who write; compare the same touchpoint before blaming the channel.",
    group="experience",
    tables=("responses", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    wishes=(
        Wish(
            name="kind",
            title="By the score of",
            default="csat",
            options=(("csat", "satisfaction"), ("nps", "recommendation"), ("ces", "effort")),
        ),
    ),
    glyph="arrows-right-left",
    order=3,
)
