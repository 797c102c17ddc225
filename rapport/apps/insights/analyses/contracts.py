"""Contracts: who renews, who will, and what the renewals to come are worth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast

import numpy as np

from rapport.analytics import BadQuestion
from rapport.analytics.cohorts.contracts import Contracts, Renewal, StartGrain, survivors
from rapport.analytics.cohorts.contracts import contracts as contracts_of
from rapport.analytics.intervals import Floats
from rapport.analytics.models.renewal_checks import held_out, renewals
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Study, Wish
from rapport.apps.insights.analyses._contract_charts import contracts_sheets, contracts_shown
from rapport.apps.insights.analyses._discrete import doubts, fit_of
from rapport.apps.insights.analyses._lifetime_groups import EVERYBODY, Groups, groups_of
from rapport.apps.insights.analyses._lifetime_tests import tests_of
from rapport.apps.insights.analyses._renewing import (
    Renewing,
    Terms,
    held_payload,
    kept,
    renewals_payload,
    renewing,
    tenures,
)
from rapport.apps.insights.analyses._series import plain, points
from rapport.apps.insights.analyses._standing import need_customers

MEANINGS = {
    "alpha": "with beta: how readily customers leave at a renewal, alpha / (alpha + beta) at the first",
    "beta": "see alpha; both small: customers are very unlike, both large: all leave at about one rate",
}
DUE_DAYS = 30
# By how much of all customers the curve of the model may miss the one seen before the page warns of it.
LEFT_OFF = 0.05
# Rows of starts beyond these cannot be read.
MOST_STARTS = 16
GRAINS: dict[StartGrain, float] = {"month": 30.4, "quarter": 91.3, "year": 365.25}


def _contracts(study: Study) -> Contracts:
    study.progress("Reading every contract")
    every = cast(Renewal, study.wishes["every"]) if study.wishes["every"] != "billed" else None
    return contracts_of(
        study.source,
        study.period,
        study.population,
        every=every,
        grace_days=int(study.number("grace")),
        known_until=min(study.period.end, study.known.end),
    )


def _terms(study: Study, found: Contracts) -> Terms:
    yearly = 1 + study.number("discount") / 100
    return Terms(int(study.number("ahead")), float(yearly ** (found.days / 365.25)) - 1)


def _work_out(study: Study) -> Payload:
    found = _contracts(study)
    need_customers(found.n, study.minimum_n, who="took out a first contract in the period")
    terms, groups = _terms(study, found), groups_of(study, found)
    study.progress(f"Fitting the model to {found.n:,} customers")
    whole = renewing(found, study.minimum_n)
    parts = {key: renewing(found.take(inside), study.minimum_n) for key, inside in groups.members.items()}
    seen = renewals(whole.fit.model, found, minimum_n=study.minimum_n) if whole.fit else None
    held = _held_out(study, found) if whole.fit else {"reason": whole.reason}
    due = _due(found, whole, {}, groups)
    study.progress("Working out what renewals are worth")
    return {
        "n": found.n,
        "every": found.every,
        "ahead": terms.ahead,
        "discount": study.number("discount"),
        "known": datetime.fromtimestamp(found.known * 86_400, UTC).isoformat(),
        "money": _adds_up(study, found),
        "curves": [kept(key, one, terms) for key, one in {EVERYBODY: whole, **parts}.items()],
        "tests": tests_of(found.periods, found.ended, groups, study.minimum_n),
        "starts": _starts(study, found),
        "tenures": tenures(whole, terms, study.minimum_n),
        "due": {"n": len(due[0]), "days": DUE_DAYS, "leaving": plain(float((1 - due[1]).sum()))},
        "renewals": renewals_payload(seen) if seen else [],
        "off": plain(seen.off) if seen else None,
        "held": held,
        "fits": [fit_of("Shifted beta-geometric", one.fit, MEANINGS) for one in (whole, *parts.values()) if one.fit],
        "fitted": [key for key, one in {EVERYBODY: whole, **parts}.items() if one.fit],
        "survivors": _survivors(whole),
        "complaints": _complaints(whole, seen.off if seen else None, held),
        "reason": whole.reason,
        "remarks": [*found.remarks, *(whole.fit.remarks if whole.fit else ()), *groups.remarks],
    }


def _survivors(whole: Renewing) -> list[list[float | None]]:
    """Who was left after each renewal, with the interval, beside whom the model has left."""
    if whole.fit is None:
        return []
    numbers = np.arange(whole.last + 1.0)
    return points(numbers, *whole.curve.at(numbers), whole.fit.model.survival(numbers))


def _adds_up(study: Study, found: Contracts) -> bool:
    """Whether all amounts are in the workspace's currency."""
    known = study.source.profile("subscriptions").currencies
    return set(known) == {study.currency} and not np.isnan(found.amount).any()


def _held_out(study: Study, found: Contracts) -> Payload:
    study.progress("Checking the model against what happened later")
    try:
        return held_payload(held_out(found, minimum_n=study.minimum_n))
    except BadQuestion as problem:
        return {"reason": str(problem)}


