"""Recording people and companies, one at a time and many at once."""

from datetime import date

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Party, PartyTag, Region
from rapport.apps.customers.operations import (
    PartyFacts,
    archive_party,
    create_party,
    delete_party,
    party_errors,
    record_parties,
    record_regions,
    restore_party,
    tag_parties,
    untag_parties,
    update_party,
)
from rapport.apps.customers.operations.contact import normal_phone
from rapport.apps.customers.operations.regions import country_code
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused
from rapport.kernel.models import Tombstone

LEA = PartyFacts(
    name="Léa Núñez", external_id="7", email="Lea@Example.com", phone="+34 600 111 222", tags=["vip"], place="row 2"
)
OTIS = PartyFacts(name="Otis GmbH", kind="company", external_id="8", industry="Retail", place="row 3")


def last_activity(member: Member) -> Activity:
    return Activity.objects.of(member).latest("sequence")


def test_recorded_parties_are_matched_by_number_then_by_address(edi: Member) -> None:
    first = record_parties(edi, [LEA, OTIS])

    second = record_parties(
        edi, [PartyFacts(name="Léa N.", email="LEA@example.com"), PartyFacts(external_id="8", city="Graz")]
    )

    assert (first.created, second.created, second.updated) == (2, 0, 2)
    assert second.ids == first.ids
    assert Party.objects.of(edi).get(pk=first.ids[0]).name == "Léa N."
    assert Party.objects.of(edi).get(pk=first.ids[1]).city == "Graz"


def test_the_same_parties_twice_change_nothing(edi: Member) -> None:
    record_parties(edi, [LEA, OTIS])
    before = list(Party.objects.of(edi).order_by("pk").values())
    position = last_activity(edi).sequence

    again = record_parties(edi, [LEA, OTIS])

    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert list(Party.objects.of(edi).order_by("pk").values()) == before
    assert last_activity(edi).sequence == position


def test_two_rows_about_the_same_person_in_one_batch_are_one_record(edi: Member) -> None:
    done = record_parties(
        edi,
        [
            PartyFacts(name="Lea", email="lea@example.com"),
            PartyFacts(name="Lea N.", email="LEA@EXAMPLE.COM", city="Lugo"),
        ],
    )

    party = Party.objects.of(edi).get()
    assert done.ids == [party.pk, party.pk]
    assert (party.name, party.city) == ("Lea N.", "Lugo")


def test_one_address_under_two_numbers_is_two_records(edi: Member) -> None:
    done = record_parties(
        edi,
        [
            PartyFacts(name="A", external_id="1", email="x@example.com"),
            PartyFacts(name="B", external_id="2", email="x@example.com"),
        ],
    )

    assert len(set(done.ids)) == 2


def test_a_phone_matches_in_any_punctuation_when_nothing_better_is_known(edi: Member) -> None:
    spain = record_regions(edi, ["Spain"])["Spain"]
    first = record_parties(edi, [PartyFacts(name="Ana", phone="600 111 222", region_id=spain)])

    second = record_parties(edi, [PartyFacts(name="Ana B.", phone="+34 (600) 11-12-22")])

    assert second.ids == first.ids


