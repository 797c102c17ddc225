"""Numbers, money, shares and times in words of the reader's language and the workspace's zone.

A figure shows no more digits than its interval supports: 42.37 between 38.1 and 46.9 is "42".
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from copy import copy
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_time, format_timedelta
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision
from babel.units import format_unit
from django.utils import timezone
from django.utils.translation import get_language

Number = int | float | Decimal

SHARES = {"share", "percent", "rate", "ratio_of_one"}
TIME_UNITS = {"days": "day", "hours": "hour", "minutes": "minute", "months": "month", "years": "year"}
MULTIPLES = {"times", "ratio"}
MINUS = "−"
PLAIN_DIGITS = 3
ESTIMATE_DIGITS = 3


def figure(
    value: Number,
    unit: str = "",
    low: Number | None = None,
    high: Number | None = None,
    at_most: int = PLAIN_DIGITS,
) -> str:
    """A value in its unit, rounded to what the interval between `low` and `high` supports.

    `at_most` are the digits behind the point its neighbours have (`common_digits`).

    Units: a currency code, a share (0–1, shown in percent), days…years, times, anything else is a plain number.

    >>> figure(0.42371, "share", 0.38, 0.46), figure(1234567, "EUR", 1190000, 1280000)
    ('42%', '€1,230,000')
    """
    return _written(value, unit, min(at_most, _decimals(value, unit, low, high)))


def estimate(value: Number, unit: str = "", low: Number | None = None, high: Number | None = None) -> str:
    """What a model expects: a figure, of three digits where no interval tells how many are worth showing.

    >>> estimate(12345678.9, "EUR"), estimate(84.123, "EUR"), estimate(42.37, "EUR", 38.1, 46.9)
    ('€12,300,000', '€84', '€42')
    """
    decimals = _decimals(value, unit, low, high)
    if value and unit not in SHARES and (low is None or high is None):
        supported = ESTIMATE_DIGITS - 1 - math.floor(math.log10(abs(float(value))))
        decimals = min(decimals, 0 if supported == 1 and is_currency(unit) else supported)
    return _written(value, unit, decimals)


def common_digits(values: Iterable[tuple[Number, Number | None, Number | None]], unit: str = "") -> int:
    """The digits behind the point that every one of several values with their intervals supports.

    >>> common_digits([(819.23, None, None), (1253.4, None, None)], "EUR")
    0
    """
    return min((max(0, _decimals(value, unit, low, high)) for value, low, high in values), default=PLAIN_DIGITS)


def signed(value: Number, unit: str = "", low: Number | None = None, high: Number | None = None) -> str:
    """A difference with its sign; shares differ in percentage points.

    >>> signed(0.031, "share", 0.0, 0.062), signed(-4, "count")
    ('+3\u202fpp', '−4')
    """
    return _with_sign(value, unit, _decimals(value, unit, low, high))


def signed_interval(low: Number, high: Number, unit: str = "") -> str:
    """Both ends of a difference; an end that is not nought never reads as nought where digits can tell.

    >>> signed_interval(-3, 11), signed_interval(0.004, 0.11, "share")
    ('−3 to +11', '+0.4\u202fpp to +11.0\u202fpp')
    """
    decimals = _decimals(max(_size(low), _size(high)), unit, low, high)
    clear = low > 0 or high < 0
    while clear and decimals < PLAIN_DIGITS and not all(_says_more(end, unit, decimals) for end in (low, high)):
        decimals += 1
    return f"{_with_sign(low, unit, decimals)} to {_with_sign(high, unit, decimals)}"


def _says_more(value: Number, unit: str, decimals: int) -> bool:
    """Whether a value with that many digits reads as something else than nought."""
    return any(character in "123456789" for character in _with_sign(value, unit, decimals))


def _with_sign(value: Number, unit: str, decimals: int) -> str:
    if unit in SHARES:
        text = f"{_written(_size(value) * 100, '', max(0, decimals))}\u202fpp"
    else:
        text = _written(_size(value), unit, decimals)
    rounds_to_nothing = not any(character in "123456789" for character in text)
    return text if rounds_to_nothing else f"{'+' if value > 0 else MINUS}{text}"


def interval(low: Number, high: Number, unit: str = "") -> str:
    """Both ends with the digits they support; the unit once where it stands behind the number.

    >>> interval(38.1, 46.9), interval(0.38, 0.46, "share")
    ('38 to 47', '38% to 46%')
    """
    decimals = _decimals(max(_size(low), _size(high)), unit, low, high)
    # Ends that would read alike say nothing; one more digit tells them apart.
    while _written(low, unit, decimals) == _written(high, unit, decimals) and low != high and decimals < PLAIN_DIGITS:
        decimals += 1
    return f"{_written(low, unit, decimals)} to {_written(high, unit, decimals)}"


def money(amount: Number, currency: str) -> str:
    """An exact amount with the currency's own digits.

    >>> money(Decimal("1234.5"), "EUR")
    '€1,234.50'
    """
    return _true_minus(format_currency(amount, currency, locale=locale()))


def number(value: Number, decimals: int | None = None) -> str:
    """A plain number with the reader's separators, exact unless `decimals` says otherwise."""
    if decimals is None:
        return format_decimal(value, locale=locale(), decimal_quantization=False)
    return _written(value, "", decimals)


