"""The people behind a figure are those whose rows it counts."""

from typing import Any

import pytest

from rapport import analytics
from rapport.analytics.behind import people_behind
from rapport.analytics.metrics import catalogue
from rapport.analytics.tests.engines.made_shop import made_shop
from rapport.analytics.tests.shop import JANUARY, LATER, customers, members, orders, responses

ORDERS = orders(
    (1, 1, "2026-01-05", "sale", None, 5),
    (2, 2, "2026-01-09", "sale", None, 7),
    (3, 3, "2026-02-01", "sale", None, 7),
    (4, None, "2026-01-06", "sale", "Spain", 9),
)
TABLES = {"orders": ORDERS, "customers": customers((1, "Spain"), (2, "France"), (3, "Spain"))}


def behind(tables: dict[str, Any], metric: str, *, value: str | None = None, **wishes: Any) -> list[int]:
    asked = analytics.Question(metrics=[metric], period=JANUARY, as_of=LATER, known_until=LATER, **wishes)
    with analytics.Source(tables) as source:
        return [person.customer for person in people_behind(source, asked, value=value)]


def test_who_was_seen_last_comes_first_and_nobody_of_another_period() -> None:
    assert behind(TABLES, "revenue") == [2, 1]


def test_a_region_and_a_segment_narrow_it() -> None:
    assert behind(TABLES, "revenue", regions=["Spain"]) == [1]
    assert behind({**TABLES, "memberships": members((7, 2))}, "revenue", segments=[7], everybody=False) == [2]


def test_members_are_read_when_asked() -> None:
    gone = members((7, 2), until="2026-02-15")

    then = behind({**TABLES, "memberships": gone}, "revenue", segments=[7], everybody=False, members="period_end")
    today = behind({**TABLES, "memberships": gone}, "revenue", segments=[7], everybody=False)

    assert (then, today) == ([2], [])


def test_who_answered_another_question_is_left_out() -> None:
    answers = responses((1, 1, "2026-01-05", "nps", 10), (2, 2, "2026-01-06", "csat", 4))

    assert behind({"responses": answers}, "nps") == [1]
    assert behind({"responses": answers}, "csat") == [2]


def test_a_value_of_a_breakdown_narrows_it() -> None:
    rows = [{**row, "channel": "shop" if row["id"] == 1 else None} for row in ORDERS.to_pylist()]
    tables = {"orders": type(ORDERS).from_pylist(rows)}

    assert behind(tables, "revenue", breakdown="channel", value="shop") == [1]
    assert behind(tables, "revenue", breakdown="channel", value="") == [2]
    assert behind(tables, "revenue", breakdown="channel") == [2, 1]


def test_several_cells_are_refused() -> None:
    with pytest.raises(analytics.BadQuestion, match="one cell"):
        behind(TABLES, "revenue", segments=[7])


@pytest.fixture(scope="module")
def source() -> Any:
    with analytics.Source(made_shop()) as opened:
        yield opened


ONE_OF_EACH_KIND = {(entry.fact, entry.span): entry.name for entry in catalogue}


@pytest.mark.parametrize("name", ONE_OF_EACH_KIND.values())
def test_metrics_of_every_table_and_span_lead_to_people(source: Any, name: str) -> None:
    year = analytics.Period(JANUARY.start.replace(year=2025), LATER)
    asked = analytics.Question(metrics=[name], period=year, as_of=LATER, known_until=LATER)

    assert isinstance(people_behind(source, asked), list)
