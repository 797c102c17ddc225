"""What the engine reads from the shape of measures and parts, and how it cuts time."""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb
import pytest

from rapport.analytics.engine.shapes import Mark, asks_any_or_none, is_additive, mark_of, since_when
from rapport.analytics.engine.timeline import Timeline

NAMES = frozenset({"net", "sales"})
CUTS = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3, 5)]


@pytest.mark.parametrize("measure", ["sum(seen.net)", "-sum(seen.net) FILTER (WHERE seen.kind = 'sale')", "count(*)"])
def test_sums_and_counts_add_up_over_time(measure: str) -> None:
    assert is_additive(measure)


@pytest.mark.parametrize("measure", ["max(seen.net)", "count(DISTINCT seen.product)", "sum(seen.net) - sum(seen.cost)"])
def test_what_is_no_sum_is_gathered_anew(measure: str) -> None:
    assert not is_additive(measure)


def test_a_count_of_rows_within_a_window_is_a_mark() -> None:
    measure = "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.moment >= frames.quiet)"

    assert mark_of(measure) == Mark("seen.kind = 'sale'", since="quiet")


@pytest.mark.parametrize(
    "condition",
    [
        "seen.moment > frames.starts",
        "seen.due_at >= frames.starts",
        "seen.moment >= frames.starts OR seen.kind = 'sale'",
        "seen.moment >= frames.starts AND seen.moment >= frames.quiet",
    ],
)
def test_any_other_question_about_the_frame_is_no_mark(condition: str) -> None:
    assert mark_of(f"count(*) FILTER (WHERE {condition})") is None


def test_a_part_that_needs_the_amount_is_no_question_of_any_or_none() -> None:
    assert asks_any_or_none("count(*) FILTER (WHERE units.customer IS NOT NULL AND sales > 0 AND net = 0)", NAMES)
    assert not asks_any_or_none("count(*) FILTER (WHERE sales > 1)", NAMES)
    assert not asks_any_or_none("sum(sales)", NAMES)


def test_a_part_to_date_is_told_as_what_a_step_adds() -> None:
    assert since_when("count(*) FILTER (WHERE sales > 0)", NAMES) == (
        "COUNT(*) FILTER(WHERE (units.step = units.first_sales))",
        "sales",
    )
    assert since_when("sum(net)", NAMES) == ("SUM(net)", None)


@pytest.mark.parametrize("part", ["sum(net * net)", "sum(net) FILTER (WHERE sales > 1)", "count(*)"])
def test_a_part_that_steps_do_not_add_to_is_refused(part: str) -> None:
    assert since_when(part, NAMES) is None


def test_the_step_of_a_moment_is_how_many_cuts_lie_before_or_on_it() -> None:
    timeline = Timeline.of(reversed(CUTS))
    moments = [datetime(2025, 12, 31, tzinfo=UTC), *CUTS, datetime(2026, 4, 30, tzinfo=UTC)]
    rows = ", ".join(f"(TIMESTAMPTZ '{moment.isoformat()}')" for moment in moments)

    found = duckdb.sql(f"SELECT {timeline.step_sql('seen.moment')} FROM (VALUES {rows}) AS seen (moment)").fetchall()

    assert [step for (step,) in found] == [0, 1, 2, 3, 4, 3]
    assert timeline.steps(CUTS[0], CUTS[2]) == range(1, 3)
