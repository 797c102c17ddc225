"""Live boxes: what each says of data, of too few, of none; never a nought for what nobody knows (B17, B18)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.operations import create_canvas
from rapport.apps.canvas.operations.relationship import choose_type
from rapport.apps.canvas.queries.live import live_boxes
from rapport.apps.canvas.queries.voices import Share, places_of
from rapport.apps.canvas.queries.words import frequent_words
from rapport.apps.customers.operations import PartyFacts, create_segment, record_parties
from rapport.apps.feedback.models import Response
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.insights.lake.reading import close_all
from rapport.apps.insights.models import LakeTable
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.clock import now
from rapport.kernel.errors import NotPermitted
from tests.cast import make_member

BOXES = ["feedback_needs", "feedback_pains", "journey", "relationships", "touchpoints"]


@pytest.fixture(autouse=True)
def lake(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.LAKE_FOLDER = tmp_path / "lake"
    yield
    close_all()


@pytest.fixture
def people(edi: Member) -> list[int]:
    facts = [PartyFacts(name=f"P{number}", external_id=f"P{number}") for number in range(8)]
    return record_parties(edi, facts).ids


@pytest.fixture
def circle(edi: Member, people: list[int]) -> Canvas:
    """A canvas about six of eight people."""
    segment = create_segment(edi, name="Circle", rule=None, party_ids=people[:6])
    return create_canvas(edi, segment_id=segment.pk)


def sold(member: Member, who: int | None, *, days_ago: int, channel: str = "web shop") -> None:
    at = now() - timedelta(days=days_ago)
    number = f"{who}-{days_ago}-{channel}"
    line = LineFacts("A", Decimal(1), Decimal(10))
    record_orders(member, [OrderFacts(number, at, [line], who, None, "EUR", channel)])


def said(
    member: Member, who: int | None, score: int | None, text: str = "", *, kind: str = "csat", at_place: str = ""
) -> None:
    at = now() - timedelta(days=3)
    record_responses(
        member,
        [ResponseFacts(kind, at, None if score is None else Decimal(score), text, who, touchpoint=at_place)],
    )


def shown(client: Client, member: Member, canvas: Canvas, box: str) -> str:
    client.force_login(member.user)
    answer = client.get(f"/w/glow/canvases/{canvas.pk}/live/{box}", headers={"hx-request": "true"})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_every_box_has_its_template_and_answers_in_an_empty_workspace(
    client: Client, edi: Member, board: Canvas
) -> None:
    for name in BOXES:
        assert name in live_boxes
        page = shown(client, edi, board, name)
        assert page.startswith(f'<div id="live-{name}"')
        assert ">0<" not in page


def test_without_any_answer_there_is_no_data_source(client: Client, edi: Member, circle: Canvas) -> None:
    for box in ("feedback_needs", "feedback_pains"):
        assert "No data source: no survey answer is recorded yet." in shown(client, edi, circle, box)
    assert "No data source" in shown(client, edi, circle, "touchpoints")
    assert "No data source: no order is recorded yet." in shown(client, edi, circle, "journey")


def test_answers_of_others_only_is_silence_and_no_missing_source(
    client: Client, edi: Member, people: list[int], circle: Canvas
) -> None:
    said(edi, people[7], 1, "Somebody else speaks")

    page = shown(client, edi, circle, "feedback_needs")

    assert "No such answer of this group" in page
    assert "Somebody else" not in page


def test_few_answers_are_quoted_but_their_words_not_counted(
    client: Client, edi: Member, people: list[int], circle: Canvas
) -> None:
    for who in people[:4]:
        said(edi, who, 4, "Delivery was quick")

    page = shown(client, edi, circle, "feedback_needs")

    assert "Too few answers with words to count them (n = 4)." in page
    assert "Delivery was quick" in page
    assert "4 answers with words" in page


def test_words_are_counted_by_answers(client: Client, edi: Member, people: list[int], circle: Canvas) -> None:
    for who in people[:5]:
        said(edi, who, 4, "Delivery, delivery and again delivery")

    assert '<bdi>delivery</bdi> <span class="quiet number">5</span>' in shown(client, edi, circle, "feedback_needs")


def test_what_is_said_often_in_one_answer_is_no_theme() -> None:
    assert frequent_words(["late late late late", "Very kind"]) == []
    assert frequent_words(["Too slow, too dear", "The slow parcel"]) == [("slow", 2)]


def test_low_scores_have_a_share_with_interval_and_n(
    client: Client, edi: Member, people: list[int], circle: Canvas
) -> None:
    for who, score in zip(people[:6], (1, 2, 5, 5, 4, 3), strict=True):
        said(edi, who, score, "Parcel came late" if score < 3 else "", at_place="Delivery")

    page = shown(client, edi, circle, "feedback_pains")

    assert "2 of 6 scores" in page
    assert "(10% to 70%)" in page
    assert "n = 6" in page
    assert "Parcel came late" in page


def test_four_scores_are_too_few_for_a_share(client: Client, edi: Member, people: list[int], circle: Canvas) -> None:
    for who in people[:4]:
        said(edi, who, 1)

    page = shown(client, edi, circle, "feedback_pains")

    assert "too few answers (n = 4)" in page
    assert "%" not in page.partition("4 of 4 scores")[0].rpartition("Low scores")[2]


def test_touchpoints_show_volume_and_satisfaction_and_no_invented_cost(
    client: Client, edi: Member, people: list[int], circle: Canvas
) -> None:
    for days in (10, 20):
        sold(edi, people[0], days_ago=days)
    for who, score in zip(people[:6], (5, 5, 5, 4, 2, 1), strict=True):
        said(edi, who, score, at_place="Web shop")
    extract(edi.workspace_id)

    page = shown(client, edi, circle, "touchpoints")

    assert "2 orders · 6 answers" in page
    assert "Satisfied: 67% (30% to 90%), n = 6" in page
    assert "no cost recorded" in page


def test_positions_follow_from_the_days_since_orders(
    client: Client, edi: Member, people: list[int], circle: Canvas
) -> None:
    for who, days in zip(people[:4], (400, 200, 30, 1), strict=True):
        sold(edi, who, days_ago=days)
    sold(edi, people[2], days_ago=300)
    extract(edi.workspace_id)

    page = shown(client, edi, circle, "journey")

    assert "No journey is drawn yet" in page
    for count, title in ((2, "Prospects"), (1, "New"), (1, "Active"), (1, "At risk"), (1, "Lost")):
        assert f'<span class="strong number">{count}</span> {title}' in page


def test_orders_not_yet_extracted_wait_and_broken_tables_say_since_when(
    client: Client, edi: Member, people: list[int], circle: Canvas
) -> None:
    sold(edi, people[0], days_ago=5)
    assert "Waiting for first data." in shown(client, edi, circle, "journey")

    extract(edi.workspace_id)
    shown(client, edi, circle, "journey")
    since = datetime(2026, 3, 2, 10, tzinfo=UTC)
    LakeTable.objects.of(edi).filter(name="orders").update(broken_since=since, problem="disk")

    page = shown(client, edi, circle, "journey")
    assert "broken since" in page
    assert '<span class="strong number">1</span> New' in page
    assert "live-steps--old" in page


def test_types_stand_with_their_state(client: Client, edi: Member, people: list[int], circle: Canvas) -> None:
    sold(edi, people[0], days_ago=5)
    extract(edi.workspace_id)
    choose_type(edi, circle.pk, "community")

    page = shown(client, edi, circle, "relationships")

    assert "Not set up" in page
    assert "Community" in page
    assert "Seen at work, not chosen" in page
    assert "Self-service" in page


def test_who_may_not_read_answers_is_told_none(edi: Member, circle: Canvas) -> None:
    guest = make_member(edi.workspace, "Gus", "guest")

    for box in ("feedback_needs", "feedback_pains"):
        assert not guest.may(live_boxes.get(box).right)
        with pytest.raises(NotPermitted):
            live_boxes.get(box).fill(guest, circle)


def test_a_place_written_in_two_ways_is_counted_together(edi: Member, people: list[int], circle: Canvas) -> None:
    for place, score in (("Shop", 5), ("Shop", 1), ("shop", 4)):
        said(edi, people[0], score, at_place=place)

    [found] = places_of(Response.objects.of(edi), {"Shop": 3, "SHOP": 2})

    assert (found.orders, found.answers, found.satisfied) == (5, 3, Share(2, 3))
