"""Money that must add up: whole cents, and a total shared out without a cent lost or made."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.analytics.columns import numbers
from rapport.analytics.errors import BadTable
from rapport.analytics.intervals import Floats

Cents: TypeAlias = NDArray[np.int64]
Whole: TypeAlias = NDArray[np.int64]
Amount: TypeAlias = "Decimal | int | float | str"

CENT = Decimal("0.01")
MOST_CENTS = 2**53
MILLION = 1_000_000
_MOST = 2**63 - 1


def cents(amount: Amount, place: str = "amount") -> int:
    """An amount of money in whole cents, halves to the even cent: ``cents("12.345")`` is 1234.

    Raises BadTable naming the place for what is no number, or more than 90 billion cents of any currency can hold.
    """
    try:
        exact = Decimal(str(amount)) if isinstance(amount, float) else Decimal(amount)
        whole = int((exact / CENT).to_integral_value(ROUND_HALF_EVEN)) if exact.is_finite() else MOST_CENTS
    except (InvalidOperation, TypeError, ValueError) as error:
        raise BadTable(f"{place}: {amount!r} is no amount of money") from error
    if abs(whole) >= MOST_CENTS:
        raise BadTable(f"{place}: {amount} is no amount of money that can be counted in cents")
    return whole


def all_cents(amounts: ArrayLike | Iterable[Any], place: str = "amounts") -> Cents:
    """Many amounts in whole cents, halves to the even cent; floats at once, Decimals one by one.

    Raises BadTable for NaN and for amounts beyond what cents can count.
    """
    if isinstance(amounts, np.ndarray) and amounts.dtype.kind in "iuf":
        return _from_floats(amounts, place)
    listed = list(amounts)  # type: ignore[arg-type]
    if any(isinstance(amount, Decimal | str) for amount in listed):
        return np.array([cents(amount, place) for amount in listed], np.int64)
    return _from_floats(np.asarray(listed, float), place)


def money(whole_cents: int) -> Decimal:
    """Whole cents as an exact amount: ``money(1234)`` is ``Decimal("12.34")``."""
    return Decimal(int(whole_cents)).scaleb(-2)


def in_money(whole_cents: Cents) -> Floats:
    """Whole cents as floats of the currency, for charts and statistics."""
    return np.asarray(whole_cents, float) / 100


def millionths(volumes: ArrayLike, place: str = "volumes") -> Whole:
    """Quantities to the millionth as whole numbers, so that they add up exactly.

    Raises BadTable for NaN, infinite and negative ones.
    """
    given = numbers(volumes, place, error=BadTable)
    if given.size and not (np.isfinite(given).all() and (given >= 0).all() and given.max() < MOST_CENTS / MILLION):
        raise BadTable(f"{place}: a quantity is negative, not a number or too large to count")
    return np.asarray(np.rint(given * MILLION), np.int64)


def exact_millionths(volume: Amount, place: str) -> int:
    """One declared quantity to the millionth."""
    try:
        exact = Decimal(str(volume))
        whole = round(Fraction(exact) * MILLION) if exact.is_finite() else -1
    except InvalidOperation:
        whole = -1
    if whole < 0:
        raise BadTable(f"{place}: {volume} is not a quantity of zero or more")
    return whole


def shared_out(total: int, weights: Whole) -> Cents:
    """A total of cents shared out by whole-numbered weights: the parts add up to the total, always.

    Everyone gets the whole cents of the exact share; the cents left over go to the largest remainders, and of equal
    ones to the earlier (the method of Hamilton). A hundred cents by 1 : 1 : 1 are 34, 33 and 33. A negative total is
    shared out as its opposite. Where all weights are zero nothing can be shared out, and the parts are zero.
    """
    size = len(weights)
    whole = sum(int(part) for part in weights) if size and int(weights.max()) > _MOST // size else int(weights.sum())
    if whole == 0 or total == 0:
        return np.zeros(size, np.int64)
    sign, owed = (1, total) if total > 0 else (-1, -total)
    parts, remainders = _divided(owed, weights, whole)
    left = owed - int(parts.sum())
    if left:
        parts[np.argsort(-remainders, kind="stable")[:left]] += 1
    return np.asarray(sign * parts, np.int64)


def _divided(owed: int, weights: Whole, whole: int) -> tuple[Cents, Any]:
    if owed <= _MOST // max(int(weights.max()), 1) and whole <= _MOST:
        products = weights * owed
        return products // whole, products % whole
    large = weights.astype(object) * owed
    return (large // whole).astype(np.int64), large % whole


def _from_floats(amounts: NDArray[Any], place: str) -> Cents:
    given = np.asarray(amounts, float)
    if given.size and not (np.abs(given) < MOST_CENTS / 100).all():
        raise BadTable(f"{place}: an amount is not a number or too large to count in cents")
    return np.asarray(np.rint(np.round(given * 100, 6)), np.int64)
