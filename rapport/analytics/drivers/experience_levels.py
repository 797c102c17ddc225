"""Retention by the level of an experience: do those who were served better stay more often?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from rapport.analytics import intervals
from rapport.analytics.columns import numbers
from rapport.analytics.errors import BadQuestion
from rapport.analytics.figure import Figure
from rapport.analytics.intervals import Floats
from rapport.analytics.wording import counted

FEWEST = 5
MOST_LEVELS = 11


@dataclass(frozen=True, slots=True)
class Level:
    """The customers of one level of a score: ``low_score`` up to ``high_score``, both included.

    ``share`` retained has Wilson's interval; below the smallest n it is not shown, and ``reason`` says so.
    """

    low_score: float
    high_score: float
    n: int
    retained: int | None
    share: Figure
    reason: str = ""

    @property
    def label(self) -> str:
        """``"4"`` or ``"9-10"``."""
        low, high = f"{self.low_score:g}", f"{self.high_score:g}"
        return low if low == high else f"{low}-{high}"


@dataclass(frozen=True, slots=True)
class Trend:
    """Whether the share rises with the score: the statistic z, the two-sided chance of such a one, and what it says.

    ``step`` is the change of the share for one point more of the score (weighted least squares over the levels).
    """

    z: float
    p: float
    step: Figure
    direction: Literal["rises", "falls", "unclear"]


@dataclass(frozen=True, slots=True)
class RetentionByLevel:
    """The levels in the order of their scores, with the trend over them; no ``trend`` where a ``reason`` stands."""

    levels: tuple[Level, ...]
    trend: Trend | None
    n: int
    given: int
    method: str = "Wilson intervals; Cochran–Armitage test for a trend over the scores"
    remarks: tuple[str, ...] = ()
    reason: str = ""


def retention_by_level(
    scores: ArrayLike,
    retained: ArrayLike,
    *,
    edges: ArrayLike | None = None,
    minimum_n: int = FEWEST,
    confidence: float = 0.95,
) -> RetentionByLevel:
    """The share retained at each level of a score, one score and one outcome (0 or 1) per customer.

    ``edges`` are the first scores of the levels, ``(0, 7, 9)`` for the three groups of a recommendation score; without
    them each score is a level of its own. Customers without a score or an outcome are counted and left out.

    >>> found = retention_by_level([1] * 20 + [5] * 20, [1] * 8 + [0] * 12 + [1] * 16 + [0] * 4)
    >>> [(level.label, level.share.value) for level in found.levels], found.trend.direction
    ([('1', 0.4), ('5', 0.8)], 'rises')

    Raises BadQuestion where sizes differ, an outcome is not 0 or 1, a score lies below the first edge, or there are
    more than 11 levels without edges.
    """
    score, outcome = _checked(scores, retained)
    known = ~(np.isnan(score) | np.isnan(outcome))
    given, score, outcome = len(score), score[known], outcome[known]
    level = _levels(score, edges)
    levels = [_level(score[level == one], outcome[level == one], minimum_n, confidence) for one in np.unique(level)]
    remarks = () if len(score) == given else (f"{given - len(score)} of {given} left out: no score or no outcome",)
    reason = _reason(levels, outcome, minimum_n)
    trend = None if reason else _trend(score, outcome, confidence)
    return RetentionByLevel(tuple(levels), trend, len(score), given, remarks=remarks, reason=reason)


def trend_statistic(level: ArrayLike, hits: ArrayLike, n: ArrayLike) -> float:
    """The z of Cochran (1954) and Armitage (1955) for a trend of shares over numbered levels.

    Malformed children by their mothers' drinks a day (0, .5, 1.5, 4, 7), of Graubard & Korn 1987: z² is 6.57.

    >>> n = [17114, 14502, 793, 127, 38]
    >>> round(trend_statistic([0, 0.5, 1.5, 4, 7], [48, 38, 5, 1, 1], n) ** 2, 2)
    6.57
    """
    place, hit, count = (np.asarray(part, float) for part in (level, hits, n))
    share = hit.sum() / count.sum()
    spread = (count * place**2).sum() - (count * place).sum() ** 2 / count.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        return float((place * (hit - count * share)).sum() / np.sqrt(share * (1 - share) * spread))


def _checked(scores: ArrayLike, retained: ArrayLike) -> tuple[Floats, Floats]:
    score, outcome = (numbers(one, "retention by level") for one in (scores, retained))
    if score.ndim != 1 or score.shape != outcome.shape:
        raise BadQuestion(f"retention by level: scores {score.shape} and outcomes {outcome.shape} do not fit")
    if np.isinf(score).any():
        raise BadQuestion("retention by level: a score is infinite")
    if not np.isin(outcome[~np.isnan(outcome)], (0.0, 1.0)).all():
        raise BadQuestion("retention by level: an outcome is neither 0 (left) nor 1 (retained)")
    return score, outcome


def _levels(score: Floats, edges: ArrayLike | None) -> Floats:
    if edges is None:
        if len(np.unique(score)) > MOST_LEVELS:
            raise BadQuestion(f"retention by level: {len(np.unique(score))} different scores; name the edges of levels")
        return score
    first = np.asarray(edges, float)
    if first.ndim != 1 or not len(first) or not (np.diff(first) > 0).all():
        raise BadQuestion("retention by level: edges must rise")
    if len(score) and score.min() < first[0]:
        raise BadQuestion(f"retention by level: a score of {score.min():g} lies below the first edge {first[0]:g}")
    return np.asarray(np.searchsorted(first, score, side="right"), float)


def _level(score: Floats, outcome: Floats, minimum_n: int, confidence: float) -> Level:
    n, hits, ends = len(outcome), int(outcome.sum()), (float(score.min()), float(score.max()))
    if n < minimum_n:
        return Level(*ends, n, None, Figure(), f"fewer than {minimum_n} customers")
    low, high = intervals.wilson(hits, n, confidence)
    return Level(*ends, n, hits, Figure.of(hits / n, float(low), float(high)))


def _reason(levels: list[Level], outcome: Floats, minimum_n: int) -> str:
    if len(outcome) < 2 * minimum_n:
        return (
            f"{counted(len(outcome), 'customer')} with a score and an outcome; {2 * minimum_n} are needed for a trend"
        )
    if len(levels) < 2:
        return "all scores are on one level, so there is no trend to see"
    if np.ptp(outcome) == 0:
        return "everybody was retained" if outcome[0] else "nobody was retained"
    return ""


def _trend(score: Floats, outcome: Floats, confidence: float) -> Trend:
    values, place = np.unique(score, return_inverse=True)
    n, hits = np.bincount(place), np.bincount(place, outcome)
    z = trend_statistic(values, hits, n)
    off = score - score.mean()
    step = float(off @ outcome / (off @ off))
    left = outcome - outcome.mean() - step * off
    error = math.sqrt(float((off**2) @ (left**2))) / float(off @ off)
    half = intervals.normal_quantile(confidence) * error
    p = float(special.erfc(abs(z) / math.sqrt(2)))
    direction: Literal["rises", "falls", "unclear"] = "unclear"
    if p <= 1 - confidence:
        direction = "rises" if z > 0 else "falls"
    return Trend(z, p, Figure.of(step, step - half, step + half), direction)
