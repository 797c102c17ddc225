"""Movement between segments: flows by date, the smallest segment first, and the people of each flow."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import create_segment, update_segment
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop
from rapport.kernel.errors import Missing

TWO = {"moments": "2"}


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "segment_flows")


@pytest.fixture
def segments(shop: Shop, edi: Member) -> dict[str, int]:
    """Ten friends of whom six become regulars, two leave for nothing; two guests come from nowhere."""
    ids = [shop.people[who] for who in newcomers(shop, 14)]
    shop.order("last", "2026-03-20", 10, who="c0")
    made = {}
    with time_machine.travel("2025-01-01 12:00+00:00", tick=False):
        made["Friends"] = create_segment(edi, name="Friends", party_ids=ids[:10], hue="coral").pk
        made["Regulars"] = create_segment(edi, name="Regulars", party_ids=[]).pk
    with time_machine.travel("2026-01-01 12:00+00:00", tick=False):
        update_segment(edi, made["Friends"], party_ids=ids[:2])
        update_segment(edi, made["Regulars"], party_ids=[*ids[2:8], *ids[12:]])
    return made


def moves(found: dict[str, object]) -> dict[tuple[str | None, str | None], int]:
    return {(row["source"], row["target"]): row["n"] for row in found["moves"]}  # type: ignore[attr-defined]


def test_moves_between_segments_are_counted(segments: dict[str, int], asked: Asked) -> None:
    friends, regulars = str(segments["Friends"]), str(segments["Regulars"])

    found = asked.payload(**TWO)

    assert moves(found) == {
        (friends, friends): 2,
        (friends, regulars): 6,
        (friends, None): 2,
        (None, regulars): 2,
    }


def test_the_people_of_a_move_are_those_counted(segments: dict[str, int], shop: Shop, asked: Asked) -> None:
    found = asked.payload(**TWO)

    for (source, target), n in moves(found).items():
        assert len(asked.people(f"0:{source or 'none'}>{target or 'none'}", **TWO)) == n
    went = f"0:{segments['Friends']}>{segments['Regulars']}"
    assert asked.people(went, **TWO) == [shop.people[f"c{place}"] for place in range(2, 8)]


def test_more_dates_make_more_steps(segments: dict[str, int], asked: Asked) -> None:
    found = asked.payload(moments="4")

    assert len(found["dates"]) == 4
    assert [sum(size) for size in found["sizes"]] == [10, 10, 10, 10]


def test_who_is_in_several_counts_in_the_smaller(
    segments: dict[str, int], shop: Shop, edi: Member, asked: Asked
) -> None:
    with time_machine.travel("2025-01-02 12:00+00:00", tick=False):
        create_segment(edi, name="Everybody", party_ids=[shop.people[f"c{place}"] for place in range(14)])

    found = asked.payload(**TWO)

    assert found["segments"][-1] not in segments.values()
    assert sum(found["sizes"][0]) == 14
    assert found["sizes"][0][-1] == 4


def test_the_page_draws_and_names_the_flows(segments: dict[str, int], asked: Asked) -> None:
    text = asked.page(**TWO)

    assert "<strong>10</strong> moves between them were made" in text
    assert "<bdi>Friends</bdi>" in text
    assert "6 of 10" in text


def test_a_segment_younger_than_the_period_is_told(segments: dict[str, int], edi: Member, asked: Asked) -> None:
    with time_machine.travel("2026-02-01 12:00+00:00", tick=False):
        update_segment(edi, segments["Friends"], name="Old friends")

    text = asked.page(**TWO)

    assert "Known since: <bdi>Regulars</bdi> Jan 1, 2026" in text
    assert "<bdi>Old friends</bdi> Jan" not in text


def test_the_file_holds_moves_and_members(segments: dict[str, int], asked: Asked) -> None:
    lines = asked.file(**TWO)

    assert any("Friends,Regulars,6,10" in line for line in lines)
    assert any(line.startswith("Friends,10,2") for line in lines)


def test_segments_made_after_the_period_have_nobody_to_move(shop: Shop, edi: Member, asked: Asked) -> None:
    create_segment(edi, name="New", party_ids=[shop.people["rosa"]])

    assert "Nobody can have moved" in asked.page(period="last-year", **TWO)


def test_an_unknown_move_is_no_group(segments: dict[str, int], asked: Asked) -> None:
    asked.payload(**TWO)

    for key in ("0:none>none", "7:1>2", "nonsense", f"0:{segments['Friends']}>999"):
        with pytest.raises(Missing):
            asked.people(key, **TWO)
