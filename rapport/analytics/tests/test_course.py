"""A period and the months around it in one look are what two looks say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rapport import analytics
from rapport.analytics.tests.test_kept import FEW, LATER, Shop

YEAR = analytics.Period(datetime(2025, 2, 11, tzinfo=UTC), datetime(2026, 2, 11, tzinfo=UTC))
MONTHS = analytics.Period(datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC))


def test_the_course_and_the_period_are_those_of_two_questions(tmp_path: Path) -> None:
    source = Shop(tmp_path, 1).source()
    plain = replace(FEW, whole=False, grain=None, period=YEAR, by=(), known_until=LATER)

    both = analytics.answer(source, replace(plain, grain="month", course=MONTHS))
    alone = analytics.answer(source, plain)
    months = analytics.answer(source, replace(plain, period=MONTHS, grain="month", compare=False))

    assert both.over_the_period() == alone.rows
    for name, segment in ((name, segment) for name in FEW.metrics for segment in (None, 1, 2, 3)):
        assert both.row(name, segment=segment) == alone.row(name, segment=segment)
        course = both.course(name, segment=segment)
        unchanged = [replace(row, previous=None, change=None, change_low=None, change_high=None) for row in course]
        assert unchanged == months.of(name, segment=segment)


def test_a_month_alone_stands_beside_itself(tmp_path: Path) -> None:
    june = analytics.Period(datetime(2025, 6, 1, tzinfo=UTC), datetime(2025, 7, 1, tzinfo=UTC))
    asked = replace(FEW, whole=False, grain="month", period=june, course=june, by=(), segments=None)

    found = analytics.answer(Shop(tmp_path, 2).source(), asked)

    assert found.course("revenue") == [found.row("revenue")]
    assert [row.metric for row in found.over_the_period()] == list(FEW.metrics)


def test_a_course_needs_a_grain() -> None:
    with pytest.raises(analytics.BadQuestion, match="course: needs a grain"):
        analytics.Question(metrics="revenue", period=YEAR, course=MONTHS)
