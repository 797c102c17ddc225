"""Many customers in one request: each is recorded or refused for itself, and the same again changes nothing."""

from collections.abc import Callable

from rapport.api.tests.conftest import Program, erase_party
from rapport.apps.accounts.models import Member, Notification
from rapport.apps.accounts.queries import unread_count
from rapport.apps.accounts.queries.people import notices_of
from rapport.apps.activity.followers import follow
from rapport.apps.activity.models import Activity
from rapport.apps.conversations.followers import carers
from rapport.apps.customers.models import Party, Region
from rapport.apps.customers.operations import create_field, create_party
from rapport.kernel.clock import now
from tests.access.reach import limited
from tests.access.walk import World

MANY = [{"name": f"Person {number}", "external_id": f"c-{number}", "city": "Lugo"} for number in range(5)]


def test_many_are_made_in_one_record_of_the_log(shop: Program, mara: Member) -> None:
    answer = shop.post("/customers/bulk", {"customers": MANY})

    assert answer.status_code == 200
    assert [one["state"] for one in answer.said["items"]] == ["created"] * 5
    assert {one["id"] for one in answer.said["items"]} == set(Party.objects.of(mara).values_list("pk", flat=True))
    assert Activity.objects.of(mara).filter(verb="parties.imported").count() == 1


def test_the_same_again_changes_nothing_and_new_facts_update(shop: Program, mara: Member) -> None:
    first = shop.post("/customers/bulk", {"customers": MANY}).said

    again = shop.post("/customers/bulk", {"customers": MANY}).said
    moved = shop.post("/customers/bulk", {"customers": [{**MANY[2], "city": "Vigo"}]}).said

    assert (again["unchanged"], again["items"][3]["id"]) == (5, first["items"][3]["id"])
    assert (moved["updated"], moved["items"][0]["id"]) == (1, first["items"][2]["id"])
    assert Party.objects.of(mara).filter(city="Vigo").get().external_id == "c-2"


def test_who_is_given_customers_by_a_program_is_told_once_of_all(shop: Program, mara: Member, edi: Member) -> None:
    follow([carers])
    for portion in (MANY[:3], MANY[3:], MANY[:1]):
        rows = [{**one, "account_manager_id": edi.pk, "sales_rep_id": edi.pk} for one in portion]
        assert shop.post("/customers/bulk", {"customers": rows}).said["refused"] == 0
        follow([carers])
    shop.post("/customers/bulk", {"customers": [{**MANY[0], "city": "Vigo"}]})
    follow([carers])

    [told] = notices_of(edi)
    assert (told.deed, told.notification.text) == ("gave you customers to look after", "5 customers, by a program")

    Notification.objects.of(mara).update(read_at=now())
    shop.post("/customers/bulk", {"customers": [{"name": "Late", "account_manager_id": edi.pk}]})
    follow([carers])
    assert unread_count(edi) == 1


def test_one_that_is_wrong_does_not_keep_out_the_others(shop: Program, mara: Member) -> None:
    create_field(mara, title="Size", kind="number")
    sent = [
        {"name": "Ana"},
        {"name": "Ben", "email": "nothing"},
        {"name": "Cleo", "region_id": 987_654},
        {"name": "Dan", "company_id": 987_654},
        {"name": "Eve", "attributes": {"size": "large"}},
        {"name": "Fay", "attributes": {"colour": "red"}},
        {"city": "Lugo"},
        {"name": "Gus", "attributes": {"size": 3}},
    ]

    said = shop.post("/customers/bulk", {"customers": sent}).said

    places = [(one["state"], one.get("place", "")) for one in said["items"]]
    assert places == [
        ("created", ""),
        ("refused", "email"),
        ("refused", "region"),
        ("refused", "company"),
        ("refused", "attributes › size"),
        ("refused", "attributes › colour"),
        ("refused", "name"),
        ("created", ""),
    ]
    assert all(one["message"] for one in said["items"] if one["state"] == "refused")
    assert sorted(Party.objects.of(mara).values_list("name", flat=True)) == ["Ana", "Gus"]


def test_who_is_known_stays_as_they_are_where_that_is_asked_for(shop: Program, mara: Member) -> None:
    create_party(mara, kind="person", name="Ana", email="ana@mail.example", city="Lugo")

    body = {"customers": [{"name": "Ana", "email": "ana@mail.example", "city": "Vigo"}], "on_conflict": "skip"}
    said = shop.post("/customers/bulk", body).said

    assert said["items"][0]["state"] == "unchanged"
    assert Party.objects.of(mara).get().city == "Lugo"


def test_records_are_recognised_by_what_one_says(shop: Program, mara: Member) -> None:
    ana = create_party(mara, kind="person", name="Ana", postal_code="27001")
    body = {"customers": [{"name": "Ana", "postal_code": "27001", "city": "Lugo"}], "match_by": ["name_postal_code"]}

    said = shop.post("/customers/bulk", body).said

    assert (said["items"][0]["state"], said["items"][0]["id"]) == ("updated", ana.pk)
    wrong = shop.post("/customers/bulk", {**body, "match_by": ["shoe_size"]})
    assert (wrong.status_code, wrong.said["place"]) == (422, "match")


def test_who_was_erased_is_taken_in_with_a_warning_on_their_row(shop: Program, mara: Member) -> None:
    erase_party(mara, name="Ana", email="ana@mail.example", phone="")
    sent = [{"name": "Ana", "email": "ana@mail.example"}, {"name": "Ben"}]

    rows = shop.post("/customers/bulk", {"customers": sent}).said["items"]

    assert [[note["place"] for note in row["warnings"]] for row in rows] == [["email"], []]
    assert [row["state"] for row in rows] == ["created", "created"]


def test_null_empties_a_field_of_many_too(shop: Program, mara: Member) -> None:
    shop.post("/customers/bulk", {"customers": MANY})

    shop.post("/customers/bulk", {"customers": [{"external_id": "c-1", "city": None}]})

    assert Party.objects.of(mara).get(external_id="c-1").city == ""


def test_more_than_five_hundred_are_refused_as_a_whole(shop: Program, mara: Member) -> None:
    answer = shop.post("/customers/bulk", {"customers": [{"name": "Ana"}] * 501})

    assert (answer.status_code, answer.said["place"]) == (422, "customers")
    assert not Party.objects.of(mara).exists()


def test_another_workspaces_region_is_none(shop: Program, other: object) -> None:
    region = Region.objects.create(workspace=other, name="Coast")

    said = shop.post("/customers/bulk", {"customers": [{"name": "Ana", "region_id": region.pk}]}).said

    assert said["items"][0]["state"] == "refused"


def test_c18_a_record_out_of_reach_is_refused_and_stays(program: Callable[..., Program], mara: Member) -> None:
    create_party(mara, kind="person", name="Ana", email="ana@mail.example", city="Lugo")
    sol = limited(World(mara.workspace, {}), "Sol", "own")

    body = {"customers": [{"name": "Ana", "email": "ana@mail.example", "city": "Vigo"}, {"name": "Ben"}]}
    said = program(sol).post("/customers/bulk", body).said

    assert [one["state"] for one in said["items"]] == ["refused", "created"]
    assert Party.objects.of(mara).get(name="Ana").city == "Lugo"
    assert Party.objects.of(mara).get(name="Ben").account_manager_id == sol.pk
