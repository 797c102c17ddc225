"""A question that was answered before is answered by what was kept, as long as that is the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rapport import analytics
from rapport.analytics.engine import finished
from rapport.analytics.source import Source
from rapport.analytics.tests.test_kept import FEW, LATER, MONTHLY, MONTHS, Shop

MANY = (
    "revenue",
    "average_order_value",
    "repeat_purchase_rate",
    "lifetime_value",
    "anonymous_revenue",
    "nps",
    "acquisition_spend",
)


def forbid_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object, **wishes: object) -> None:
        raise AssertionError("a table was asked")

    monkeypatch.setattr(Source, "query", refuse)
    monkeypatch.setattr(Source, "read", refuse)


def is_kept(shop: Shop, question: analytics.Question, kept: analytics.Kept) -> bool:
    """Whether a new source would be answered without a look at its rows."""
    return finished.finished(shop.source(), question, kept) is not None


@pytest.mark.parametrize("in_folder", [True, False])
def test_the_same_question_is_answered_without_a_look_at_the_rows(
    in_folder: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Shop(tmp_path, 1)
    folder = tmp_path / "kept" if in_folder else None
    question, kept = replace(MONTHLY, metrics=MANY), analytics.Kept(folder)
    first = analytics.answer(shop.source(), question, kept=kept)
    forbid_asking(monkeypatch)

    again = analytics.answer(shop.source(), question, kept=analytics.Kept(folder) if folder else kept)

    assert again.to_dicts() == first.to_dicts()
    assert (again.sql, again.currency, again.question) == (first.sql, first.currency, first.question)
    assert {row.period_start.tzinfo for row in again} == {row.period_start.tzinfo for row in first}


def test_values_of_a_breakdown_and_other_zones_come_back(tmp_path: Path) -> None:
    shop, kept = Shop(tmp_path, 2), analytics.Kept(tmp_path / "kept")
    cut = replace(FEW.about("revenue", "orders"), breakdown="channel", zone="Europe/Madrid", grain="week")
    first = analytics.answer(shop.source(), cut, kept=kept)

    again = analytics.answer(shop.source(), cut, kept=kept)

    assert is_kept(shop, cut, kept)
    assert again.to_dicts() == first.to_dicts()
    assert [row.period_start.isoformat() for row in again] == [row.period_start.isoformat() for row in first]


def test_any_other_question_and_any_other_table_is_asked_anew(tmp_path: Path) -> None:
    shop, kept = Shop(tmp_path, 3), analytics.Kept()
    analytics.answer(shop.source(), FEW, kept=kept)
    others = (FEW.about("revenue"), replace(FEW, minimum_n=1), replace(FEW, choices=analytics.Choices()))

    assert is_kept(shop, FEW, kept)
    assert not any(is_kept(shop, other, kept) for other in others)
    del shop.files["spend"]
    assert not is_kept(shop, FEW, kept)


@pytest.mark.parametrize("change", ["add", "alter", "delete"])
def test_changed_rows_end_an_answer(change: str, tmp_path: Path) -> None:
    shop, kept = Shop(tmp_path, 4), analytics.Kept(tmp_path / "kept")
    analytics.answer(shop.source(), FEW, kept=kept)

    getattr(shop, change)("orders", 3)

    assert not is_kept(shop, FEW, kept)
    anew = analytics.answer(shop.source(), FEW, kept=kept)
    assert analytics.answer(shop.source(), FEW, kept=kept).to_dicts() == anew.to_dicts()


def test_an_answer_holds_until_somebody_joins_or_leaves(tmp_path: Path) -> None:
    shop, kept = Shop(tmp_path, 5), analytics.Kept()
    moves = {row[edge] for row in shop.rows["memberships"] for edge in ("since", "until") if row.get(edge)}
    before, after = sorted(moves)[:2]
    between = before + (after - before) / 2
    at = {name: replace(FEW, as_of=moment) for name, moment in {"then": before, "later": between}.items()}
    first = analytics.answer(shop.source(), at["then"], kept=kept)

    assert is_kept(shop, at["later"], kept)
    assert analytics.answer(shop.source(), at["later"], kept=kept).to_dicts() == first.to_dicts()
    assert (
        analytics.answer(shop.source(), at["later"], kept=kept).sql == analytics.answer(shop.source(), at["later"]).sql
    )
    assert not is_kept(shop, replace(FEW, as_of=after), kept)
    assert not is_kept(shop, replace(FEW, as_of=before - timedelta(microseconds=1)), kept)


def test_how_long_an_answer_holds_is_asked_anew_where_memberships_or_the_moment_changed(tmp_path: Path) -> None:
    shop, kept = Shop(tmp_path, 5), analytics.Kept()
    moves = sorted({row[edge] for row in shop.rows["memberships"] for edge in ("since", "until") if row.get(edge)})
    between = moves[0] + (moves[1] - moves[0]) / 2
    analytics.answer(shop.source(), replace(FEW, as_of=between), kept=kept)

    def holds(moment: datetime) -> finished.Holds:
        question = replace(FEW, as_of=moment)
        found = finished.holds_for(shop.source(), question, kept)
        assert found == finished.holds_for(shop.source(), question, analytics.Kept())
        return found

    shop.add("orders", 3)
    assert holds(between) == (moves[0], moves[1])
    assert holds(moves[1]) == (moves[1], moves[2])
    shop.write("memberships", [shop.rows["memberships"][0] | {"id": 9_999, "since": between}])
    assert holds(between) == (between, moves[1])


def test_who_is_a_member_does_not_matter_without_segments(tmp_path: Path) -> None:
    shop, kept = Shop(tmp_path, 6), analytics.Kept()
    everybody = replace(FEW, segments=None)
    analytics.answer(shop.source(), replace(everybody, as_of=datetime(2020, 1, 1, tzinfo=UTC)), kept=kept)

    assert is_kept(shop, everybody, kept)


def test_a_period_that_is_over_stays_over(tmp_path: Path) -> None:
    shop, kept = Shop(tmp_path, 7), analytics.Kept()
    analytics.answer(shop.source(), replace(FEW, known_until=MONTHS.end), kept=kept)

    assert is_kept(shop, replace(FEW, known_until=LATER), kept)
    assert not is_kept(shop, replace(FEW, known_until=MONTHS.end - timedelta(days=1)), kept)


def test_another_definition_ends_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop, kept = Shop(tmp_path, 8), analytics.Kept(tmp_path / "kept")
    analytics.answer(shop.source(), FEW, kept=kept)

    monkeypatch.setattr(finished, "_engine_state", lambda: "another release")

    assert not is_kept(shop, FEW, kept)


@pytest.mark.parametrize("in_folder", [True, False])
def test_no_more_entries_are_kept_than_told(in_folder: bool, tmp_path: Path) -> None:
    shop = Shop(tmp_path, 9)
    kept = analytics.Kept(tmp_path / "kept" if in_folder else None, most_entries=3)

    for metric in ("revenue", "orders", "gini"):
        analytics.answer(shop.source(), FEW.about(metric), kept=kept)

    assert is_kept(shop, FEW.about("gini"), kept)
    assert not is_kept(shop, FEW.about("revenue"), kept)
    if in_folder:
        assert len(list((tmp_path / "kept").iterdir())) == 3


def test_small_tables_keep_their_answers_without_their_parts(tmp_path: Path) -> None:
    shop = Shop(tmp_path, 10)
    kept = analytics.Kept(tmp_path / "kept", least_rows=1_000_000)

    analytics.answer(shop.source(), FEW, kept=kept)

    assert is_kept(shop, FEW, kept)
    assert len(list((tmp_path / "kept").iterdir())) == 1
