from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport import analytics
from rapport.analytics import BadQuestion
from rapport.analytics.answer import Row
from rapport.analytics.honesty.alerts import Target, change_alerts, judge, judge_series
from rapport.analytics.tests import shop


def row(
    value: float | None = 0.82, low: float | None = 0.75, high: float | None = 0.88, month: int = 1, **told: Any
) -> Row:
    start, end = datetime(2026, month, 1, tzinfo=UTC), datetime(2026, month + 1, 1, tzinfo=UTC)
    given = {"metric": "csat", "n": 120, "unit": "share", "state": "ok" if value is not None else "no_data", **told}
    return Row(segment=None, region=None, period_start=start, period_end=end, value=value, low=low, high=high, **given)


@pytest.mark.parametrize(
    ("target", "state", "clear"), [(0.7, "reached", True), (0.9, "missed", True), (0.8, "undecided", False)]
)
def test_a_target_is_clear_only_outside_the_interval(target: float, state: str, clear: bool) -> None:
    found = judge(row(), Target(value=target))

    assert (found.state, found.clear) == (state, clear)


def test_at_most_is_the_other_way_round() -> None:
    assert judge(row(), Target(value=0.7, direction="at_most")).state == "missed"
    assert judge(row(), Target(value=0.9, direction="at_most")).state == "reached"


@settings(max_examples=50, deadline=None)
@given(st.floats(0, 1), st.floats(0.001, 0.5), st.floats(-1, 2))
def test_reached_and_missed_leave_the_target_out_of_the_interval(value: float, half: float, target: float) -> None:
    found = judge(row(value, value - half, value + half), Target(value=target))

    outside = not value - half <= target <= value + half
    assert found.clear == outside


def test_few_none_and_unfinished_wait() -> None:
    target = Target(value=0.5, minimum_n=30)

    few, hidden = judge(row(n=29), target), judge(row(None, None, None, n=2, state="too_few"), target)
    none, waiting = (
        judge(row(None, None, None, n=0, reason="no answers in the period"), target),
        judge(row(complete=False), target),
    )

    assert [one.state for one in (few, hidden, none, waiting)] == ["too_few", "too_few", "no_data", "waiting"]
    assert few.value is None
    assert few.words == "Too few to judge: 29 of at least 30."
    assert none.words == "No data: no answers in the period."


def test_a_counted_total_is_judged_as_it_is() -> None:
    revenue = row(1000, None, None, metric="revenue", unit="EUR", n=3)

    assert judge(revenue, Target(value=1000)).state == "reached"
    assert judge(revenue, Target(value=1001)).state == "missed"


def test_an_estimate_without_interval_stays_undecided() -> None:
    assert judge(row(0.9, None, None), Target(value=0.5)).state == "undecided"


def test_a_series_tells_how_long_and_alerts_after_as_many_as_asked() -> None:
    series = [
        row(0.9, 0.85, 0.95, 1),
        row(0.5, 0.4, 0.6, 2),
        row(0.5, 0.4, 0.6, 3),
        row(0.1, 0, 0.2, 4, complete=False),
    ]

    report = judge_series(series, Target(value=0.8), alert_after=2)

    assert [one.state for one in report.judgements] == ["reached", "missed", "missed", "waiting"]
    assert report.latest is not None
    assert (report.latest.period_start.month, report.in_a_row, report.alert) == (3, 2, True)
    assert report.words == "The target is clearly missed. So it was in 2 periods in a row."
    assert not judge_series(series, Target(value=0.8), alert_after=3).alert


def test_a_series_without_anything_to_judge_says_why() -> None:
    assert judge_series([], Target(value=1)).words == "No period to judge."
    assert judge_series([row(complete=False)], Target(value=1)).latest is None


def changed(change: float | None, half: float, **told: Any) -> Row:
    limits = {} if change is None else {"change_low": change - half, "change_high": change + half}
    return row(change=change, **limits, **told)


def test_a_change_alerts_only_where_it_is_sure_among_all_cells() -> None:
    rows = [changed(0.2, 0.05), changed(0.06, 0.059), *(changed(0.01, 0.1) for _ in range(18))]

    alone, among = change_alerts(rows[1:2]), change_alerts(rows)

    assert alone[0].state == "alert"
    assert [one.state for one in among[:3]] == ["alert", "quiet", "quiet"]
    assert among[0].words == "It clearly got better, also among all 20 figures looked at."
    assert among[1].adjusted is not None
    assert among[1].adjusted > 0.05


def test_changes_of_few_unfinished_or_unknown_wait_and_do_not_count() -> None:
    rows = [changed(-0.06, 0.058), changed(0.5, 0.1, complete=False), changed(0.5, 0.1, n=3), changed(None, 0)]

    found = change_alerts(rows)

    assert [one.state for one in found] == ["alert", "waiting", "too_few", "no_data"]
    assert found[0].adjusted == found[0].p
    assert found[0].direction == "worse"


def test_a_sure_but_small_change_is_quiet() -> None:
    found = change_alerts([changed(0.02, 0.01)], smallest=0.05)[0]

    assert (found.state, found.words) == ("quiet", "A sure change, but a small one.")


def test_what_is_better_follows_the_metric() -> None:
    churn = change_alerts([changed(0.2, 0.05, metric="churn_rate")])[0]
    own = change_alerts([changed(0.2, 0.05, metric="of our own")])[0]

    assert (churn.direction, own.direction) == ("worse", "up")


def test_rows_of_an_answer_are_judged_as_they_come() -> None:
    days = [(n, n, "2026-01-10" if n <= 20 else "2026-02-10", "csat", 5.0 if n % 4 else 1.0) for n in range(1, 41)]
    period = analytics.Period(shop.JANUARY.start, shop.at("2026-03-01"))
    answer = shop.ask({"responses": shop.responses(*days)}, "csat", period=period, grain="month", compare=True)

    report, alerts = judge_series(answer.of("csat"), Target(value=0.4)), change_alerts(answer.of("csat"))

    assert [one.state for one in report.judgements] == ["reached", "reached"]
    assert [one.state for one in alerts] == ["no_data", "quiet"]


def test_wrong_targets_are_refused() -> None:
    with pytest.raises(BadQuestion, match="not a number"):
        Target(value=float("nan"))
    with pytest.raises(BadQuestion, match="'above'"):
        Target(value=1, direction="above")  # type: ignore[arg-type]
    with pytest.raises(BadQuestion, match="alert_after"):
        judge_series([row()], Target(value=1), alert_after=0)
    with pytest.raises(BadQuestion, match="one metric"):
        judge_series([row(), row(metric="nps")], Target(value=1))
    with pytest.raises(BadQuestion, match="smallest"):
        change_alerts([], smallest=-1)
