"""From fact tables to drivers: what customers said about each touchpoint, beside what they think or did afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.drivers.answers import Answers, Pair, answers_in, bought_after
from rapport.analytics.drivers.experience_levels import FEWEST, RetentionByLevel, retention_by_level
from rapport.analytics.drivers.key_drivers import DRAWS, SEED, KeyDrivers, Method, key_drivers
from rapport.analytics.drivers.waiting import waiting_hours
from rapport.analytics.errors import BadQuestion
from rapport.analytics.figure import UNKNOWN
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source

Outcome = Literal["satisfaction", "loyalty", "retention"]
Kind = Literal["nps", "csat", "ces"]
OUTCOMES = {
    "satisfaction": "satisfaction (1–5)",
    "loyalty": "recommendation score (0–10)",
    "retention": "bought within {days} days after the period",
}
SCALES: dict[str, tuple[float, float]] = {"csat": (1.0, 5.0), "ces": (1.0, 7.0)}
LEVELS: dict[str, tuple[float, ...]] = {"nps": (0, 7, 9), "csat": (1, 2, 3, 4, 5), "ces": (1, 2, 3, 4, 5, 6, 7)}
WINDOW_DAYS = 180
LEAST_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Experience:
    """What customers said in a period: cases × elements (NaN where somebody said nothing), and an outcome.

    ``customers`` says whose each case is; ``names`` are touchpoints, with the kind of question where one touchpoint has
    several; ``scales`` their ends; ``rare`` the elements left out because too few answered.
    """

    customers: NDArray[np.int64]
    names: tuple[str, ...]
    scores: Floats
    outcome: Floats
    outcome_name: str
    scales: dict[str, tuple[float, float]] = field(default_factory=dict)
    rare: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class _Element:
    name: str
    column: Floats
    scale: tuple[float, float]


def experience(
    source: Source,
    period: Period,
    outcome: Outcome,
    *,
    population: Population = EVERYBODY,
    window_days: int = WINDOW_DAYS,
    least_share: float = LEAST_SHARE,
    known_until: datetime | None = None,
    monthly: str | None = None,
) -> Experience:
    """Everybody's latest scores by touchpoint within the period, with their outcome.

    With ``monthly``, a time zone, every month in which a customer answered is a case: where the same few customers
    answer again and again, their latest answers alone would waste the rest. It does not go with retention, which
    happens once.

    satisfaction
        The latest satisfaction score that is about no touchpoint in particular (1–5).
    loyalty
        The latest recommendation score (0–10), whatever it is about.
    retention
        1 for those who bought within ``window_days`` after the end of the period, else 0; no answer while the window
        is not over at ``known_until`` (now, unless told).

    The elements are the satisfaction and effort scores that name a touchpoint, and the hours people waited for a first
    answer and for the resolution of their tickets (0 is best, the longest wait is worst). Of those with an outcome, at
    least ``least_share`` must have an element; rarer ones are left out, because complete cases would run out. Anonymous
    answers cannot be joined with anything and take no part. Raises BadQuestion for an unknown outcome, a window below
    a day, or monthly cases of retention.
    """
    _check(outcome, window_days, least_share)
    if monthly and outcome == "retention":
        raise BadQuestion("drivers: retention comes once a customer, so its cases cannot be months")
    answers = answers_in(source, period, population, monthly=monthly)
    target, reason = _outcome(source, period, outcome, answers, window_days, known_until)
    waited = _waited(source, period, population, answers.people)
    title = OUTCOMES[outcome].format(days=window_days)
    return _assembled(_elements(answers, waited), answers.people, target, title, least_share, reason)


def experience_drivers(
    source: Source,
    period: Period,
    outcome: Outcome,
    *,
    population: Population = EVERYBODY,
    window_days: int = WINDOW_DAYS,
    least_share: float = LEAST_SHARE,
    known_until: datetime | None = None,
    monthly: str | None = None,
    method: Method = "shapley",
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> KeyDrivers:
    """The key drivers of satisfaction, loyalty or retention among the touchpoints: `key_drivers` of an `experience`."""
    looked_at: Any = {"population": population, "window_days": window_days, "known_until": known_until}
    looked_at |= {"monthly": monthly}
    found = experience(source, period, outcome, least_share=least_share, **looked_at)
    rare = (f"answered by fewer than {least_share:.0%} of the people: {', '.join(found.rare)}",) if found.rare else ()
    if found.reason:
        nothing = KeyDrivers(found.outcome_name, (), UNKNOWN, 0, 0, len(found.customers), 0.0, "")
        return replace(nothing, scaled=True, confidence=confidence, remarks=rare, reason=found.reason)
    wishes: Any = {"method": method, "confidence": confidence, "draws": draws, "seed": seed}
    analysis = key_drivers(
        found.scores,
        found.outcome,
        found.names,
        customers=found.customers,
        scales=found.scales,
        outcome_name=found.outcome_name,
        **wishes,
    )
    return replace(analysis, remarks=(*rare, *analysis.remarks))


def retention_by_experience(
    source: Source,
    period: Period,
    kind: Kind,
    *,
    touchpoint: str | None = None,
    population: Population = EVERYBODY,
    window_days: int = WINDOW_DAYS,
    known_until: datetime | None = None,
    minimum_n: int = FEWEST,
    confidence: float = 0.95,
) -> RetentionByLevel:
    """The share who bought within a window after the period, by the level of their latest score of a kind.

    ``touchpoint`` None takes the latest score of the kind about anything, ``""`` that about nothing in particular.
    Recommendation scores come in three levels: 0–6, 7–8, 9–10.
    """
    if kind not in LEVELS:
        raise BadQuestion(f"retention by experience: kind {kind!r} is not known; use 'nps', 'csat' or 'ces'")
    _check("retention", window_days, 0)
    answers = answers_in(source, period, population)
    score = answers.of(kind) if touchpoint is None else answers.about((kind, touchpoint))
    scored = ~np.isnan(score)
    bought, reason = bought_after(source, period, answers.people[scored], window_days, known_until)
    if reason:
        return RetentionByLevel((), None, 0, int(scored.sum()), reason=reason)
    edges = LEVELS[kind]
    return retention_by_level(score[scored], bought, edges=edges, minimum_n=minimum_n, confidence=confidence)


def _check(outcome: str, window_days: int, least_share: float) -> None:
    if outcome not in OUTCOMES:
        raise BadQuestion(f"drivers: outcome {outcome!r} is not known; there are: {', '.join(OUTCOMES)}")
    if window_days < 1:
        raise BadQuestion(f"drivers: window_days must be at least 1, not {window_days}")
    if not 0 <= least_share <= 1:
        raise BadQuestion(f"drivers: least_share must lie between 0 and 1, not {least_share}")


def _outcome(
    source: Source, period: Period, outcome: Outcome, answers: Answers, window_days: int, known_until: datetime | None
) -> tuple[Floats, str]:
    if outcome == "retention":
        return bought_after(source, period, answers.people, window_days, known_until)
    found = answers.of("nps") if outcome == "loyalty" else answers.about(("csat", ""))
    return found, "" if (~np.isnan(found)).any() else f"no known customer answered: {OUTCOMES[outcome]}"


def _waited(source: Source, period: Period, population: Population, people: NDArray[np.int64]) -> dict[str, Floats]:
    """How long the person of every case waited."""
    once, place = np.unique(people, return_inverse=True)
    return {name: hours[place] for name, hours in waiting_hours(source, period, population, once).items()}


def _elements(answers: Answers, waited: dict[str, Floats]) -> list[_Element]:
    pairs = [pair for pair in answers.pairs if pair[0] in SCALES and pair[1]]
    names = _names(pairs)
    scored = [_Element(names[pair], answers.about(pair), SCALES[pair[0]]) for pair in pairs]
    ended = {name: hours for name, hours in waited.items() if np.nanmax(hours, initial=0) > 0}
    return [*scored, *(_Element(name, hours, (float(np.nanmax(hours)), 0.0)) for name, hours in ended.items())]


def _assembled(
    elements: list[_Element],
    people: NDArray[np.int64],
    target: Floats,
    outcome: str,
    least_share: float,
    reason: str,
) -> Experience:
    known = ~np.isnan(target)
    common = [one for one in elements if known.any() and np.mean(~np.isnan(one.column[known])) >= least_share]
    return Experience(
        people[known],
        tuple(one.name for one in common),
        np.column_stack([one.column[known] for one in common]) if common else np.empty((int(known.sum()), 0)),
        target[known],
        outcome,
        {one.name: one.scale for one in common},
        tuple(one.name for one in elements if one not in common),
        reason or ("" if common else "no touchpoint has answers from enough of the people"),
    )


def _names(pairs: list[Pair]) -> dict[Pair, str]:
    touchpoints = [touchpoint for _, touchpoint in pairs]
    return {pair: f"{pair[1]} ({pair[0]})" if touchpoints.count(pair[1]) > 1 else pair[1] for pair in pairs}
