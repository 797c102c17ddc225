"""What belongs to a customer: tags, notes, relations, consents, orders, answers, merges; and segments."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from rapport.api.tests.conftest import Program
from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import DuplicateGroup, DuplicateMember, Party, Purpose, Relation
from rapport.apps.customers.operations import create_party, create_segment, update_segment
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.clock import now

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def ana(mara: Member) -> Party:
    return create_party(mara, kind="person", name="Ana", email="ana@mail.example")


@pytest.fixture
def acme(mara: Member) -> Party:
    return create_party(mara, kind="company", name="Acme")


def test_tags_are_put_on_and_taken_off(shop: Program, ana: Party) -> None:
    made = shop.post(f"/customers/{ana.pk}/tags", {"name": "vip"})
    again = shop.post(f"/customers/{ana.pk}/tags", {"name": "vip"})

    assert (made.status_code, again.status_code) == (201, 200)
    assert [one["name"] for one in shop.get("/tags").said["items"]] == ["vip"]
    assert shop.delete(f"/customers/{ana.pk}/tags?name=vip").said == {"items": []}
    assert shop.delete(f"/customers/{ana.pk}/tags?name=vip").status_code == 404


def test_notes_are_written_changed_and_removed(shop: Program, ana: Party, acme: Party) -> None:
    note = shop.post(f"/customers/{ana.pk}/notes", {"text": "Called"}).said

    changed = shop.patch(f"/customers/{ana.pk}/notes/{note['id']}", {"text": "Called twice"})

    assert changed.said == {**note, "text": "Called twice"}
    assert shop.patch(f"/customers/{acme.pk}/notes/{note['id']}", {"text": "x"}).status_code == 404
    assert shop.delete(f"/customers/{ana.pk}/notes/{note['id']}").status_code == 204
    assert shop.get(f"/customers/{ana.pk}/notes").said == {"items": []}


def test_relations_are_made_changed_ended_and_taken_back(shop: Program, ana: Party, acme: Party) -> None:
    sent = {"kind": "works_for", "other_id": acme.pk, "role": "Buyer", "since": "2025-01-01"}
    made = shop.post(f"/customers/{ana.pk}/relations", sent).said
    place = f"/customers/{ana.pk}/relations/{made['id']}"

    ended = shop.patch(place, {"until": "2026-01-31"}).said

    assert (ended["until"], ended["role"]) == ("2026-01-31", "Buyer")
    assert shop.get(f"/customers/{acme.pk}/relations").said["items"] == [ended]
    assert shop.post(f"/customers/{ana.pk}/relations", {"kind": "works_for", "other_id": ana.pk}).status_code == 422
    assert shop.delete(place).status_code == 204
    assert not Relation.objects.of(ana).exists()


def test_c21_an_answer_is_recorded_with_its_proof_and_the_newest_holds(shop: Program, ana: Party) -> None:
    Purpose.objects.create(workspace=ana.workspace, key="news", title="News", wording="May we write to you?")
    said = {"purpose": "news", "channels": ["email"], "source": "Newsletter form", "details": {"page": "/newsletter"}}

    made = shop.post(f"/customers/{ana.pk}/consents", {**said, "state": "given"})
    shop.post(f"/customers/{ana.pk}/consents", {**said, "state": "withdrawn"})

    told = shop.get(f"/customers/{ana.pk}/consents").said
    assert (made.status_code, made.said["items"][0]["wording"]) == (201, "May we write to you?")
    assert [one["state"] for one in told["items"]] == ["withdrawn", "given"]
    assert {"purpose": "news", "channel": "email", "state": "withdrawn"} in told["standing"]
    assert shop.get("/purposes").said["items"][0]["key"] == "news"


def test_orders_and_answers_are_told_page_by_page(shop: Program, ana: Party, mara: Member) -> None:
    line = LineFacts(sku="a", quantity=Decimal(1), unit_price=Decimal("12.3"), description="Soap")
    for number in range(3):
        record_orders(mara, [OrderFacts(number=str(number), at=AT, lines=[line], customer_id=ana.pk)])
    record_responses(mara, [ResponseFacts(kind="nps", at=AT, score=Decimal(9), text="Good", customer_id=ana.pk)])

    first = shop.get(f"/customers/{ana.pk}/orders?limit=2").said
    rest = shop.get(f"/customers/{ana.pk}/orders?limit=2&cursor={first['next']}").said

    assert [one["number"] for one in first["items"] + rest["items"]] == ["2", "1", "0"]
    assert first["items"][0]["net_amount"] == {"amount": "12.30", "currency": "EUR"}
    assert (first["items"][0]["at"], rest["next"]) == ("2026-03-02T10:00:00Z", None)
    answers = shop.get(f"/customers/{ana.pk}/answers").said["items"]
    assert [(one["kind"], one["score"], one["text"]) for one in answers] == [("nps", 9.0, "Good")]


def test_c12_records_are_merged_and_taken_apart(shop: Program, ana: Party, mara: Member) -> None:
    twin = create_party(mara, kind="person", name="Anna", city="Lugo")
    group = DuplicateGroup.objects.create(workspace=mara.workspace, kind="person", score=0.9, found_at=now())
    for one in (ana, twin):
        DuplicateMember.objects.create(workspace=mara.workspace, group=group, party=one)

    waiting = shop.get("/duplicates").said["items"]
    made = shop.post("/merges", {"kept": ana.pk, "merged": [twin.pk], "choices": {"name": twin.pk}})

    assert sorted(waiting[0]["customers"]) == [ana.pk, twin.pk]
    assert (made.status_code, made.said["former_ids"]) == (201, [twin.pk])
    assert shop.get(f"/customers/{ana.pk}").said["name"] == "Anna"
    assert shop.get("/merges").said["items"][0]["former_ids"] == [twin.pk]
    apart = shop.delete(f"/merges/{made.said['id']}").said
    assert (apart["kept"], apart["restored"]) == (ana.pk, [twin.pk])
    assert shop.get(f"/customers/{twin.pk}").status_code == 200


def test_c25_members_of_a_segment_today_and_on_a_past_day(shop: Program, ana: Party, mara: Member) -> None:
    today = now()
    with time_machine.travel(today - timedelta(days=5)):
        segment = create_segment(mara, name="Regulars", party_ids=[ana.pk])
    ben = create_party(mara, kind="person", name="Ben")
    update_segment(mara, segment.pk, party_ids=[ben.pk])
    place = f"/segments/{segment.pk}"
    past = (today - timedelta(days=2)).date()

    assert shop.get(place).said["size"] == 1
    assert [one["name"] for one in shop.get(f"{place}/members").said["items"]] == ["Ben"]
    assert [one["name"] for one in shop.get(f"{place}/members?on={past}").said["items"]] == ["Ana"]
    before = shop.get(f"{place}/members?on={date(2020, 1, 1)}")
    assert (before.status_code, before.said["code"]) == (422, "unknown_day")
    assert [one["name"] for one in shop.get("/segments").said["items"]] == ["Regulars"]


def test_what_ids_point_to_is_told(shop: Program, mara: Member) -> None:
    assert {one["name"] for one in shop.get("/carers").said["members"]} == {"Mara"}
    assert shop.get("/regions").said == {"items": []}