def percent(share: Number, decimals: int = 0) -> str:
    """A share of one in percent.

    >>> percent(0.5)
    '50%'
    """
    return format_percent(share, format=_percent_pattern(decimals), locale=locale())


def day(moment: date | datetime, style: str = "medium") -> str:
    """A date as the reader writes it, of the workspace's day."""
    return format_date(_local(moment), format=style, locale=locale())


def weekday(moment: date | datetime) -> str:
    """A near date with its day of the week: "Fri, Nov 27"."""
    return format_skeleton("MMMEd", _local(moment), locale=locale())


def day_of_month(moment: date | datetime) -> str:
    """A date without its year: "Nov 27"."""
    return format_skeleton("MMMd", _local(moment), locale=locale())


def moment(at: datetime, style: str = "medium") -> str:
    """Date and time to the minute in the workspace's zone."""
    local = timezone.localtime(at)
    return f"{format_date(local, format=style, locale=locale())}, {format_time(local, 'short', locale=locale())}"


def clock(at: datetime) -> str:
    """The time of the day to the minute in the workspace's zone."""
    return format_time(timezone.localtime(at), "short", locale=locale())


def ago(at: datetime, now: datetime | None = None) -> str:
    """How long since: "3 hours ago", "in 2 days"."""
    passed: timedelta = at - (now or timezone.now())
    if abs(passed) < timedelta(minutes=1):
        return "just now"
    return format_timedelta(passed, add_direction=True, locale=locale(), threshold=1.1)


def span(start: datetime, end: datetime) -> str:
    """A half-open period by its first and last day: "Jan – Dec 2025", "3 Feb – 9 Mar 2025".

    Whole months are named by month.
    """
    first, last = _local(start), _local(end - timedelta(microseconds=1))
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return format_date(first, format="MMM y", locale=locale())
    return format_interval(first, last, "yMMM" if whole_months else "yMMMd", locale=locale())


def locale() -> Locale:
    """The reader's locale, English where it is unknown."""
    return _locale(get_language() or "en")


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _decimals(value: Number, unit: str, low: Number | None, high: Number | None) -> int:
    """Digits after the point that are worth showing; negative ones round before the point.

    An interval with half-width 4.4 supports units (0), one of 0.04 hundredths (2), one of 0.015 thousandths (3).
    """
    scale = 100 if unit in SHARES else 1
    most = get_currency_precision(unit) if is_currency(unit) else PLAIN_DIGITS
    half = abs(float(high) - float(low)) / 2 * scale if low is not None and high is not None else 0.0
    if half > 0:
        place = math.floor(math.log10(half))
        # 11.5 is worth two digits, 4.4 is worth one: the error of rounding stays below a fifth of the half-width.
        worth_two = half / 10**place < 3
        # A single digit behind the point of an amount reads like a slip, so whole units are not split by it.
        splits_unit = place == 0 and is_currency(unit)
        # A share in tens reads as if it were another: 37 % would stand below 39 % as 40 %, and 4 % as nothing.
        least = 0 if unit in SHARES else -math.inf
        return int(max(least, min(most, (1 if worth_two and not splits_unit else 0) - place)))
    return _exact_decimals(abs(float(value)) * scale, unit, most)


def _exact_decimals(size: float, unit: str, most: int) -> int:
    """Without an interval: whole numbers stay whole, large ones lose their fraction, small ones keep some."""
    if size == math.floor(size) and not is_currency(unit):
        return 0
    if is_currency(unit):
        return 0 if size >= 1000 else most
    return 1 if size >= 10 or unit in SHARES else 2


def _true_minus(text: str) -> str:
    """A minus as long as the digits are wide, where the locale has a hyphen."""
    return text.replace("-", MINUS)


def _size(value: Number) -> Decimal:
    return abs(Decimal(str(value)))


def _written(value: Number, unit: str, decimals: int) -> str:
    in_percent = unit in SHARES
    exact = Decimal(str(value)) * (100 if in_percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    if rounded.is_zero():
        rounded = abs(rounded)
    shown = max(0, decimals)
    if in_percent:
        return _true_minus(format_percent(rounded / 100, format=_percent_pattern(shown), locale=locale()))
    if is_currency(unit):
        return _true_minus(_money_without_excess(rounded, unit, shown))
    text = _true_minus(format_decimal(rounded, format=_decimal_pattern(shown), locale=locale()))
    if unit in TIME_UNITS:
        return format_unit(rounded, TIME_UNITS[unit], length="long", format=_decimal_pattern(shown), locale=locale())
    return f"{text}×" if unit in MULTIPLES else text


def _money_without_excess(amount: Decimal, currency: str, decimals: int) -> str:
    here = locale()
    pattern = copy(here.currency_formats["standard"])
    pattern.frac_prec = (decimals, decimals)
    return pattern.apply(amount, here, currency=currency, currency_digits=False)


def _decimal_pattern(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _percent_pattern(decimals: int) -> str:
    """The locale's own percent pattern (some put a space before the sign) with that many digits."""
    standard = locale().percent_formats[None].pattern
    return standard.replace("#,##0", _decimal_pattern(decimals))


def is_currency(unit: str) -> bool:
    """Whether a unit is a currency code."""
    return len(unit) == 3 and unit.isupper() and unit.isascii()


def _local(at: date | datetime) -> date:
    return timezone.localtime(at).date() if isinstance(at, datetime) and timezone.is_aware(at) else at
