"""Strategically significant customers: those whose loss would cost more than their profit tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.analytics.columns import customer_ids
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats

Significance = Literal["lifetime_value", "volume", "benchmark", "inspiring", "cost_magnet"]
KINDS: tuple[Significance, ...] = ("lifetime_value", "volume", "benchmark", "inspiring", "cost_magnet")
WORDS: dict[Significance, str] = {
    "lifetime_value": "lifetime value",
    "volume": "volume",
    "cost_magnet": "cost to serve",
}
MINIMUM_N = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The share of customers, the largest first, that counts as significant by each rule; ties belong together."""

    lifetime_value: float = 0.05
    volume: float = 0.05
    cost_magnet: float = 0.05

    def __post_init__(self) -> None:
        for name in WORDS:
            if not 0 < getattr(self, name) < 1:
                raise BadQuestion(f"rules: {name} must lie between 0 and 1, not {getattr(self, name)}")


@dataclass(frozen=True, slots=True)
class SignificantCustomer:
    """One of them, with the kinds it is of. ``cost_share``: its part of all cost to serve, which the others would have
    to carry if it left."""

    customer: int
    kinds: tuple[Significance, ...]
    lifetime_value: float | None
    volume: float | None
    cost_to_serve: float | None
    cost_share: float | None


@dataclass(frozen=True, slots=True)
class Significant:
    """Strategically significant customers, those of most kinds first.

    ``counts`` and ``thresholds`` (the smallest amount that counts, None where a rule could not be applied) by kind.
    """

    rows: tuple[SignificantCustomer, ...]
    n: int
    counts: dict[Significance, int]
    thresholds: dict[Significance, float | None]
    remarks: tuple[str, ...] = ()
    method: str = (
        "The largest by lifetime value, by volume and by cost to serve, each by the share declared; benchmark and"
        " inspiring customers are named by people."
    )

    @property
    def customers(self) -> tuple[int, ...]:
        """Their ids."""
        return tuple(row.customer for row in self.rows)

    def of(self, kind: Significance) -> tuple[int, ...]:
        """The ids of one kind."""
        return tuple(row.customer for row in self.rows if kind in row.kinds)


def significant_customers(
    customers: ArrayLike,
    *,
    lifetime_value: ArrayLike | None = None,
    volume: ArrayLike | None = None,
    cost_to_serve: ArrayLike | None = None,
    benchmark: Iterable[int] = (),
    inspiring: Iterable[int] = (),
    rules: Rules | None = None,
) -> Significant:
    """Who is strategically significant, by rules where there are figures and by people's flags where there are none.

    high lifetime value and high volume: the largest; volume (orders, pieces or revenue) also counts where its margin is
    small, because it fills capacity. benchmark: others copy them. inspiring: a source of ideas. cost magnet: absorbs so
    much cost that the others would have to carry it. Figures in the order of ``customers``. Kinds: Buttle 2009.

    Raises BadTable for arrays of unequal length or with NaN.
    """
    ids = customer_ids(customers, np.size(customers))
    given = {"lifetime_value": lifetime_value, "volume": volume, "cost_magnet": cost_to_serve}
    figures = {kind: None if given[kind] is None else _column(kind, given[kind], ids) for kind in WORDS}
    flagged, thresholds = _by_rules(figures, rules or Rules(), len(ids))
    named = {"benchmark": set(benchmark), "inspiring": set(inspiring)}
    flagged["benchmark"], flagged["inspiring"] = (np.isin(ids, list(one)) for one in named.values())
    chosen = np.flatnonzero(np.any([flagged[kind] for kind in KINDS], axis=0))
    total = 0.0 if figures["cost_magnet"] is None else float(figures["cost_magnet"].sum())
    rows = [_row(int(place), ids, flagged, figures, total) for place in chosen]
    rows.sort(key=lambda row: (-len(row.kinds), -(row.lifetime_value or 0), row.customer))
    counts = {kind: int(flagged[kind].sum()) for kind in KINDS}
    unknown = len((named["benchmark"] | named["inspiring"]) - set(ids.tolist()))
    return Significant(tuple(rows), len(ids), counts, thresholds, _remarks(figures, len(ids), unknown))


def _column(kind: Significance, given: ArrayLike | None, ids: NDArray[np.int64]) -> Floats:
    column = np.asarray(given, float)
    if column.shape != ids.shape:
        raise BadTable(f"{WORDS[kind]}: {column.size} figures for {len(ids)} customers")
    if not np.isfinite(column).all():
        raise BadTable(f"{WORDS[kind]}: a figure is not a number")
    return column


def _by_rules(
    figures: dict[Significance, Floats | None], rules: Rules, n: int
) -> tuple[dict[Significance, NDArray[np.bool_]], dict[Significance, float | None]]:
    flagged: dict[Significance, NDArray[np.bool_]] = {}
    thresholds: dict[Significance, float | None] = dict.fromkeys(KINDS)
    for kind, column in figures.items():
        if column is None or n < MINIMUM_N:
            flagged[kind] = np.zeros(n, bool)
            continue
        least = float(np.quantile(column, 1 - getattr(rules, kind), method="higher"))
        flagged[kind] = (column >= least) & (column > 0)
        thresholds[kind] = least
    return flagged, thresholds


def _row(
    place: int,
    ids: NDArray[np.int64],
    flagged: dict[Significance, NDArray[np.bool_]],
    figures: dict[Significance, Floats | None],
    total: float,
) -> SignificantCustomer:
    kinds = tuple(kind for kind in KINDS if flagged[kind][place])
    value, volume, serving = (None if figures[kind] is None else float(figures[kind][place]) for kind in WORDS)  # type: ignore[index]
    share = serving / total if serving is not None and total > 0 else None
    return SignificantCustomer(int(ids[place]), kinds, value, volume, serving, share)


def _remarks(figures: dict[Significance, Floats | None], n: int, unknown: int) -> tuple[str, ...]:
    told = [f"No {WORDS[kind]} is given, so nobody counts by it." for kind, column in figures.items() if column is None]
    if n < MINIMUM_N:
        told.append(f"Fewer than {MINIMUM_N} customers: nobody counts by a rule.")
    if unknown:
        told.append(f"{unknown} of those named are not among the customers looked at.")
    return tuple(told)
