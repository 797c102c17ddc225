from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from rapport.kernel.clock import Period, last_months, month_start, month_starts, previous

MADRID = ZoneInfo("Europe/Madrid")


def test_a_period_holds_its_start_and_not_its_end() -> None:
    period = Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))

    assert period.start in period
    assert period.end not in period


def test_a_period_needs_zones_and_an_end_after_its_start() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Period(datetime(2026, 1, 1), datetime(2026, 2, 1))
    with pytest.raises(ValueError, match="ends after"):
        Period(datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))


def test_months_begin_by_the_clock_of_the_zone() -> None:
    late_in_march = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)

    assert month_start(late_in_march, MADRID) == datetime(2026, 4, 1, tzinfo=MADRID)


def test_months_across_a_clock_change_are_whole() -> None:
    period = last_months(3, MADRID, ending=datetime(2026, 5, 17, tzinfo=MADRID))

    assert [start.isoformat() for start in month_starts(period, MADRID)] == [
        "2026-02-01T00:00:00+01:00",
        "2026-03-01T00:00:00+01:00",
        "2026-04-01T00:00:00+02:00",
    ]


def test_the_period_before_whole_months_is_as_many_whole_months() -> None:
    year = Period(datetime(2025, 1, 1, tzinfo=MADRID), datetime(2026, 1, 1, tzinfo=MADRID))

    assert previous(year, MADRID) == Period(datetime(2024, 1, 1, tzinfo=MADRID), year.start)


def test_the_period_before_other_spans_is_as_long() -> None:
    week = Period(datetime(2026, 1, 8, tzinfo=UTC), datetime(2026, 1, 15, tzinfo=UTC))

    assert previous(week, MADRID).start == datetime(2026, 1, 1, tzinfo=UTC)
