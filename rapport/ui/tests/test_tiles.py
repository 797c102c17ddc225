"""What a tile says in each state, and what it refuses to say."""

from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string

from rapport.ui.tiles import STATES, Tile


def rendered(tile: Tile) -> str:
    return " ".join(render_to_string("ui/_tile.html", {"tile": tile}).split())


def test_too_few_answers_show_no_number() -> None:
    page = rendered(Tile(name="NPS", unit="points", value=61, low=40, high=80, history=[50, 61], state="too_few", n=4))

    assert "Too few answers (n = 4)" in page
    assert "61" not in page
    assert "sparkline" not in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("no_data", "No data source"),
        ("waiting", "Waiting for first data"),
        ("broken", "Broken since Sep 3, 2026"),
        ("stale", "Not updated since Sep 3, 2026"),
    ],
)
def test_every_state_is_said_in_its_own_words(state: str, words: str) -> None:
    tile = Tile(name="Revenue", state=state, since=datetime(2026, 9, 3, 12, tzinfo=UTC))

    assert words in rendered(tile)


def test_a_broken_metric_keeps_its_last_value() -> None:
    page = rendered(Tile(name="Revenue", unit="EUR", value=420, state="broken", history=[400, 420, None]))

    assert "€420.00" in page
    assert "tile--broken" in page


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="none of ok, too_few"):
        Tile(name="Revenue", state="fine")


def test_no_data_is_never_shown_as_nought() -> None:
    for state in STATES:
        assert "tile__value" not in rendered(Tile(name="Revenue", state=state))


def test_a_change_that_may_be_chance_is_neither_better_nor_worse() -> None:
    tile = Tile(name="NPS", value=40, low=30, high=50, change=4, change_low=-3, change_high=11, better="up")

    assert (tile.verdict, tile.change_word) == ("", "no clear change")


@pytest.mark.parametrize(
    ("better", "change", "verdict"),
    [("up", 5, "better"), ("down", 5, "worse"), ("down", -5, "better"), ("none", 5, "")],
)
def test_a_clear_change_is_judged_by_the_direction_of_the_metric(better: str, change: float, verdict: str) -> None:
    tile = Tile(name="x", value=1, change=change, change_low=change - 1, change_high=change + 1, better=better)

    assert tile.verdict == verdict


def test_a_counted_change_is_a_fact_without_an_interval() -> None:
    assert Tile(name="Revenue", value=10, change=2, better="up").verdict == "better"


def test_a_measured_value_with_a_bare_change_claims_nothing() -> None:
    assert Tile(name="NPS", value=10, low=5, high=15, change=2, better="up").verdict == ""


def test_the_change_is_a_word_for_those_who_do_not_see_the_colour() -> None:
    tile = Tile(name="x", value=1, change=-5, change_low=-6, change_high=-4, better="up")

    assert "(worse)" in rendered(tile)


def test_what_a_figure_rests_on_is_named() -> None:
    assert Tile(name="x", n=1445, n_name="orders").n_text == "1,445 orders"
    assert Tile(name="x", n=1, n_name="orders").n_text == "1 order"
    assert Tile(name="x", n=7).n_text == "n = 7"


def test_the_line_tells_readers_its_course_and_its_gaps() -> None:
    tile = Tile(name="NPS", unit="points", value=42, history=[31, None, 28, 42], target=50)

    page = rendered(tile)

    assert "NPS over 4 periods: from 31 to 42, lowest 28, highest 42, target 50; 1 without data" in page


def test_a_name_with_markup_is_text() -> None:
    assert "<script>" not in rendered(Tile(name="<script>alert(1)</script>", value=1))
