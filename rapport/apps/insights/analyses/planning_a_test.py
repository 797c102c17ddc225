"""Planning a test: how many customers it takes to find an effect worth knowing, from what customers do anyway."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

import numpy as np

from rapport.analytics import BadQuestion, Period
from rapport.analytics.currencies import one_currency
from rapport.analytics.effects import (
    Base,
    Plan,
    base_of,
    detectable_for_means,
    detectable_for_shares,
    needed_for_means,
    needed_for_shares,
)
from rapport.analytics.effects.base import BaseMeasure
from rapport.apps.insights.analyses import _said
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.apps.insights.analyses._standing import WIDEN
from rapport.ui import charts, figures

NAMES = {
    "buyers": "the share who buy again",
    "revenue": "revenue per customer",
    "orders": "orders per customer",
    "order_value": "the value of an order",
}
UNITS = {"buyers": "share", "revenue": "money", "orders": "number", "order_value": "money"}
STEPS = 40
# How far above the effect worth knowing, and above the one that all there are would find, the drawing goes.
FAR, NEAR = 5.0, 1.5
FEWEST_A_GROUP = 20
# Below this, what an earlier time foretells is not worth a word.
WORTH_SAYING = 0.05


def _work_out(study: Study) -> Payload:
    measure = cast(BaseMeasure, study.wishes["measure"])
    days = study.number("days")
    period = Period(study.period.end - timedelta(days=days), study.period.end)
    if UNITS[measure] == "money":
        one_currency(study.source, period.start, period.end, study.currency)
    base = base_of(study.source, period, measure, study.population)
    _check(base, study)
    share = study.number("treated") / 100
    effect = float(base.mean or 0) * study.number("effect") / 100
    if measure == "buyers" and float(base.mean or 0) + effect >= 1:
        raise BadQuestion(f"{base.mean:.0%} buy anyway: they cannot rise by {study.number('effect'):g} %. Choose less.")
    asked = _Asked(base, share, study.number("power") / 100)
    plan, plain = asked.needed(effect), asked.needed(effect, earlier=False)
    there = round(base.n * share)
    found = asked.detectable(there, base.n - there)
    return {
        "measure": measure,
        "days": int(days),
        "effect": effect,
        "relative": study.number("effect"),
        "power": asked.power,
        "share": share,
        "base": base.mean,
        "deviation": base.deviation,
        "known": base.known,
        "n": base.n,
        "explained": base.explained,
        "needed": [plan.n_treated, plan.n_control],
        "needed_plain": [plain.n_treated, plain.n_control],
        "detectable": found.effect,
        "reason": found.reason,
        "curve": asked.curve(max(base.n, plan.customers), effect, found.effect),
        "method": plan.method,
    }


def _check(base: Base, study: Study) -> None:
    least = max(study.minimum_n, 2)
    if base.n < least:
        who = "customers bought before and within these days" if base.measure == "order_value" else "known buyers"
        some = f"Only {base.n}" if base.n else "No"
        raise BadQuestion(f"{some} {who}; below {least} there is nothing to plan from. {WIDEN}")
    if not base.deviation or not base.mean:
        raise BadQuestion("All these customers did exactly the same in this time, so a test has no base to plan from.")
    if base.mean < 0:
        raise BadQuestion("More was given back than bought in this time, so a change of it has no meaning.")


class _Asked:
    """The library's plans for one base: shares and means alike."""

    def __init__(self, base: Base, share: float, power: float) -> None:
        self.base, self.share, self.power = base, share, power

    def needed(self, effect: float, *, earlier: bool = True) -> Plan:
        mean, deviation = float(self.base.mean or 0), float(self.base.deviation or 0)
        wishes: Any = {"treated_share": self.share, "power": self.power}
        if self.base.measure == "buyers":
            return needed_for_shares(mean, effect, **wishes)
        return needed_for_means(effect, deviation, explained=self.base.explained if earlier else 0.0, **wishes)

    def detectable(self, treated: int, control: int) -> Plan:
        mean, deviation = float(self.base.mean or 0), float(self.base.deviation or 0)
        if self.base.measure == "buyers":
            return detectable_for_shares(treated, control, mean, power=self.power)
        return detectable_for_means(treated, control, deviation, power=self.power, explained=self.base.explained)

    def curve(self, most: int, wished: float, found: float | None) -> list[list[float]]:
        """Customers in all, and the smallest effect they find as a share of the base; cut far above what is asked."""
        fewest = int(FEWEST_A_GROUP / min(self.share, 1 - self.share))
        rows = []
        for customers in np.unique(np.geomspace(fewest, max(most * 1.3, fewest * 4), STEPS).round()):
            treated = round(customers * self.share)
            effect = self.detectable(int(treated), int(customers - treated)).effect
            if effect is not None and effect <= max(FAR * wished, NEAR * (found or 0)):
                rows.append([float(customers), effect / float(self.base.mean or 1)])
        return rows


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    unit = telling.currency if UNITS[payload["measure"]] == "money" else UNITS[payload["measure"]]
    marks = [{"x": payload["n"], "words": f"{payload['n']:,} there are"}]
    marks += [{"value": payload["relative"] / 100, "words": f"{payload['relative']:g} % worth knowing"}]
    return {
        **payload,
        "name": NAMES[payload["measure"]],
        "found": _found(payload),
        "base_words": figures.figure(payload["base"], unit),
        "effect_words": figures.signed(payload["effect"], unit),
        "detectable_words": _detectable(payload, unit),
        "remarks": _remarks(payload),
        "chart": charts.curve(
            [{"x": at, "value": effect} for at, effect in payload["curve"]],
            id="test-size",
            title="Smallest change that a test of this size finds",
            unit="share",
            across="Customers in the test, both groups together",
            zero=True,
            marks=marks,
        ),
    }


