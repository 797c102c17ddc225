"""Numbers as people and programs write them, with a comma or a point before the decimals."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from rapport.apps.exchange.parsers import Unreadable

POINT = re.compile(r"[+-]?\d{1,15}(\.\d{1,12})?")
MONEY_SIGNS = re.compile(r"[€$£¥₹₩₽₺₪₫₴\u00a0\u202f\u2009\s']|[A-Z]{3}|[kK]r\.?|R\$|zł|Kč|Ft")
LARGEST = Decimal(10) ** 14


class MarkGuess(NamedTuple):
    """The sign before the decimals, and whether the sample leaves no doubt."""

    mark: str
    certain: bool


def number_parser(mark: str, places: int) -> Callable[[str], Decimal]:
    """A parser of numbers with that decimal mark, rounded (half to even) to so many places."""
    step = Decimal(1).scaleb(-places)

    def parse(written: str) -> Decimal:
        bare = written.strip()
        if mark != "." or not POINT.fullmatch(bare):
            bare = _in_points(bare, mark, written)
        try:
            value = Decimal(bare)
        except InvalidOperation as error:
            raise Unreadable(f"“{written[:60]}” is not a number") from error
        if not value.is_finite() or abs(value) > LARGEST:
            raise Unreadable(f"“{written[:60]}” is not a number that can be stored")
        return _canonical(value if value.as_tuple().exponent >= -places else value.quantize(step))  # type: ignore[operator]

    return parse


def _canonical(value: Decimal) -> Decimal:
    """One way to write each number, so that 6, 6.0 and 6.00 are the same also where texts are compared."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short.as_tuple().exponent > 0 else short  # type: ignore[operator]


def _in_points(bare: str, mark: str, written: str) -> str:
    """The number with a point for decimals and nothing between thousands; signs of money are left off."""
    bare = MONEY_SIGNS.sub("", bare).replace("−", "-")
    if bare.startswith("(") and bare.endswith(")"):
        bare = "-" + bare[1:-1]
    if bare.endswith("-") and len(bare) > 1:
        bare = "-" + bare[:-1]
    whole, found, decimals = bare.partition(mark)
    other = "," if mark == "." else "."
    if other in whole:
        first, *groups = whole.split(other)
        if not 1 <= len(first.lstrip("+-")) <= 3 or any(len(group) != 3 for group in groups):
            raise Unreadable(f"“{written[:60]}” is not a number with “{mark}” before the decimals")
        whole = "".join([first, *groups])
    if other in decimals or mark in decimals:
        raise Unreadable(f"“{written[:60]}” is not a number with “{mark}” before the decimals")
    return f"{whole}.{decimals}" if found else whole


def guess_mark(samples: Iterable[str]) -> MarkGuess:
    """Which sign stands before the decimals in these texts: seen where it can only mean that.

    >>> guess_mark(["1.234,50", "12"])
    MarkGuess(mark=',', certain=True)
    >>> guess_mark(["1,234"])
    MarkGuess(mark='.', certain=False)
    """
    votes = {".": 0, ",": 0}
    doubtful = False
    for sample in samples:
        verdict = _mark_of(sample)
        if verdict in votes:
            votes[verdict] += 1
        doubtful = doubtful or verdict == "?"
    if votes["."] == votes[","] == 0:
        return MarkGuess(".", not doubtful)
    best = max(votes, key=lambda mark: votes[mark])
    return MarkGuess(best, votes["," if best == "." else "."] == 0)


def _mark_of(sample: str) -> str:
    bare = MONEY_SIGNS.sub("", sample).strip("()+-")
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        return "." if bare.rfind(".") > bare.rfind(",") else ","
    if points > 1 or commas > 1:
        return "," if points else "."
    if not points and not commas:
        return ""
    mark = "." if points else ","
    whole, _, decimals = bare.partition(mark)
    could_be_thousands = len(decimals) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    return "?" if could_be_thousands else mark
