"""Numbers as people and programs write them, with a comma or a point before the decimals."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from rapport.apps.exchange.parsers import Unreadable

POINT = re.compile(r"[+-]?\d{1,15}(\.\d{1,12})?")
MONEY_SIGNS = re.compile(r"[€$£¥₹₩₽₺₪₫₴\u00a0\u202f\u2009\s']|[A-Z]{3}|[kK]r\.?|R\$|zł|Kč|Ft")
CLOCK = re.compile(r"(\d{1,6}):([0-5]?\d)(?::([0-5]?\d(?:\.\d{1,6})?))?")
MINUTE_PLACES = 3
SHARE_PLACES = 6
RATE_PLACES = 12
NO_RATE = frozenset({"-", "–", "N/A", "NA", "ND", "N.A.", ".", "BANK HOLIDAY"})
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


def minutes_parser(mark: str) -> Callable[[str], Decimal]:
    """A parser of how long something took: a number of minutes, or hours and minutes as `26:30` or `26:30:15`.

    >>> minutes_parser(".")("1:30"), minutes_parser(".")("12.5")
    (Decimal('90'), Decimal('12.5'))
    """
    number = number_parser(mark, MINUTE_PLACES)

    def parse(written: str) -> Decimal:
        found = CLOCK.fullmatch(written.strip())
        if found is None:
            return number(written)
        hours, minutes, seconds = (Decimal(part or 0) for part in found.groups())
        return number_parser(".", MINUTE_PLACES)(str(hours * 60 + minutes + seconds / 60))

    return parse


def rate_parser(mark: str) -> Callable[[str], Decimal | None]:
    """A parser of rates of exchange; a dash or `N/A`, as banks write on holidays, says that there is none.

    >>> rate_parser(",")("0,0061"), rate_parser(".")("N/A")
    (Decimal('0.0061'), None)
    """
    number = number_parser(mark, RATE_PLACES)

    def parse(written: str) -> Decimal | None:
        return None if written.strip().upper() in NO_RATE else number(written)

    return parse


def share_parser(mark: str) -> Callable[[str], Decimal]:
    """A parser of shares: from 0 to 1, or in percent, which is whatever bears the sign or lies above 1.

    >>> [str(share_parser(".")(written)) for written in ("0.4", "40", "40 %", "0.5%")]
    ['0.4', '0.4', '0.4', '0.005']
    """
    number = number_parser(mark, SHARE_PLACES)

    def parse(written: str) -> Decimal:
        bare = written.strip()
        value = number(bare.removesuffix("%"))
        return _canonical(value / 100) if bare.endswith("%") or value > 1 else value

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
