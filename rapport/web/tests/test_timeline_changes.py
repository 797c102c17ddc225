"""The log on a timeline: also what was done to many records at once, and to those that were merged."""

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Mention
from rapport.apps.customers import operations as customers
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import PartyFacts, record_parties
from rapport.apps.customers.operations.bulk import Doing, take_back
from rapport.apps.customers.operations.bulk_jobs import do_now
from rapport.apps.customers.operations.erasing import carry_out
from rapport.apps.customers.queries import PartyFilter
from rapport.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(edi: Member) -> Party:
    return customers.create_party(edi, name="Ana Prado", city="Lugo")


def changes(member: Member, whom: Party) -> str:
    client = Client()
    client.force_login(member.user)
    return client.get(f"/w/glow/customers/{whom.pk}/timeline?kind=changes").content.decode()


def test_an_import_is_told_by_its_name_and_whether_it_made_the_record(edi: Member) -> None:
    file = Actor(edi.workspace_id, "import", 7, "Edi, people.csv")
    made = record_parties(edi, [PartyFacts(name="Ben", email="ben@mail.example")], actor=file).ids[0]
    ben = Party.objects.of(edi).get(pk=made)
    record_parties(edi, [PartyFacts(name="Ben", email="ben@mail.example", city="Graz")], actor=file)
    record_parties(edi, [PartyFacts(name="Ben", email="ben@mail.example", city="Graz")], actor=file)

    page = changes(edi, ben)

    assert page.count("Added this record by an import") == 1
    assert page.count("Changed this record by an import") == 1
    assert page.count("Edi, people.csv") == 2


def test_a_change_of_many_and_its_undo_are_told(edi: Member, ana: Party) -> None:
    token, _count = do_now(edi, PartyFilter(ids=(ana.pk,)), Doing("edit", field="city", value="Vigo"))
    list(take_back(edi, token))

    page = changes(edi, ana)

    assert "Changed this record together with others" in page
    assert "City: Vigo" in page
    assert "Undid a change of many records" in page


def test_tags_are_told_when_they_are_put_on_and_taken_off(edi: Member, ana: Party) -> None:
    customers.tag_parties(edi, [ana.pk], "silver foil")
    customers.untag_parties(edi, [ana.pk], "silver foil")
    do_now(edi, PartyFilter(ids=(ana.pk,)), Doing("tag", value="in bulk"))

    page = changes(edi, ana)

    assert page.count("Put a tag on") == 2
    assert page.count("Took a tag off") == 1
    assert "in bulk" in page


def test_a_merged_record_brings_its_past_along(edi: Member, ana: Party) -> None:
    twin = customers.create_party(edi, name="Anna Prado", city="Vigo")
    customers.update_party(edi, twin.pk, city="Porto")
    customers.merge_parties(edi, ana.pk, [twin.pk])

    page = changes(edi, ana)

    assert "Merged other records into this one" in page
    assert "Anna Prado" in page
    assert "City (was Vigo)" in page
    client = Client()
    client.force_login(edi.user)
    moved = client.get(f"/w/glow/customers/{twin.pk}/timeline")
    assert moved["Location"] == f"/w/glow/customers/{ana.pk}/timeline"


def test_a_fixed_list_is_told_once_by_the_segment_itself(edi: Member, ana: Party) -> None:
    segment = customers.create_segment(edi, name="Regulars", rule=None, party_ids=[])
    do_now(edi, PartyFilter(ids=(ana.pk,)), Doing("join", value=str(segment.pk)))

    assert "Regulars" not in changes(edi, ana)
    assert Mention.objects.of(edi).filter(subject_id=ana.pk).exists()


def test_nothing_is_named_where_nothing_changed(edi: Member, ana: Party) -> None:
    customers.untag_parties(edi, [ana.pk], "never had")

    assert not Mention.objects.of(edi).filter(subject_id=ana.pk).exists()


def test_of_an_erased_person_nothing_of_many_is_told(mara: Member, ana: Party) -> None:
    do_now(mara, PartyFilter(ids=(ana.pk,)), Doing("edit", field="city", value="Vigo"))
    customers.update_party(mara, ana.pk, city="Porto")
    request = customers.ask_for_erasure(mara, ana.pk, typed="Ana Prado")
    carry_out(mara.actor, request, tell=lambda *told: None)

    page = changes(mara, ana)

    assert "Vigo" not in page
    assert "together with others" not in page
    assert "Changed this record" in page
