"""Targets and alerts that wait for enough data: clear only when chance is ruled out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import isfinite
from typing import Literal, Protocol

import numpy as np

from rapport.analytics import multiplicity
from rapport.analytics.errors import BadQuestion
from rapport.analytics.honesty.comparisons import p_value
from rapport.analytics.metrics import catalogue

Direction = Literal["at_least", "at_most"]
TargetState = Literal["reached", "missed", "undecided", "too_few", "no_data", "waiting"]
ChangeState = Literal["alert", "quiet", "too_few", "no_data", "waiting"]
MINIMUM_N = 5
WAITING = "The period is not over: waiting for the rest of it."


class Dated(Protocol):
    """A row of an answer, or anything made like one."""

    @property
    def metric(self) -> str:
        """The metric's name."""

    @property
    def period_start(self) -> datetime:
        """Where its period begins."""

    @property
    def value(self) -> float | None:
        """The figure."""

    @property
    def low(self) -> float | None:
        """The lower end of its interval."""

    @property
    def high(self) -> float | None:
        """The upper end of its interval."""

    @property
    def n(self) -> int:
        """How many it is made of."""

    @property
    def state(self) -> str:
        """Whether there is a figure."""

    @property
    def reason(self) -> str:
        """Why there is none."""

    @property
    def complete(self) -> bool:
        """Whether its period is over."""


