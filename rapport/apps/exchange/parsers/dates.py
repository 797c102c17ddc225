"""Dates and times in the many ways files write them; the order of day and month is told beforehand."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import NamedTuple

from babel import Locale

from rapport.apps.exchange.parsers import Unreadable

ORDERS = {"ymd": "year, month, day", "dmy": "day, month, year", "mdy": "month, day, year"}
LANGUAGES = ("en", "es", "de", "fr", "pt", "it", "nl")
EARLIEST, LATEST = 1900, 2100

ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?")
TIME = r"(?:[T ,]+(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?)?"
ZONE = r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
NUMBERS = re.compile(rf"(\d{{1,4}})[-/.](\d{{1,2}})[-/.](\d{{1,4}})\.?{TIME}{ZONE}", re.IGNORECASE)
COMPACT = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}}){TIME}{ZONE}", re.IGNORECASE)
DAY_FIRST = re.compile(
    rf"(?:\w+,\s*)?(\d{{1,2}})\.?(?:st|nd|rd|th)?[- ](?:de )?([^\W\d]+)\.?,?[- ](?:de )?(\d{{2,4}}){TIME}{ZONE}",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    rf"(?:\w+,\s*)?([^\W\d]+)\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){TIME}{ZONE}", re.IGNORECASE
)


class OrderGuess(NamedTuple):
    """The order of day, month and year in a sample, and whether it leaves no doubt."""

    order: str
    certain: bool


def moment_parser(order: str, zone: tzinfo) -> Callable[[str], datetime]:
    """A parser of moments; texts without a zone of their own are read in the given one."""

    def parse(written: str) -> datetime:
        text = written.strip()
        moment = datetime.fromisoformat(text.replace(",", ".")) if ISO.fullmatch(text) else _read(text, order, written)
        if not EARLIEST <= moment.year <= LATEST:
            raise Unreadable(f"“{written[:60]}” lies outside the years {EARLIEST} to {LATEST}")
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return aware.astimezone(UTC)

    def parse_or_complain(written: str) -> datetime:
        try:
            return parse(written)
        except Unreadable:
            raise
        except (ValueError, OverflowError) as error:
            raise Unreadable(f"“{written[:60]}” is no date that exists") from error

    return parse_or_complain


def day_parser(order: str) -> Callable[[str], date]:
    """A parser of days without a time, such as birthdays."""
    parse = moment_parser(order, UTC)
    return lambda written: parse(written.split("T")[0]).date()


def _read(text: str, order: str, written: str) -> datetime:
    found = NUMBERS.fullmatch(text)
    if found:
        return _moment(*_arranged(found.group(1, 2, 3), order), found.groups()[3:])
    found = COMPACT.fullmatch(text)
    if found:
        year, month, day = (int(part) for part in found.group(1, 2, 3))
        return _moment(year, month, day, found.groups()[3:])
    found = DAY_FIRST.fullmatch(text)
    if found:
        written_day, name, written_year = found.group(1, 2, 3)
        return _moment(_full_year(written_year), _month(name, written), int(written_day), found.groups()[3:])
    found = MONTH_FIRST.fullmatch(text)
    if found:
        name, written_day, written_year = found.group(1, 2, 3)
        return _moment(_full_year(written_year), _month(name, written), int(written_day), found.groups()[3:])
    raise Unreadable(f"“{written[:60]}” is not a date")


def _arranged(parts: tuple[str, ...], order: str) -> tuple[int, int, int]:
    """Year, month, day. A year of four digits stands where it stands, whatever the order says of the others."""
    first, second, third = parts
    if len(first) == 4:
        return int(first), int(second), int(third)
    if len(third) == 4 and order == "ymd":
        order = "dmy"
    if order == "dmy":
        return _full_year(third), int(second), int(first)
    if order == "mdy":
        return _full_year(third), int(first), int(second)
    return _full_year(first), int(second), int(third)


def _moment(year: int, month: int, day: int, clock: tuple[str | None, ...]) -> datetime:
    hour, minute, second, fraction, half, zone = clock
    hours = int(hour or 0)
    if half:
        if not 1 <= hours <= 12:
            raise ValueError("no such hour")
        hours = hours % 12 + (12 if half.lower().startswith("p") else 0)
    micro = int(f"{fraction or '0':0<6}"[:6])
    return datetime(year, month, day, hours, int(minute or 0), int(second or 0), micro, tzinfo=_zone(zone))


def _zone(written: str | None) -> tzinfo | None:
    if not written:
        return None
    if written.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    digits = written[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if written[0] == "-" else offset)


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= 70 else 2000)


def _month(name: str, written: str) -> int:
    number = month_names().get(name.casefold().rstrip("."))
    if number is None:
        raise Unreadable(f"“{written[:60]}” is not a date")
    return number


@cache
def month_names() -> dict[str, int]:
    """Names of months and their short forms in several languages."""
    names: dict[str, int] = {}
    for language in LANGUAGES:
        for context in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in context[width].items():
                    names.setdefault(name.casefold().rstrip("."), number)
    return names | {"sept": 9, "märz": 3, "marz": 3}


def guess_order(samples: Iterable[str]) -> OrderGuess:
    """The order in which the numbers of these dates stand, by values that can only be days.

    >>> guess_order(["12/1/2010 8:26", "12/31/2010"])
    OrderGuess(order='mdy', certain=True)
    >>> guess_order(["01/02/2024"])
    OrderGuess(order='dmy', certain=False)
    """
    parts = [found.group(1, 2, 3) for found in (NUMBERS.fullmatch(sample.strip()) for sample in samples) if found]
    open_question = [(int(a), int(b)) for a, b, c in parts if len(a) < 3]
    if not open_question:
        return OrderGuess("ymd", certain=True)
    if all(len(c) < 3 for _, _, c in parts) and any(a > 31 for a, _ in open_question):
        return OrderGuess("ymd", certain=True)
    day_first = sum(1 for a, b in open_question if a > 12)
    month_first = sum(1 for a, b in open_question if b > 12)
    if day_first or month_first:
        return OrderGuess("mdy" if month_first > day_first else "dmy", certain=not (day_first and month_first))
    return OrderGuess(*_by_movement(open_question))


def _by_movement(pairs: list[tuple[int, int]]) -> tuple[str, bool]:
    """Neither number ever exceeds twelve: days change more often than months from row to row, but that is a guess."""
    firsts, seconds = len({a for a, _ in pairs}), len({b for _, b in pairs})
    return ("mdy" if seconds > firsts else "dmy"), False
