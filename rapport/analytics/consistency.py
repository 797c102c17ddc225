"""Whether one promise feels the same through every channel: the spread of its score over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.analytics import intervals, jackknife
from rapport.analytics.buckets import BUCKETS
from rapport.analytics.columns import check_confidence, check_least
from rapport.analytics.engine.blocks import instant, text
from rapport.analytics.errors import BadQuestion
from rapport.analytics.facts.responses import SCALES
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source


@dataclass(frozen=True, slots=True)
class ChannelScore:
    """The mean score of one channel with its interval; None for both limits where too few people answered."""

    channel: str
    mean: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Consistency:
    """How far the channels lie apart.

    ``spread`` is the largest mean less the smallest, ``variance`` that of the means; both None where fewer than two
    channels have enough answers. ``low`` and ``high`` are the limits of the spread, None where a channel's answers come
    from too few customers. ``left_out`` names the channels with too few answers.
    """

    channels: tuple[ChannelScore, ...]
    spread: float | None
    low: float | None
    high: float | None
    variance: float | None
    n: int
    left_out: tuple[str, ...]
    method: str
    remarks: tuple[str, ...]


def channel_consistency(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    kind: str = "csat",
    touchpoint: str | None = None,
    minimum_n: int = 5,
    confidence: float = 0.95,
    resamples: int = 2_000,
    seed: int = 1,
) -> Consistency:
    """The spread of a kind of score over channels, of all answers or of those about one touchpoint.

    Channel means 4.5, 4.0 and 3.0 have a spread of 1.5 and a variance of .58. The interval is a bootstrap over the 64
    groups of customers, so that several answers of one customer never count as independent. Chance alone keeps
    channels apart: of equal channels the spread is above 0 too, which the remarks say where its lower limit is small.
    Anonymous answers count for everybody and belong to no segment.

    Raises BadQuestion for a kind that has no scale, or resamples below 100.
    """
    if kind not in SCALES:
        raise BadQuestion(f"kind: {kind!r} has no scale; there are: {', '.join(SCALES)}")
    check_least("resamples", resamples, 100)
    check_least("minimum_n", minimum_n)
    check_confidence(confidence)
    names, sums, counts = _read(source, period, population, kind, touchpoint)
    enough = counts.sum(axis=1) >= minimum_n
    left_out = tuple(name for name, kept in zip(names, enough, strict=True) if not kept)
    kept = [name for name, has in zip(names, enough, strict=True) if has]
    return _measured(kept, sums[enough], counts[enough], left_out, confidence, resamples, seed)


def consistency_by_touchpoint(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    kind: str = "csat",
    most: int = 12,
    minimum_n: int = 5,
    confidence: float = 0.95,
) -> dict[str, Consistency]:
    """`channel_consistency` of each touchpoint that was answered about through several channels, most answers first.

    The intervals hold for all of them together: each is as wide as its share of the error asks (Bonferroni).
    """
    names = _touchpoints(source, period, population, kind, most)
    level = 1 - (1 - confidence) / max(len(names), 1)
    asked: dict[str, Any] = {"kind": kind, "minimum_n": minimum_n, "confidence": level}
    return {name: channel_consistency(source, period, population, touchpoint=name, **asked) for name in names}


def _touchpoints(source: Source, period: Period, population: Population, kind: str, most: int) -> list[str]:
    whom = "" if population == EVERYBODY else f" AND {population.condition('responses.customer')}"
    rows = source.query(
        "SELECT responses.touchpoint AS touchpoint FROM responses"
        f" WHERE responses.kind = {text(kind)} AND responses.channel IS NOT NULL AND responses.touchpoint <> ''"
        f" AND responses.at >= {instant(period.start)} AND responses.at < {instant(period.end)}{whom}"
        " GROUP BY responses.touchpoint HAVING count(DISTINCT responses.channel) > 1"
        f" ORDER BY count(*) DESC, responses.touchpoint LIMIT {most:d}",
        "responses",
        *population.tables,
    )
    return [str(name) for name in rows.column("touchpoint").to_pylist()]


def _read(
    source: Source, period: Period, population: Population, kind: str, touchpoint: str | None
) -> tuple[list[str], Floats, Floats]:
    conditions = [
        f"responses.kind = {text(kind)} AND responses.channel IS NOT NULL",
        f"responses.at >= {instant(period.start)} AND responses.at < {instant(period.end)}",
    ]
    if touchpoint is not None:
        conditions.append(f"responses.touchpoint = {text(touchpoint)}")
    if population != EVERYBODY:
        conditions.append(population.condition("responses.customer"))
    rows = source.query(
        "SELECT responses.channel AS channel, responses.bucket AS bucket, sum(responses.score) AS total,"
        f" CAST(count(*) AS DOUBLE) AS n FROM responses WHERE {' AND '.join(conditions)}"
        " GROUP BY responses.channel, responses.bucket ORDER BY responses.channel, responses.bucket",
        "responses",
        *population.tables,
    ).to_pylist()
    names = sorted({row["channel"] for row in rows})
    sums, counts = np.zeros((len(names), BUCKETS)), np.zeros((len(names), BUCKETS))
    for row in rows:
        place = names.index(row["channel"]), int(row["bucket"])
        sums[place], counts[place] = row["total"], row["n"]
    return names, sums, counts


def _measured(
    names: list[str],
    sums: Floats,
    counts: Floats,
    left_out: tuple[str, ...],
    confidence: float,
    resamples: int,
    seed: int,
) -> Consistency:
    means, drawn = _means(sums.sum(axis=1), counts.sum(axis=1)), _resampled(sums, counts, resamples, seed)
    tail = (1 - confidence) / 2
    bounds = np.nanquantile(drawn, [tail, 1 - tail], axis=0) if len(names) else np.empty((2, 0))
    enough = (counts > 0).sum(axis=1) >= jackknife.LEAST_GROUPS
    limits = [
        (float(low), float(high)) if held else (None, None) for low, high, held in zip(*bounds, enough, strict=True)
    ]
    channels = tuple(
        ChannelScore(name, float(mean), low, high, int(n))
        for name, mean, (low, high), n in zip(names, means, limits, counts.sum(axis=1), strict=True)
    )
    method = f"bootstrap over {BUCKETS} groups of customers, {resamples} draws, seed {seed}"
    n = int(counts.sum())
    if len(names) < 2:
        remark = "fewer than two channels have enough answers, so there is nothing to compare"
        return Consistency(channels, None, None, None, None, n, left_out, method, (remark,))
    spread, variance = float(means.max() - means.min()), float(means.var(ddof=1))
    if not enough.all():
        remark = "the answers of a channel come from too few customers for an interval"
        return Consistency(channels, spread, None, None, variance, n, left_out, method, (remark,))
    low, high = np.quantile(np.nanmax(drawn, axis=1) - np.nanmin(drawn, axis=1), [tail, 1 - tail])
    return Consistency(
        channels, spread, float(min(low, spread)), float(max(high, spread)), variance, n, left_out, method,
        _remarks(means, sums, counts, confidence),
    )  # fmt: skip


def _means(sums: Floats, counts: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(counts > 0, sums / counts, np.nan), float)


def _resampled(sums: Floats, counts: Floats, resamples: int, seed: int) -> Floats:
    weights = np.random.default_rng(seed).multinomial(BUCKETS, np.full(BUCKETS, 1 / BUCKETS), resamples)
    return _means(weights @ sums.T, weights @ counts.T)


def _remarks(means: Floats, sums: Floats, counts: Floats, confidence: float) -> tuple[str, ...]:
    # The best is picked after the fact: it stands against the worst with the confidence that all pairs together need.
    best, worst = int(means.argmax()), int(means.argmin())
    residuals = [sums[place] - means[place] * counts[place] for place in (best, worst)]
    squares = [(one**2).sum() / counts[place].sum() ** 2 for one, place in zip(residuals, (best, worst), strict=True)]
    pairs = means.size * (means.size - 1) / 2
    wide = intervals.normal_quantile(1 - (1 - confidence) / pairs) * np.sqrt(sum(squares))
    if means[best] - means[worst] > wide:
        said = f"{'the two' if pairs == 1 else 'the best and the worst'} channels differ by more than chance"
    else:
        said = "channels that are all alike would lie apart by chance too; these need not differ"
    return (said,)