def test_a_bad_row_names_its_place_and_nothing_is_recorded(edi: Member) -> None:
    with pytest.raises(Refused) as refused:
        record_parties(edi, [LEA, PartyFacts(name="Bad", email="not an address", place="row 9")])

    assert refused.value.place == "row 9 › email"
    assert not Party.objects.of(edi).exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (PartyFacts(name="  "), "name"),
        (PartyFacts(name="x" * 201), "name"),
        (PartyFacts(name="a\x00b"), "name"),
        (PartyFacts(name="\ud800"), "name"),
        (PartyFacts(kind="robot"), "kind"),
        (PartyFacts(email="a@b@c"), "email"),
        (PartyFacts(phone="call me"), "phone"),
        (PartyFacts(birth_date=date(2999, 1, 1)), "birth_date"),
        (PartyFacts(tags=[" "]), "tags"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(facts: PartyFacts, field: str) -> None:
    assert [name for name, _message in party_errors(facts)] == [field]


def test_markup_and_directions_in_a_name_are_stored_as_they_are(edi: Member) -> None:
    name = '<script>alert("x")</script> \u202eabc 👩‍👩‍👧'

    party = create_party(edi, name=name)

    assert Party.objects.of(edi).get(pk=party.pk).name == name


def test_a_number_that_is_taken_is_refused(edi: Member) -> None:
    create_party(edi, name="A", external_id="1")

    with pytest.raises(Conflict) as refused:
        create_party(edi, name="B", external_id="1")

    assert refused.value.place == "external_id"


def test_an_update_keeps_what_it_does_not_name_and_empties_what_it_names_empty(edi: Member) -> None:
    party = create_party(edi, name="Lea", city="Lugo", email="lea@example.com", birth_date=date(1990, 1, 1))

    update_party(edi, party.pk, email="", birth_date=None)

    party.refresh_from_db()
    assert (party.city, party.email, party.email_normal, party.birth_date) == ("Lugo", "", "", None)
    assert "lea@example.com" not in party.search_text


def test_an_update_that_changes_nothing_leaves_no_record(edi: Member) -> None:
    party = create_party(edi, name="Lea", city="Lugo")
    before = last_activity(edi).sequence

    update_party(edi, party.pk, city="Lugo")

    assert last_activity(edi).sequence == before


def test_every_write_carries_the_place_of_its_record_in_the_log(edi: Member) -> None:
    done = record_parties(edi, [LEA])

    record = last_activity(edi)
    assert record.verb == "parties.imported"
    assert record.topics == ["parties"]
    assert Party.objects.of(edi).get(pk=done.ids[0]).change == record.sequence


def test_tags_are_put_on_and_taken_off_many_at_once(edi: Member) -> None:
    ids = record_parties(edi, [LEA, OTIS]).ids

    assert tag_parties(edi, ids, " vip ") == 1
    assert untag_parties(edi, ids, "vip") == 2
    assert not PartyTag.objects.of(edi).exists()


def test_archived_parties_can_be_restored(edi: Member) -> None:
    party = create_party(edi, name="Lea")

    archive_party(edi, party.pk)
    assert Party.objects.of(edi).get().archived_at is not None
    restore_party(edi, party.pk)

    assert Party.objects.of(edi).get().archived_at is None


def test_a_deleted_party_leaves_a_tombstone(edi: Member) -> None:
    party = create_party(edi, name="Lea")

    delete_party(edi, party.pk)

    assert not Party.objects.of(edi).exists()
    assert list(Tombstone.objects.of(edi).values_list("model_label", "row_id")) == [("customers.Party", party.pk)]


def test_viewers_change_nothing(edi: Member, vic: Member) -> None:
    party = create_party(edi, name="Lea")

    for attempt in (
        lambda: create_party(vic, name="X"),
        lambda: update_party(vic, party.pk, name="X"),
        lambda: archive_party(vic, party.pk),
        lambda: delete_party(vic, party.pk),
        lambda: record_parties(vic, [LEA]),
        lambda: tag_parties(vic, [party.pk], "x"),
        lambda: untag_parties(vic, [party.pk], "x"),
        lambda: record_regions(vic, ["X"]),
    ):
        with pytest.raises(NotPermitted):
            attempt()

    assert list(Party.objects.of(edi).values_list("name", flat=True)) == ["Lea"]


def test_another_workspace_is_out_of_reach(edi: Member, otto: Member) -> None:
    party = create_party(edi, name="Lea")
    spain = record_regions(edi, ["Spain"])["Spain"]

    with pytest.raises(Missing):
        update_party(otto, party.pk, name="Stolen")
    with pytest.raises(Refused, match="no such region"):
        create_party(otto, name="X", region_id=spain)
    with pytest.raises(Refused, match="no such company"):
        create_party(otto, name="X", company_id=party.pk)

    assert tag_parties(otto, [party.pk], "mine") == 0
    party.refresh_from_db()
    assert party.name == "Lea"


def test_regions_are_made_once_with_their_country(edi: Member) -> None:
    first = record_regions(edi, ["United Kingdom", "EIRE", "Atlantis"])

    assert record_regions(edi, ["EIRE"]) == {"EIRE": first["EIRE"]}
    assert dict(Region.objects.of(edi).values_list("name", "country")) == {
        "United Kingdom": "GB",
        "EIRE": "IE",
        "Atlantis": "",
    }


@pytest.mark.parametrize(
    ("name", "code"), [("spain", "ES"), ("USA", "US"), ("Côte d’Ivoire", "CI"), ("de", "DE"), ("Unspecified", "")]
)
def test_countries_are_known_by_their_usual_names(name: str, code: str) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("typed", "country", "normal"),
    [
        ("0034 600 111 222", "", "+34600111222"),
        ("600111222", "ES", "+34600111222"),
        ("600111222", "", ""),
        ("12", "ES", ""),
    ],
)
def test_phones_have_one_form(typed: str, country: str, normal: str) -> None:
    assert normal_phone(typed, country) == normal
