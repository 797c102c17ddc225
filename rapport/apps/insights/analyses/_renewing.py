"""Contracts of a group for the analyses: the curve seen, the model's beyond it, and what a renewal is worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.analytics import BadQuestion
from rapport.analytics.cohorts.contracts import Contracts
from rapport.analytics.intervals import Floats
from rapport.analytics.models.discrete import Figures
from rapport.analytics.models.renewal_checks import HeldOut, Renewals, fit_contracts
from rapport.analytics.models.sbg import SBGFit, ShiftedBetaGeometric
from rapport.analytics.survival.kaplan_meier import SurvivalCurve, kaplan_meier
from rapport.apps.insights.analyses._analysis import Payload
from rapport.apps.insights.analyses._series import Point, plain, points

DRAWS = 200
# Where fewer of a group were watched, a single loss moves the curve: it is neither drawn nor read off.
LEAST_WATCHED = 0.01
# By how many renewals the customers who are there now are put into rows.
TENURES = (0, 1, 2, 3, 4, 6, 9, 12, 18, 24, 36, 48, 60)


@dataclass(frozen=True, slots=True)
class Terms:
    """How many renewals are looked ahead, and the discount for one period."""

    ahead: int
    discount: float

    def worth(self, model: ShiftedBetaGeometric, most: int) -> Floats:
        """Rows for who has renewed 0, 1 … ``most`` times: the chance of the next renewal, payments expected within
        the horizon, the same discounted, and discounted without end."""
        taken = np.arange(most + 1.0)
        within = [model.remaining_of(taken, periods=self.ahead, discount=rate) for rate in (0.0, self.discount)]
        endless = [model.remaining(int(number), discount=self.discount) for number in taken]
        return np.column_stack([model.retention(taken + 1), *within, endless])


@dataclass(frozen=True, slots=True)
class Renewing:
    """Contracts with the curve of those still there; ``fit`` is None where ``reason`` says why there is no model."""

    found: Contracts
    curve: SurvivalCurve
    last: int
    fit: SBGFit | None
    reason: str = ""

    @property
    def there(self) -> NDArray[np.bool_]:
        """Who is still there."""
        return ~self.found.ended

    @property
    def taken(self) -> NDArray[np.intp]:
        """How many renewals each has taken."""
        return self.found.renewals.astype(np.intp)


def renewing(found: Contracts, minimum_n: int) -> Renewing:
    """The curve and the model of some contracts."""
    curve = kaplan_meier(found.periods, found.ended, minimum_n=minimum_n)
    enough = np.flatnonzero(curve.at_risk >= max(minimum_n, LEAST_WATCHED * curve.n))
    last = 0 if curve.reason or not len(enough) else int(curve.times[enough[-1]])
    try:
        return Renewing(found, curve, last, fit_contracts(found))
    except BadQuestion as problem:
        return Renewing(found, curve, last, None, str(problem))


def kept(key: str, one: Renewing, terms: Terms) -> Payload:
    """A group as it is kept."""
    there, taken, seen = one.there, one.taken, np.arange(one.last + 1.0)
    base = {
        "key": key,
        "n": one.found.n,
        "ended": int(one.found.ended.sum()),
        "there": int(there.sum()),
        "last": one.last,
        "reason": one.curve.reason or one.reason,
        "seen": [] if one.curve.reason else points(seen, *one.curve.at(seen)),
        "projected": [],
        "remarks": [],
    }
    if one.fit is None or one.curve.reason:
        return base
    ahead = one.last + np.arange(terms.ahead + 1.0)
    beyond = _beyond(one, one.fit, ahead)
    churn = one.fit.figures(lambda model: 1 - model.retention([1]))
    worth = weighed(one, terms, [there])
    return {
        **(worth[0] if worth else {}),
        **base,
        "projected": points(ahead, beyond.values, beyond.low, beyond.high),
        "churn": of_figures(churn, 0),
        "at_end": of_figures(beyond, -1),
        "remarks": list(one.fit.remarks),
        "mean_taken": plain(float(taken[there].mean())) if there.any() else None,
    }


def _beyond(one: Renewing, fit: SBGFit, ahead: Floats) -> Figures:
    """The curve beyond what was seen: it falls from there as the model has it; both doubts go into its limits."""
    here, low, high = (float(part[0]) for part in one.curve.at(ahead[:1]))
    told = fit.figures(lambda model: model.survival(ahead) / model.survival(ahead[:1]))
    if not here > 0 or np.isnan([low, high]).any():
        return replace(told, values=told.values * here, low=told.low * here, high=told.high * here)
    with np.errstate(divide="ignore", invalid="ignore"):
        below = np.hypot(np.log(here / low), np.log(told.values / told.low))
        above = np.hypot(np.log(high / here), np.log(told.high / told.values))
    values = told.values * here
    return replace(told, values=values, low=values * np.exp(-below), high=np.minimum(values * np.exp(above), 1.0))


def of_figures(told: Figures, place: Any) -> Point:
    """One of several figures with its interval."""
    return [plain(float(np.ravel(part)[place])) for part in (told.values, told.low, told.high)]


def weighed(one: Renewing, terms: Terms, rows: list[NDArray[np.bool_]]) -> list[Payload]:
    """For some of the customers who are still there: the mean chance of the next renewal, mean payments expected, and
    the worth of all their payments within the horizon."""
    if one.fit is None or not one.there.any():
        return []
    taken, most = one.taken, int(one.taken[one.there].max())
    counts = np.array([np.bincount(taken[inside & one.there], minlength=most + 1) for inside in rows], float)
    amounts = np.where(one.there, one.found.amount, 0.0)
    money = np.array([np.bincount(taken[i & one.there], amounts[i & one.there], most + 1) for i in rows], float)

    def ask(model: ShiftedBetaGeometric) -> Floats:
        worth = terms.worth(model, most)
        with np.errstate(divide="ignore", invalid="ignore"):
            means = counts @ worth[:, [0, 1, 3]] / counts.sum(axis=1, keepdims=True)
        return np.column_stack([means, money @ worth[:, 2]])

    told = one.fit.figures(ask, draws=DRAWS)
    names = ("next", "payments", "endless", "worth")
    return [
        {name: of_figures(told, place * len(names) + at) for at, name in enumerate(names)} | {"n": int(count.sum())}
        for place, count in enumerate(counts)
    ]


def tenures(one: Renewing, terms: Terms, minimum_n: int) -> list[Payload]:
    """The customers who are still there by how often they renewed."""
    edges = [*TENURES, np.inf]
    rows = [(int(first), after) for first, after in pairwise(edges)]
    inside = [one.there & (one.taken >= first) & (one.taken < after) for first, after in rows]
    held = [(row, those) for row, those in zip(rows, inside, strict=True) if those.any()]
    worth = weighed(one, terms, [those for _, those in held])
    told = []
    for place, ((first, after), those) in enumerate(held):
        n = int(those.sum())
        shown = worth[place] if worth and n >= minimum_n else {}
        told.append({"first": first, "last": None if after == np.inf else int(after) - 1, **shown, "n": n})
    return told


def held_payload(held: HeldOut) -> Payload:
    """The renewals held out as they are kept."""
    return {
        "reason": "",
        "ahead": held.ahead,
        "n": held.n,
        "actual": held.actual,
        "expected": of_figures(held.expected, 0),
        "naive": plain(held.naive),
        "error": plain(held.error),
        "by_tenure": points(*held.by_tenure.T),
    }


def renewals_payload(seen: Renewals) -> list[Point]:
    """Each renewal as it is kept: number, n, share that stayed, low, high, share expected."""
    return points(seen.number, seen.n, seen.stayed, seen.low, seen.high, seen.expected)