class Changed(Dated, Protocol):
    """A row with its change from the period before."""

    @property
    def change(self) -> float | None:
        """The change."""

    @property
    def change_low(self) -> float | None:
        """The lower end of its interval."""

    @property
    def change_high(self) -> float | None:
        """The upper end of its interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure to reach: at least or at most ``value``, judged from ``minimum_n`` on."""

    value: float
    direction: Direction = "at_least"
    minimum_n: int = MINIMUM_N

    def __post_init__(self) -> None:
        if not isfinite(self.value):
            raise BadQuestion(f"target: {self.value} is not a number")
        if self.direction not in ("at_least", "at_most"):
            raise BadQuestion(f"target: {self.direction!r} is not known; use 'at_least' or 'at_most'")
        if not self.minimum_n >= 1:
            raise BadQuestion(f"target: minimum_n must be at least 1, not {self.minimum_n}")

    def holds(self, value: float) -> bool:
        """Whether a value is on the good side; the target itself is."""
        return value >= self.value if self.direction == "at_least" else value <= self.value


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one period stands to its target.

    state
        ``reached`` or ``missed``: the whole interval lies on one side (a counted total has no chance in it and is
        judged as it is). ``undecided``: the interval holds the target. ``too_few``, ``no_data``, ``waiting`` (the
        period is not over): nothing is judged.
    clear
        Whether it is reached or missed beyond chance.
    """

    period_start: datetime
    state: TargetState
    clear: bool
    value: float | None
    low: float | None
    high: float | None
    n: int
    words: str


@dataclass(frozen=True, slots=True)
class TargetReport:
    """A series against its target: a judgement for each period, the latest that could be judged, and in how many
    periods in a row it was so. ``alert``: clearly missed in as many periods in a row as were asked."""

    target: Target
    judgements: tuple[Judgement, ...]
    latest: Judgement | None
    in_a_row: int
    alert: bool
    words: str
    method: str = (
        "A target counts as reached or missed only where the 95 % interval leaves it out; periods that are not over and"
        " figures of too few wait."
    )


@dataclass(frozen=True, slots=True)
class ChangeAlert:
    """How the change of one cell stands: an ``alert`` only where chance is ruled out among all cells looked at.

    ``direction``: ``better`` or ``worse`` where the metric says which way is better, else ``up`` or ``down``.
    """

    row: Changed
    state: ChangeState
    change: float | None
    low: float | None
    high: float | None
    p: float | None
    adjusted: float | None
    direction: Literal["better", "worse", "up", "down", ""]
    words: str


def judge(row: Dated, target: Target) -> Judgement:
    """One period against its target.

    A share of .82 (.75–.88) reaches .70, misses .90 and is undecided about .80.
    """
    state, words = _judged(row, target)
    value = None if state in ("too_few", "no_data") else row.value
    low, high = (row.low, row.high) if value is not None else (None, None)
    return Judgement(row.period_start, state, state in ("reached", "missed"), value, low, high, row.n, words)


def judge_series(rows: Sequence[Dated], target: Target, *, alert_after: int = 1) -> TargetReport:
    """A series of periods against one target; an alert after so many clearly missed ones in a row, the latest last.

    Each period has its own one in twenty of error, so an alert after two in a row is the calmer one. Raises BadQuestion
    for rows of several metrics or ``alert_after`` below 1.
    """
    if len({row.metric for row in rows}) > 1:
        raise BadQuestion("target: rows of one metric only")
    if alert_after < 1:
        raise BadQuestion(f"alert_after: must be at least 1, not {alert_after}")
    judgements = tuple(judge(row, target) for row in sorted(rows, key=lambda row: row.period_start))
    judged = [one for one in judgements if one.state in ("reached", "missed", "undecided")]
    if not judged:
        words = judgements[-1].words if judgements else "No period to judge."
        return TargetReport(target, judgements, None, 0, False, words)
    latest = judged[-1]
    in_a_row = next((n for n, one in enumerate(reversed(judged)) if one.state != latest.state), len(judged))
    alert = latest.state == "missed" and in_a_row >= alert_after
    times = f" So it was in {in_a_row} periods in a row." if in_a_row > 1 else ""
    return TargetReport(target, judgements, latest, in_a_row, alert, latest.words + times)


def change_alerts(
    rows: Sequence[Changed],
    *,
    false_discovery: float = 0.05,
    smallest: float = 0.0,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> tuple[ChangeAlert, ...]:
    """Which of many cells changed since the period before: rows asked with ``compare=True``, in their order.

    p-values from the intervals of the changes, adjusted over all cells after Benjamini and Hochberg. ``smallest``: a
    change below it is no alert however sure. Cells of too few, and periods that are not over, wait and do not count as
    tests. Raises BadQuestion for a rate outside 0–1 or a negative ``smallest``.
    """
    if not (0 < false_discovery < 1 and smallest >= 0):
        raise BadQuestion("alerts: false_discovery lies between 0 and 1, and smallest is not negative")
    found = [_change(row, minimum_n, confidence) for row in rows]
    chances = multiplicity.adjusted([np.nan if one.p is None else one.p for one in found])
    told = []
    for one, chance in zip(found, chances, strict=True):
        if one.p is None or one.change is None:
            told.append(one)
            continue
        fires = bool(chance <= false_discovery) and abs(one.change) >= smallest
        words = _change_words(one, fires, len(found), float(chance) <= false_discovery)
        told.append(replace(one, state="alert" if fires else "quiet", adjusted=float(chance), words=words))
    return tuple(told)


def _judged(row: Dated, target: Target) -> tuple[TargetState, str]:
    if row.state == "no_data" or (row.value is None and row.state != "too_few"):
        return "no_data", f"No data: {row.reason or 'nothing to judge'}."
    counted = _is_counted(row)
    if row.value is None or (row.n < target.minimum_n and not counted):
        return "too_few", f"Too few to judge: {row.n} of at least {target.minimum_n}."
    if not row.complete:
        return "waiting", _not_whole(row)
    if counted:
        held = target.holds(row.value)
        return ("reached", "The target is reached.") if held else ("missed", "The target is missed.")
    if row.low is None or row.high is None:
        return "undecided", "The figure has no interval, so chance cannot be ruled out."
    if row.low <= target.value <= row.high and row.low < row.high:
        side = "good" if target.holds(row.value) else "wrong"
        return "undecided", f"Not decided: the figure is on the {side} side, but chance may have put it there."
    if target.holds(row.value):
        return "reached", "The target is clearly reached."
    return "missed", "The target is clearly missed."


def _not_whole(row: Dated) -> str:
    """Why a period that is cut short is not judged."""
    return f"Not judged: {row.reason}." if row.reason.startswith("records") else WAITING


def _is_counted(row: Dated) -> bool:
    return row.metric in catalogue.names() and catalogue.get(row.metric).estimator.is_total


def _change(row: Changed, minimum_n: int, confidence: float) -> ChangeAlert:
    if not row.complete:
        return ChangeAlert(row, "waiting", None, None, None, None, None, "", _not_whole(row))
    if row.state == "too_few" or (row.value is not None and row.n < minimum_n):
        return ChangeAlert(row, "too_few", None, None, None, None, None, "", f"Too few to tell: {row.n}.")
    if row.change is None or row.change_low is None or row.change_high is None:
        words = f"No change to judge: {row.reason or 'no figure with an interval in the period before'}."
        return ChangeAlert(row, "no_data", row.change, None, None, None, None, "", words)
    p = p_value(row.change, row.change_low, row.change_high, confidence)
    direction = _direction(row.metric, row.change)
    return ChangeAlert(row, "quiet", row.change, row.change_low, row.change_high, p, None, direction, "")


def _direction(metric: str, change: float) -> Literal["better", "worse", "up", "down", ""]:
    if not change:
        return ""
    better = catalogue.get(metric).better if metric in catalogue.names() else "none"
    if better == "none":
        return "up" if change > 0 else "down"
    return "better" if (change > 0) == (better == "up") else "worse"


def _change_words(one: ChangeAlert, fires: bool, cells: int, sure: bool) -> str:
    among = f", also among all {cells} figures looked at" if cells > 1 else ""
    if fires:
        moved = {"better": "got better", "worse": "got worse", "up": "rose", "down": "fell"}.get(one.direction, "moved")
        return f"It clearly {moved}{among}."
    if sure:
        return "A sure change, but a small one."
    return "No clear change: chance alone may have made it."
