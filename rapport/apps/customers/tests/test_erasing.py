"""Erasing a person: what goes, what stays, who else is touched."""

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Party, PartyNote, PrivacyRequest
from rapport.apps.customers.operations import (
    add_contact_point,
    ask_for_erasure,
    create_party,
    merge_parties,
    remove_note,
    restore_note,
    unmerge,
    update_party,
    write_note,
)
from rapport.apps.customers.operations.erasing import carry_out
from rapport.apps.customers.queries.persons import erased_among
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused


def quiet(*_said: object) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
def ana(mara: Member) -> Party:
    made = create_party(mara, name="Ana Ruiz", email="ana@x.example", phone="+34600000001", city="Lugo")
    return Party.objects.of(mara).get(pk=made.pk)


def erased(member: Member, party: Party) -> PrivacyRequest:
    """The person, erased here and now."""
    request = ask_for_erasure(member, party.pk, typed=Party.objects.of(member).get(pk=party.pk).name)
    return carry_out(member.actor, request, tell=quiet)


def test_only_who_deals_with_data_protection_may_erase(ana: Party, edi: Member) -> None:
    with pytest.raises(NotPermitted):
        ask_for_erasure(edi, ana.pk, typed="Ana Ruiz")


def test_the_name_must_be_typed(ana: Party, mara: Member) -> None:
    with pytest.raises(Refused) as refused:
        ask_for_erasure(mara, ana.pk, typed="Ana")

    assert refused.value.place == "typed"
    assert not PrivacyRequest.objects.of(mara).exists()


def test_an_empty_shell_stays(ana: Party, mara: Member) -> None:
    request = erased(mara, ana)

    shell = Party.objects.of(mara).get(pk=ana.pk)
    assert (shell.name, shell.email, shell.phone_normal, shell.city, shell.search_text) == (
        "Erased person",
        "",
        "",
        "",
        "",
    )
    assert shell.erased_at is not None
    assert shell.archived_at is not None
    assert request.state == "done"
    assert request.finished_at is not None
    assert erased_among(mara, ["ana@x.example", "+34600000001", "leo@x.example"]) == {"ana@x.example", "+34600000001"}


def test_the_log_forgets_names_and_values(ana: Party, mara: Member) -> None:
    update_party(mara, ana.pk, email="ana.new@x.example")
    place = remove_note(mara, write_note(mara, ana.pk, "Her sister is Eva.").pk)

    erased(mara, ana)

    told = [f"{one.subject_label} {one.details}" for one in Activity.objects.of(mara)]
    assert not [words for words in told if "Ana" in words or "ana@" in words or "sister" in words]
    with pytest.raises(Missing):
        restore_note(mara, ana.pk, place)


def test_a_merge_of_an_erased_person_stays(ana: Party, mara: Member) -> None:
    twin = create_party(mara, name="Anna Ruiz", email="anna@y.example")
    merge = merge_parties(mara, ana.pk, [twin.pk])

    erased(mara, ana)

    merge.refresh_from_db()
    assert merge.undo == {}
    with pytest.raises(Conflict, match="erased"):
        unmerge(mara, merge.pk)
    assert erased_among(mara, ["anna@y.example"])


def test_a_namesake_keeps_what_is_theirs(ana: Party, mara: Member) -> None:
    other = create_party(mara, name="Ana Ruiz", email="other@x.example")
    write_note(mara, other.pk, "Ana Ruiz likes green.")
    add_contact_point(mara, other.pk, kind="phone", value="+34600000009")

    erased(mara, ana)

    kept = Party.objects.of(mara).get(pk=other.pk)
    assert (kept.name, kept.email) == ("Ana Ruiz", "other@x.example")
    assert PartyNote.objects.of(mara).get().text == "Ana Ruiz likes green."
    assert Activity.objects.of(mara).filter(subject_id=str(other.pk), subject_label="Ana Ruiz").count() == 3


def test_the_shell_is_not_edited(ana: Party, mara: Member) -> None:
    erased(mara, ana)

    with pytest.raises(Missing):
        update_party(mara, ana.pk, name="Ana Ruiz")
    with pytest.raises(Conflict):
        ask_for_erasure(mara, ana.pk, typed="Erased person")