def _found(payload: Payload) -> str:
    customers = sum(payload["needed"])
    head = f"To find a change of {payload['relative']:g} % in {NAMES[payload['measure']]}, a test needs"
    groups = f"{customers:,} customers: {payload['needed'][0]:,} who get it and {payload['needed'][1]:,} who do not"
    there = payload["n"]
    if customers <= there:
        return f"{head} {groups}. You have {there:,}: enough."
    return f"{head} {groups}. You have {there:,}: not enough for so small a change."


def _detectable(payload: Payload, unit: str) -> str:
    if payload["detectable"] is None:
        return _said.sentence(payload["reason"])
    relative = payload["detectable"] / payload["base"]
    return f"{figures.signed(payload['detectable'], unit)}, which is {relative:.0%} of the base"


def _remarks(payload: Payload) -> list[str]:
    said = ["Groups must be drawn at random before the start: who is chosen by hand differs from the others anyway."]
    if payload["measure"] != "buyers" and payload["explained"] >= WORTH_SAYING:
        plain = sum(payload["needed_plain"])
        said.append(
            f"What customers did in the {payload['days']} days before foretells {payload['explained']:.0%} of the"
            f" differences between them; taking it out (CUPED) saves customers: without it, {plain:,} were needed."
        )
    if payload["measure"] == "order_value":
        said.append(
            f"Only who buys has an order: {payload['n']:,} of {payload['known']:,} known customers did. Draw the groups"
            " among all of them, in the same proportion more."
        )
    said.append("The base is what they did in the last days without a test; a season may make it another.")
    return said


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    names = ("measure", "days", "base", "deviation", "effect", "power", "share", "n", "explained", "detectable")
    rows = [[name, payload[name]] for name in names]
    rows += [["needed treated", payload["needed"][0]], ["needed held out", payload["needed"][1]]]
    return (
        Sheet("Plan", ["What", "Value"], rows),
        Sheet("Size", ["Customers", "Smallest change found"], payload["curve"]),
    )


planning_a_test = Analysis(
    name="planning_a_test",
    title="How many customers does a test need?",
    question="How many customers does it take to find a change that is worth knowing?",
    help="Before trying something on some customers and holding others out, one should know whether the test can find"
    " what one hopes for. The base is what your customers who had bought before did in the last days of the period,"
    " without anything being tried. From it follows how many customers a change of the size worth knowing takes, so"
    " that it is found with the chance wished (power) at an error of 5 % (Cohen, 1988; for shares Fleiss, Levin and"
    " Paik, 2003), and the other way round the smallest change that all your customers would find.\n\nWhat customers"
    " did before foretells part of what they do; comparing after taking it out needs fewer customers (CUPED: Deng, Xu,"
    " Kohavi and Walker, 2013).\n\nA test that is too small is worse than none: it finds nothing, and what it does find"
    " is too large by luck. Decide the length before the start, and look once at the end.",
    group="effects",
    tables=("orders", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    wishes=(
        Wish(
            name="measure",
            title="What should change",
            default="buyers",
            options=(
                ("buyers", "share who buy again"),
                ("order_value", "value of an order"),
                ("revenue", "revenue per customer"),
                ("orders", "orders per customer"),
            ),
        ),
        Wish(
            name="effect",
            title="Smallest change worth knowing",
            default="10",
            least=0.5,
            most=500,
            step=0.5,
            unit="% of what it is",
        ),
        Wish(name="days", title="The test runs", default="90", least=7, most=730, unit="days"),
        Wish(name="treated", title="Who get it", default="50", least=5, most=95, unit="% of them"),
        Wish(
            name="power",
            title="Found with a chance of",
            default="80",
            options=(("80", "80 %"), ("90", "90 %"), ("95", "95 %")),
        ),
    ),
    glyph="beaker",
    order=1,
)
