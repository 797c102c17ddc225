import doctest
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from rapport.apps.exchange.parsers import Unreadable, dates, numbers, texts
from rapport.apps.exchange.parsers.dates import day_parser, guess_order, moment_parser
from rapport.apps.exchange.parsers.numbers import guess_mark, number_parser
from rapport.apps.exchange.parsers.texts import identifier, text
from rapport.kernel.text import guarded

MADRID = ZoneInfo("Europe/Madrid")


@pytest.mark.parametrize("module", [dates, numbers, texts])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("order", "written", "meant"),
    [
        ("ymd", "2024-01-05 10:22:33", "2024-01-05T10:22:33+01:00"),
        ("ymd", "2024-07-05T10:22:33.5Z", "2024-07-05T10:22:33.500000+00:00"),
        ("ymd", "2024-01-05 10:22:33 +0530", "2024-01-05T10:22:33+05:30"),
        ("mdy", "12/1/2010 8:26", "2010-12-01T08:26:00+01:00"),
        ("dmy", "12/1/2010 8:26", "2010-01-12T08:26:00+01:00"),
        ("dmy", "1.12.10", "2010-12-01T00:00:00+01:00"),
        ("mdy", "1/5/2024 12:05 AM", "2024-01-05T00:05:00+01:00"),
        ("dmy", "5 de enero de 2024", "2024-01-05T00:00:00+01:00"),
        ("dmy", "5. März 2024", "2024-03-05T00:00:00+01:00"),
        ("dmy", "Jan 5, 2024 10:22 PM", "2024-01-05T22:22:00+01:00"),
        ("dmy", "Fri, 05 Jan 2024 10:22:33 +0000", "2024-01-05T10:22:33+00:00"),
        ("ymd", "19970101", "1997-01-01T00:00:00+01:00"),
        ("mdy", "2024/01/05", "2024-01-05T00:00:00+01:00"),
    ],
)
def test_a_moment_is_read_in_the_zone_of_the_workspace(order: str, written: str, meant: str) -> None:
    assert moment_parser(order, MADRID)(written) == datetime.fromisoformat(meant)


@pytest.mark.parametrize("written", ["30/02/2024", "2024-13-01", "soon", "1/1/0001", "9999-12-31", "25:00", "1e5"])
def test_what_is_no_date_says_so(written: str) -> None:
    with pytest.raises(Unreadable, match=r"date|years"):
        moment_parser("dmy", UTC)(written)


def test_a_birthday_has_no_zone() -> None:
    assert day_parser("dmy")("1/3/1990") == date(1990, 3, 1)


def test_the_order_of_day_and_month_is_seen_where_it_can_be() -> None:
    assert guess_order(["1/2/2024", "13/2/2024"]) == ("dmy", True)
    assert guess_order(["1/2/2024", "2/13/2024"]) == ("mdy", True)
    assert guess_order(["2024-01-02"]) == ("ymd", True)
    assert guess_order(["1/2/2024", "13/2/2024", "2/13/2024"]).certain is False
    assert guess_order(["1/2/2024", "2/3/2024"]).certain is False


@pytest.mark.parametrize(
    ("mark", "written", "meant"),
    [
        (".", "1,234.50", "1234.5"),
        (",", "1.234,50 €", "1234.5"),
        (",", "1 234,5", "1234.5"),
        (".", "£2.55", "2.55"),
        (".", "(5.20)", "-5.2"),
        (".", "5.20-", "-5.2"),
        (".", "−3", "-3"),
        (".", "6.0", "6"),
        (".", "0.30000000000000004", "0.3"),
        (".", "1e3", "1000"),
        (",", "1.234.567", "1234567"),
        (".", "CHF 1'200.00", "1200"),
    ],
)
def test_a_number_is_read_with_its_mark(mark: str, written: str, meant: str) -> None:
    read = number_parser(mark, 4)(written)

    assert read == Decimal(meant)
    assert str(read) == str(Decimal(meant))


@pytest.mark.parametrize(
    ("mark", "written"),
    [
        (".", "12,5"),
        (",", "12.5"),
        (".", "five"),
        (".", "NaN"),
        (".", "inf"),
        (".", "1e400"),
        (".", "1.2.3"),
        (",", ""),
    ],
)
def test_what_is_no_number_says_so(mark: str, written: str) -> None:
    with pytest.raises(Unreadable, match="not a number"):
        number_parser(mark, 4)(written)


def test_the_decimal_mark_is_seen_where_it_can_be() -> None:
    assert guess_mark(["12,5", "3"]) == (",", True)
    assert guess_mark(["1,234.5"]) == (".", True)
    assert guess_mark(["1,234"]).certain is False
    assert guess_mark(["7"]) == (".", True)


def test_what_a_spreadsheet_made_of_an_identifier_is_undone() -> None:
    assert [identifier(written) for written in ("17850.0", "17850", "C12.0", "00012")] == [
        "17850",
        "17850",
        "C12.0",
        "00012",
    ]


@pytest.mark.parametrize("written", ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1", " =1"])
def test_a_formula_is_guarded_on_the_way_out_and_freed_on_the_way_in(written: str) -> None:
    assert guarded(written).startswith("'")
    assert text(guarded(written)) in (written, written.strip())


@pytest.mark.parametrize("written", ["-5.20", "+34 600 000 000", "12", "a=b", "", "O'Neil"])
def test_numbers_phones_and_plain_texts_leave_as_they_are(written: str) -> None:
    assert guarded(written) == written


def test_endless_texts_are_refused() -> None:
    with pytest.raises(Unreadable, match="longer than 100,000"):
        text("x" * 100_001)
