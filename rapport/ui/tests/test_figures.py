"""How numbers and times read."""

import doctest
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from rapport.ui import figures, sparklines

NARROW = "\u202f"


@pytest.mark.parametrize("module", [figures, sparklines])
def test_the_examples_in_the_docstrings_are_true(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]

    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("value", "unit", "low", "high", "shown"),
    [
        (42.37, "points", 38.1, 46.9, "42"),
        (42.37, "points", 31.2, 53.6, "42"),
        (42.37, "points", 42.33, 42.41, "42.37"),
        (0.4237, "share", 0.401, 0.4464, "42.4%"),
        (0.4237, "share", 0.33, 0.51, "42%"),
        (0.366, "share", 0.044, 0.6, "37%"),
        (1234567.89, "EUR", 1190000, 1280000, "€1,230,000"),
        (67.8, "EUR", 64.1, 71.5, "€68"),
        (4.21, "EUR", 3.9, 4.5, "€4.2"),
    ],
)
def test_a_figure_has_no_more_digits_than_its_interval_supports(
    value: float, unit: str, low: float, high: float, shown: str
) -> None:
    assert figures.figure(value, unit, low, high) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (541909, "", "541,909"),
        (0, "EUR", "€0.00"),
        (Decimal("84.1"), "EUR", "€84.10"),
        (1234.5, "GBP", "£1,234"),
        (0.5, "share", "50%"),
        (3, "days", "3 days"),
        (1, "days", "1 day"),
        (2.345, "times", "2.34×"),
        (1500, "JPY", "¥1,500"),
    ],
)
def test_a_figure_without_interval_reads_as_people_write_it(value: float, unit: str, shown: str) -> None:
    assert figures.figure(value, unit) == shown


@pytest.mark.parametrize(
    ("value", "unit", "low", "high", "shown"),
    [
        (12_345_678.9, "EUR", None, None, "€12,300,000"),
        (1234.5, "EUR", None, None, "€1,230"),
        (84.123, "EUR", None, None, "€84"),
        (4.567, "EUR", None, None, "€4.57"),
        (0, "EUR", None, None, "€0.00"),
        (-98_765, "", None, None, "−98,800"),
        (0.42371, "share", None, None, "42.4%"),
        (12_345_678.9, "EUR", 12_345_000, 12_346_000, "€12,345,700"),
    ],
)
def test_an_estimate_without_interval_shows_three_digits(
    value: float, unit: str, low: float | None, high: float | None, shown: str
) -> None:
    assert figures.estimate(value, unit, low, high) == shown


def test_money_is_exact() -> None:
    assert figures.money(Decimal("9747748.0340"), "GBP") == "£9,747,748.03"


def test_what_is_owed_bears_a_true_minus() -> None:
    assert figures.money(Decimal("-12.5"), "EUR") == "−€12.50"
    assert figures.figure(-5.2, "points", -23, 14) == "−5"


def test_a_difference_bears_its_sign_and_shares_differ_in_points() -> None:
    assert figures.signed(9.1, "points", 1.8, 16.4) == "+9"
    assert figures.signed(-0.034, "share", -0.061, -0.007) == f"−3.4{NARROW}pp"
    assert figures.signed(-18210.2, "EUR") == "−€18,210"


def test_the_interval_of_a_clear_change_never_seems_to_reach_nought() -> None:
    assert figures.signed_interval(-3.1, -0.2, "EUR") == "−€3.1 to −€0.2"
    assert figures.signed_interval(-0.09, 0.002, "share") == f"−9{NARROW}pp to 0{NARROW}pp"


def test_neighbours_share_their_digits() -> None:
    digits = figures.common_digits([(819.23, None, None), (1253.4, None, None)], "EUR")

    assert figures.figure(819.23, "EUR", at_most=digits) == "€819"


def test_a_difference_that_rounds_to_nothing_has_no_sign() -> None:
    assert figures.signed(0.0001, "share", -0.05, 0.05) == f"0{NARROW}pp"


def test_the_ends_of_a_narrow_interval_never_read_alike() -> None:
    low, _, high = figures.interval(4.21, 4.24).partition(" to ")

    assert low != high


@pytest.mark.parametrize(
    ("language", "shown"), [("de", "1.234.567 €"), ("es", "1.234.567 €"), ("en", "€1,234,567"), ("xx", "€1,234,567")]
)
def test_amounts_follow_the_language_of_the_reader(language: str, shown: str) -> None:
    with translation.override(language):
        assert figures.figure(1234567, "EUR").replace("\xa0", " ") == shown


def test_times_are_told_in_the_zone_of_the_workspace() -> None:
    late_in_december = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)

    with timezone.override("Europe/Madrid"):
        assert figures.day(late_in_december) == "Jan 1, 2026"
        assert "12:30" in figures.moment(late_in_december)


def test_a_half_open_period_is_named_by_its_first_and_last_day() -> None:
    with timezone.override("UTC"):
        assert span(datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)) == "Jan – Dec 2025"
        assert span(datetime(2025, 3, 1, tzinfo=UTC), datetime(2025, 4, 1, tzinfo=UTC)) == "Mar 2025"
        assert span(datetime(2025, 2, 3, tzinfo=UTC), datetime(2025, 2, 10, tzinfo=UTC)) == "Feb 3 – 9, 2025"


def test_ages_are_told_in_words() -> None:
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)

    assert figures.ago(now - timedelta(seconds=5), now) == "just now"
    assert figures.ago(now - timedelta(hours=3), now) == "3 hours ago"
    assert figures.ago(now + timedelta(days=2), now) == "in 2 days"


def test_a_near_day_is_told_without_its_year() -> None:
    with translation.override("es"):
        spanish = figures.weekday(date(2026, 11, 27))

    assert figures.weekday(date(2026, 11, 27)) == "Fri, Nov 27"
    assert figures.day_of_month(date(2026, 11, 27)) == "Nov 27"
    assert spanish == "vie, 27 nov"


def test_a_plain_day_needs_no_zone() -> None:
    assert figures.day(date(2026, 2, 28)) == "Feb 28, 2026"


def span(start: datetime, end: datetime) -> str:
    """The period with plain spaces; the real ones are thin."""
    return figures.span(start, end).replace("\u2009", " ")
