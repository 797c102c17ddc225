from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from rapport.kernel.clock import Period, last_months, month_start, shift_months

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

    assert [shift_months(period.start, months).isoformat() for months in range(3)] == [
        "2026-02-01T00:00:00+01:00",
        "2026-03-01T00:00:00+01:00",
        "2026-04-01T00:00:00+02:00",
    ]
    assert period.end == shift_months(period.start, 3)