def _complaints(whole: Renewing, off: float | None, held: Payload) -> list[str]:
    if whole.fit is None:
        return []
    said = doubts(
        whole.fit,
        counts_off=off or 0.0,
        error=held.get("error"),
        counts="Its retention is off by {off} of the customers at a renewal on average, even where it was fitted.",
        what="customers still there",
    )
    rows = [row for row in _survivors(whole) if row[1] is not None]
    number, seen, *_, model = max(rows, key=lambda row: abs((row[1] or 0) - (row[-1] or 0)))
    if abs(gap := (model or 0) - (seen or 0)) > LEFT_OFF:
        points_off = f"{abs(gap) * 100:.0f} points {'more' if gap > 0 else 'fewer'}"
        said.append(f"After {number:.0f} renewals it has {points_off} left than the {seen:.0%} seen.")
    return said


def _starts(study: Study, found: Contracts) -> Payload:
    """Who is left of each start, by the finest steps that can still be read."""
    span = float(np.ptp(found.began)) if found.n else 0.0
    grain = next((grain for grain, days in GRAINS.items() if span / days < MOST_STARTS), "year")
    rows = survivors(found, cast(StartGrain, grain), study.zone)[-MOST_STARTS * 2 :]
    return {"grain": grain, "rows": [[row.start.isoformat(), row.n, list(row.left)] for row in rows]}


def _due(found: Contracts, whole: Renewing, parts: dict[str, Renewing], groups: Groups) -> tuple[Any, Floats]:
    """Whose contract comes to its renewal soon, the least likely to renew first; and their chances.

    The chance is that of the customer's own group where groups do not overlap, else that of all together.
    """
    number, days = found.due
    rows = np.flatnonzero(~found.ended & (days <= DUE_DAYS))
    if whole.fit is None or not len(rows):
        return rows, np.full(len(rows), np.nan)
    chance = whole.fit.model.retention(number)
    for key, inside in ({} if groups.overlapping else groups.members).items():
        part = parts.get(key)
        if part is not None and part.fit is not None:
            chance = np.where(inside, part.fit.model.retention(number), chance)
    order = rows[np.lexsort((-np.nan_to_num(found.amount[rows]), chance[rows]))]
    return order, np.asarray(chance[order], float)


def _people(study: Study, key: str) -> Sequence[int]:
    found = _contracts(study)
    groups = groups_of(study, found)
    if key == "due":
        whole = renewing(found, study.minimum_n)
        parts = {name: renewing(found.take(inside), study.minimum_n) for name, inside in groups.members.items()}
        return [int(id) for id in found.customer[_due(found, whole, parts, groups)[0]]]
    members = {EVERYBODY: np.ones(found.n, bool), **groups.members}
    kind, _, span = key.partition(":")
    if key in members:
        inside = members[key] & ~found.ended
    elif kind == "taken" and all(end.isdigit() for end in span.split("-")[:1]):
        first, _, last = span.partition("-")
        taken = found.renewals
        inside = ~found.ended & (taken >= int(first)) & (taken <= (int(last) if last.isdigit() else np.inf))
    else:
        raise BadQuestion(f"There is no group {key}.")
    rows = np.flatnonzero(inside)
    return [int(id) for id in found.customer[rows[np.argsort(-np.nan_to_num(found.amount[rows]), kind="stable")]]]


contracts = Analysis(
    name="contracts",
    title="Contracts and renewals",
    question="How many contracts are renewed, how many will be, and what are the renewals to come worth?",
    help="A contract says when a customer leaves. Of those who began in the period, the curve shows how many were still"
    " there after so many renewals (Kaplan and Meier, 1958, with its log-log band); who began lately counts for as long"
    " as they were watched.\n\n"
    "Beyond what was seen, the dashed line is projected by the shifted beta-geometric model (Fader and Hardie, 2007):"
    " each customer leaves at every renewal with a chance of their own that never changes, and the chances differ from"
    " customer to customer. Those likely to leave go first, so retention rises with every renewal though nobody becomes"
    " more loyal. One churn rate for all would value new customers too high and old ones too low.\n\n"
    "What remains is reckoned for customers whose next renewal is due now: payments expected within the renewals you"
    " choose, and their worth at the yearly discount you choose, brought to one period as (1 + d)^(1/12) − 1 for months"
    " (Fader and Hardie, 2010, discounted expected residual lifetime). It is revenue: no cost is taken off.\n\n"
    "Mind: a renewal is every month, quarter or year, as most contracts are billed unless you choose; a yearly contract"
    " paid monthly cannot end each month. Only a customer's first contract counts, with all that follow it without a"
    " gap. The model knows no price rises and no campaigns: look at its checks.",
    group="loyalty",
    tables=("subscriptions", "customers", "memberships"),
    work_out=_work_out,
    shown=contracts_shown,
    sheets=contracts_sheets,
    people=_people,
    wishes=(
        Wish(
            name="split",
            title="by",
            default="none",
            options=(("none", "all together"), ("region", "region"), ("segment", "segment")),
        ),
        Wish(
            name="every",
            title="renewed",
            default="billed",
            options=(
                ("billed", "as most are billed"),
                ("week", "every week"),
                ("month", "every month"),
                ("quarter", "every quarter"),
                ("year", "every year"),
            ),
        ),
        Wish(name="ahead", title="looking", default="12", least=1, most=120, unit="renewals ahead"),
        Wish(name="discount", title="discounted by", default="10", least=0, most=100, step=0.5, unit="% a year"),
        Wish(name="grace", title="a gap of up to", default="0", least=0, most=365, unit="days continues a contract"),
    ),
    glyph="document-check",
    order=5,
    period="all-time",
)
