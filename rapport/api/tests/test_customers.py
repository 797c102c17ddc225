"""People and companies through the interface: made, found, changed, known already, put away, merged."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapport.api.tests.conftest import Program, erase_party
from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_field, create_party, merge_parties, tag_parties, write_traits

ANA = {"name": "Ana Ruiz", "email": "ana@mail.example", "phone": "+34 600 111 222"}


def test_a_new_customer_is_told_back_as_it_was_sent(shop: Program, mara: Member) -> None:
    sent = {**ANA, "kind": "person", "city": "Málaga", "birth_date": "1990-04-01", "tags": ["vip"], "language": "es"}

    made = shop.post("/customers", sent)

    assert made.status_code == 201
    assert {name: made.said[name] for name in sent} == sent
    assert {**shop.get(f"/customers/{made.said['id']}").said, "warnings": []} == made.said
    assert Party.objects.of(mara).get().birth_date == date(1990, 4, 1)


@pytest.mark.parametrize("known_by", [{"email": "ANA@mail.example"}, {"phone": "0034 600 111 222"}])
def test_c9_who_is_known_is_refused_with_their_id(shop: Program, known_by: dict[str, str]) -> None:
    ana = shop.post("/customers", ANA).said

    again = shop.post("/customers", {"name": "A. Ruiz", **known_by})

    assert again.status_code == 409
    assert (again.said["code"], again.said["id"], again.said["ids"]) == ("known", ana["id"], [ana["id"]])


def test_c9_on_conflict_updates_or_leaves_the_one_who_is_known(shop: Program, mara: Member) -> None:
    ana = shop.post("/customers", ANA).said
    other = {"name": "Ana María Ruiz", "email": "ana@mail.example", "city": "Lugo"}

    skipped = shop.post("/customers?on_conflict=skip", other)
    updated = shop.post("/customers?on_conflict=update", other)

    assert (skipped.status_code, skipped.said["name"]) == (200, "Ana Ruiz")
    assert (updated.status_code, updated.said["name"], updated.said["city"]) == (200, "Ana María Ruiz", "Lugo")
    assert updated.said["id"] == ana["id"]
    assert Party.objects.of(mara).count() == 1


def test_what_is_not_named_stays_and_null_empties(shop: Program) -> None:
    ana = shop.post("/customers", {**ANA, "city": "Lugo", "birth_date": "1990-04-01"}).said

    changed = shop.patch(f"/customers/{ana['id']}", {"city": None, "birth_date": None, "job_title": "Buyer"})

    assert changed.status_code == 200
    told = {name: changed.said[name] for name in ("city", "birth_date", "job_title", "email")}
    assert told == {"city": "", "birth_date": None, "job_title": "Buyer", "email": "ana@mail.example"}


def test_a_version_that_moved_on_is_refused(shop: Program) -> None:
    ana = shop.post("/customers", ANA).said
    shop.patch(f"/customers/{ana['id']}", {"city": "Lugo"})

    late = shop.patch(f"/customers/{ana['id']}", {"city": "Vigo", "version": ana["version"]})

    assert (late.status_code, late.said["code"]) == (409, "changed")


def test_c12_the_id_of_a_merged_record_leads_to_the_one_it_became(shop: Program, mara: Member) -> None:
    kept, gone = (create_party(mara, kind="person", name=name) for name in ("Ana", "Anna"))
    merge_parties(mara, kept.pk, [gone.pk])

    answer = shop.get(f"/customers/{gone.pk}/notes")

    assert (answer.status_code, answer.said["code"], answer.said["id"]) == (308, "moved", kept.pk)
    assert answer["Location"] == f"/api/v1/customers/{kept.pk}/notes"
    assert shop.patch(f"/customers/{gone.pk}", {"city": "Lugo"}).status_code == 308


def test_a_record_is_put_away_and_brought_back(shop: Program) -> None:
    ana = shop.post("/customers", ANA).said

    away = shop.post(f"/customers/{ana['id']}/archival")

    assert away.said["archived_at"]
    assert shop.get("/customers").said["items"] == []
    assert [one["id"] for one in shop.get("/customers?archived=true").said["items"]] == [ana["id"]]
    assert shop.delete(f"/customers/{ana['id']}/archival").said["archived_at"] is None


def test_pages_follow_each_other_without_gaps(shop: Program, mara: Member) -> None:
    for number in range(7):
        create_party(mara, kind="person", name=f"Person {number}")
    names: list[str] = []
    cursor = ""

    while cursor is not None:
        page = shop.get(f"/customers?limit=3&sort=-name&cursor={quote(cursor)}").said
        names += [one["name"] for one in page["items"]]
        cursor = page["next"]

    assert names == [f"Person {number}" for number in reversed(range(7))]


def test_a_cursor_belongs_to_its_list(shop: Program, mara: Member) -> None:
    for number in range(3):
        create_party(mara, kind="person", name=f"Person {number}")
    cursor = shop.get("/customers?limit=2").said["next"]

    for query in (
        f"sort=-name&cursor={cursor}",
        f"q=person&cursor={cursor}",
        "cursor=eyJ4IjogMX0",
        f"cursor=x{cursor}",
    ):
        answer = shop.get(f"/customers?{query}")

        assert (answer.status_code, answer.said["place"]) == (422, "cursor")


def test_c26_a_rule_means_whom_it_means_in_a_segment(shop: Program, mara: Member) -> None:
    for name, city in (("Ana", "Lugo"), ("Ben", "Vigo"), ("Cleo", "Lugo")):
        create_party(mara, kind="person", name=name, city=city)
    rule = {"all": [{"condition": "city", "operator": "is", "value": "lugo"}, {"not": _named("Cleo")}]}

    answer = shop.get(f"/customers?rule={quote(json.dumps(rule))}")

    assert [one["name"] for one in answer.said["items"]] == ["Ana"]
    assert shop.get(f"/customers/count?rule={quote(json.dumps(rule))}").said == {"number": 1}


def test_a_wrong_rule_is_refused_at_its_place(shop: Program) -> None:
    rule = {"all": [_named("Ana"), {"condition": "city", "operator": "sounds_like", "value": "x"}]}

    answer = shop.get(f"/customers?rule={quote(json.dumps(rule))}")

    assert (answer.status_code, answer.said["place"]) == (422, "all › 2 › operator")


@pytest.mark.parametrize(
    ("query", "place"),
    [("sort=colour", "sort"), ("limit=0", "limit"), ("limit=201", "limit"), ("serach=ana", "serach"), ("q=a&q=b", "q")],
)
def test_what_cannot_be_asked_for_is_refused(shop: Program, query: str, place: str) -> None:
    answer = shop.get(f"/customers?{query}")

    assert (answer.status_code, answer.said["place"]) == (422, place)


def test_own_fields_have_the_type_of_their_definition(shop: Program, mara: Member) -> None:
    for kind, options in (
        ("amount", {}),
        ("date", {}),
        ("yes_no", {}),
        ("number", {}),
        ("choices", {"choices": ["A", "B"]}),
    ):
        create_field(mara, title=kind.title(), kind=kind, **options)
    keys = {one["kind"]: one["key"] for one in shop.get("/fields").said["items"]}
    values = {
        keys["amount"]: {"amount": "12.30", "currency": "EUR"},
        keys["date"]: "2026-03-31",
        keys["yes_no"]: True,
        keys["number"]: 2.5,
        keys["choices"]: ["A", "B"],
    }

    made = shop.post("/customers", {"name": "Ana", "attributes": values})

    assert made.said["attributes"] == values
    for key, wrong in (
        (keys["number"], "2.5"),
        (keys["yes_no"], 1),
        (keys["amount"], 12.3),
        (keys["date"], "31.3.2026x"),
    ):
        answer = shop.patch(f"/customers/{made.said['id']}", {"attributes": {key: wrong}})
        assert answer.status_code == 422
        assert key in answer.said["place"]
    dollars = {keys["amount"]: {"amount": "1.00", "currency": "USD"}}
    assert shop.post("/customers", {"name": "Bo", "attributes": dollars}).said["code"] == "currency"
    assert shop.post("/customers", {"name": "Bo", "attributes": {"nothing": 1}}).said["code"] == "field"


def test_a_list_costs_the_same_number_of_queries_however_long(shop: Program, mara: Member) -> None:
    for number in range(3):
        tag_parties(mara, [create_party(mara, kind="person", name=f"P {number}").pk], f"tag {number}")
    few = _queries(lambda: shop.get("/customers"))
    for number in range(30):
        tag_parties(mara, [create_party(mara, kind="person", name=f"Q {number}").pk], f"tag {number}")

    many = _queries(lambda: shop.get("/customers"))

    assert few == many <= 12


def test_who_was_erased_and_comes_back_is_taken_in_with_a_warning(shop: Program, mara: Member) -> None:
    erase_party(mara, name="Ana", email="ana@mail.example", phone="+34 600 111 222")

    made = shop.post("/customers", {"name": "Ana", "email": "ANA@mail.example"})
    other = shop.post("/customers", {"name": "Ben", "email": "ben@mail.example"})
    again = shop.post(
        "/customers?on_conflict=update", {"name": "Ben", "email": "ben@mail.example", "phone": "+34600111222"}
    )

    told = [
        (one.status_code, [(note["code"], note["place"]) for note in one.said["warnings"]])
        for one in (made, other, again)
    ]
    assert told == [(201, [("erased", "email")]), (201, []), (200, [("erased", "phone")])]
    assert "erased here" in made.said["warnings"][0]["message"]


def test_what_was_worked_out_is_told_with_its_moment(shop: Program, mara: Member) -> None:
    ana, ben = (create_party(mara, name=name) for name in ("Ana", "Ben"))
    period = (datetime(2025, 6, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC))
    write_traits(mara.workspace, "value_tier", {ana.pk: "top"}, period=period)

    listed = shop.get("/customers?sort=-value_tier").said["items"]
    alone = shop.get(f"/customers/{ana.pk}").said

    assert [one["traits"]["value_tier"]["value"] for one in listed] == ["top", None]
    assert alone["traits"] == listed[0]["traits"]
    assert listed[0]["traits"]["value_tier"]["since"]
    assert listed[1]["id"] == ben.pk
    assert listed[1]["traits"]["value_tier"]["worked_out_at"]
    assert listed[1]["traits"]["rfm_group"] == {"value": None, "since": None, "worked_out_at": None}


def _queries(ask: Callable[[], Any]) -> int:
    ask()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert ask().status_code == 200
    return len(captured)


def _named(name: str) -> dict[str, str]:
    return {"condition": "name", "operator": "is", "value": name}
