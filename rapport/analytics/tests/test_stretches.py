from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rapport.analytics import Choices, Period, Question
from rapport.analytics.engine.stretches import frames, stretch_before, stretches

MADRID = ZoneInfo("Europe/Madrid")


def madrid(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=MADRID)  # type: ignore[arg-type, misc]


def question(start: datetime, end: datetime, **wishes: object) -> Question:
    return Question(metrics=["revenue"], period=Period(start, end), zone="Europe/Madrid", **wishes)  # type: ignore[arg-type]


def test_months_begin_at_midnight_of_the_zone() -> None:
    found = stretches(question(madrid(2026, 3, 1), madrid(2026, 5, 1), grain="month"))

    assert [(one.start, one.end) for one in found] == [
        (madrid(2026, 3, 1), madrid(2026, 4, 1)),
        (madrid(2026, 4, 1), madrid(2026, 5, 1)),
    ]
    march = found[0].end.astimezone(ZoneInfo("UTC")) - found[0].start.astimezone(ZoneInfo("UTC"))
    assert march == timedelta(days=31) - timedelta(hours=1)


def test_a_month_that_the_question_cuts_is_marked() -> None:
    found = stretches(question(madrid(2026, 3, 10), madrid(2026, 5, 1), grain="month"))

    assert [one.cut for one in found] == [True, False]


def test_the_whole_comes_beside_the_months() -> None:
    found = stretches(question(madrid(2026, 1, 1), madrid(2027, 1, 1), grain="month", whole=True))

    assert len(found) == 13
    assert (found[-1].start, found[-1].end) == (madrid(2026, 1, 1), madrid(2027, 1, 1))


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        (madrid(2026, 2, 1), madrid(2026, 3, 1), madrid(2026, 1, 1)),
        (madrid(2026, 1, 1), madrid(2027, 1, 1), madrid(2025, 1, 1)),
        (madrid(2026, 3, 10), madrid(2026, 3, 17), madrid(2026, 3, 3)),
        (madrid(2026, 3, 28), madrid(2026, 3, 31), madrid(2026, 3, 25)),
    ],
)
def test_the_period_before_has_the_same_length(start: datetime, end: datetime, before: datetime) -> None:
    assert stretch_before(start, end) == (before, start)


def test_each_month_is_compared_with_the_month_before() -> None:
    found = stretches(question(madrid(2026, 2, 1), madrid(2026, 4, 1), grain="month", compare=True))

    assert [one.shown for one in found] == [True, True, False]
    assert [found[one.before].start.month for one in found if one.before is not None] == [1, 2]


def test_frames_look_back_as_the_choices_say() -> None:
    asked = question(madrid(2026, 3, 1), madrid(2026, 4, 1), choices=Choices(retention_days=30, silence_days=60))

    by_span = {frame.span: frame for frame in frames(asked, stretches(asked), {"before", "silence", "period"})}

    assert by_span["period"].opens == madrid(2026, 3, 1)
    assert by_span["before"].opens == madrid(2026, 1, 30)
    assert by_span["silence"].opens == madrid(2025, 12, 31)
    assert by_span["silence"].quiet == madrid(2026, 1, 31)
