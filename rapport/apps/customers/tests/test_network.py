"""What is around a record: relations, further contact, places, personal facts, terms, notes, files."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import ContactPoint, Party, PartyFile, PartyNote, Relation, Terms
from rapport.apps.customers.operations import (
    PartyFacts,
    add_contact_point,
    add_relation,
    create_field,
    create_party,
    delete_party,
    end_relation,
    keep_file,
    pin_note,
    record_parties,
    remove_contact_point,
    remove_note,
    remove_relation,
    restore_note,
    resume_relation,
    set_terms,
    update_party,
    write_note,
)
from rapport.apps.customers.queries import (
    PartyFilter,
    completeness_of,
    count_and_sample,
    known_by,
    list_parties,
    notes_of,
    others_for,
    ties_of,
)
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused
from rapport.kernel.models import Tombstone


@pytest.fixture
def ana(edi: Member) -> Party:
    return create_party(edi, name="Ana Prado", email="ana@mail.example")


@pytest.fixture
def acme(edi: Member) -> Party:
    return create_party(edi, name="Acme", kind="company")


@pytest.fixture
def basalt(edi: Member) -> Party:
    return create_party(edi, name="Basalt", kind="company")


@pytest.fixture
def browser(client: Client, edi: Member) -> Client:
    client.force_login(edi.user)
    return client


@pytest.fixture
def address(edi: Member) -> Callable[[str], str]:
    return lambda path: f"/w/{edi.workspace.slug}/{path}"


@pytest.fixture
def uploads(settings: Any, tmp_path: Path) -> Path:
    settings.UPLOAD_FOLDER = str(tmp_path)
    return tmp_path


def company_of(party: Party) -> int | None:
    return Party.objects.of(party).get(pk=party.pk).company_id  # type: ignore[no-any-return]


def working(party: Party) -> list[int]:
    rows = Relation.objects.of(party).filter(party=party, kind="works_for", until=None)
    return list(rows.order_by("pk").values_list("other", flat=True))


def test_the_employer_is_kept_in_step_with_the_relations(edi: Member, ana: Party, acme: Party, basalt: Party) -> None:
    first = add_relation(edi, ana.pk, other_id=acme.pk, kind="works_for", role="Buyer", buying_role="buyer")
    assert company_of(ana) == acme.pk

    add_relation(edi, ana.pk, other_id=basalt.pk, kind="works_for")
    assert company_of(ana) == acme.pk

    end_relation(edi, first.pk)
    assert company_of(ana) == basalt.pk

    resume_relation(edi, first.pk)
    assert company_of(ana) == basalt.pk


def test_the_relations_are_kept_in_step_with_the_employer(edi: Member, ana: Party, acme: Party, basalt: Party) -> None:
    update_party(edi, ana.pk, company_id=acme.pk)
    assert working(ana) == [acme.pk]

    record_parties(edi, [PartyFacts(email="ana@mail.example", company_id=basalt.pk)])
    assert working(ana) == [basalt.pk]

    update_party(edi, ana.pk, company_id=None)
    assert working(ana) == []
    assert Relation.objects.of(edi).filter(party=ana).count() == 2


def test_removing_the_only_employer_leaves_none(edi: Member, ana: Party, acme: Party) -> None:
    relation = add_relation(edi, ana.pk, other_id=acme.pk, kind="works_for")

    remove_relation(edi, relation.pk)

    assert company_of(ana) is None
    assert Tombstone.objects.of(edi).filter(row_id=relation.pk, model_label="customers.Relation").exists()


def test_a_household_is_kept_once_from_either_end(edi: Member, ana: Party) -> None:
    leo = create_party(edi, name="Leo")
    add_relation(edi, ana.pk, other_id=leo.pk, kind="household")

    with pytest.raises(Conflict):
        add_relation(edi, leo.pk, other_id=ana.pk, kind="household")

    assert [str(tie.other) for tie in ties_of(edi, leo)] == ["Ana Prado"]


@pytest.mark.parametrize("kind", ["works_for", "household", "nonsense"])
def test_impossible_relations_are_refused(edi: Member, acme: Party, basalt: Party, kind: str) -> None:
    with pytest.raises(Refused):
        add_relation(edi, acme.pk, other_id=basalt.pk, kind=kind)


def test_nobody_is_tied_to_another_workspace(edi: Member, ana: Party, otto: Member) -> None:
    theirs = create_party(otto, name="Theirs", kind="company")

    with pytest.raises(Missing):
        add_relation(edi, ana.pk, other_id=theirs.pk, kind="works_for")


def test_relations_read_both_ways_and_are_asked_in_rules(edi: Member, ana: Party, acme: Party, basalt: Party) -> None:
    add_relation(edi, ana.pk, other_id=acme.pk, kind="works_for", buying_role="decider")
    add_relation(edi, basalt.pk, other_id=acme.pk, kind="supplier")
    employer = {"condition": "relation", "operator": "is", "value": "Acme", "parameters": {"relation": "works_for"}}
    supplier = {"condition": "relation", "operator": "is_known", "parameters": {"relation": "supplied_by"}}
    decides = {"condition": "buying_role", "operator": "is", "value": "decider"}

    assert [str(tie.words) for tie in ties_of(edi, acme)] == ["is supplied by", "employs"]
    assert count_and_sample(edi, employer).sentence == "employer is “Acme”"
    assert [[one.name for one in count_and_sample(edi, rule).sample] for rule in (employer, supplier, decides)] == [
        ["Ana Prado"],
        ["Acme"],
        ["Ana Prado"],
    ]


def test_further_addresses_are_searched_and_known_already(edi: Member, ana: Party) -> None:
    point = add_contact_point(edi, ana.pk, kind="email", value="A.Prado@Work.example", label="work")
    add_contact_point(edi, ana.pk, kind="phone", value="+34 600 111 222")

    def found(search: str) -> list[str]:
        return [party.name for party in list_parties(edi, PartyFilter(search=search)).page.rows]

    assert found("prado@work") == found("600 11 12 22") == ["Ana Prado"]
    assert known_by(edi, email_normal="a.prado@work.example", phone_normal="") == [ana]
    assert known_by(edi, email_normal="", phone_normal="+34600111222") == [ana]
    with pytest.raises(Conflict):
        add_contact_point(edi, ana.pk, kind="email", value="ana@MAIL.example")

    update_party(edi, ana.pk, city="Lugo")
    assert found("prado@work") == ["Ana Prado"]

    remove_contact_point(edi, point.pk)
    assert found("prado@work") == []


def test_notes_are_pinned_removed_and_brought_back(edi: Member, ana: Party) -> None:
    first = write_note(edi, ana.pk, "Calls on Mondays")
    write_note(edi, ana.pk, "Likes coral")
    pin_note(edi, first.pk)

    place = remove_note(edi, first.pk)
    assert [note.text for note in notes_of(edi, ana)] == ["Likes coral"]

    restore_note(edi, ana.pk, place)
    restore_note(edi, ana.pk, place)
    assert [(note.text, note.pinned_at is not None) for note in notes_of(edi, ana)] == [
        ("Calls on Mondays", True),
        ("Likes coral", False),
    ]
    with pytest.raises(Refused):
        write_note(edi, ana.pk, "  ")


def test_terms_are_of_companies(edi: Member, ana: Party, acme: Party) -> None:
    set_terms(edi, acme.pk, payment_days=30, discount_rate=Decimal("0.125"))
    set_terms(edi, acme.pk, credit_limit=Decimal(5_000))

    terms = Terms.objects.of(edi).get(party=acme)
    assert (terms.payment_days, terms.discount_rate, terms.currency) == (30, Decimal("0.125"), "EUR")
    with pytest.raises(Refused):
        set_terms(edi, ana.pk, payment_days=30)
    with pytest.raises(Refused):
        set_terms(edi, acme.pk, discount_rate=Decimal("1.5"))


def test_files_are_looked_at_and_handed_out_as_attachments(
    browser: Client, edi: Member, ana: Party, address: Callable[[str], str], uploads: Path
) -> None:
    with pytest.raises(Refused):
        keep_file(edi, ana.pk, name="page.html", content=[b"<script>"])
    with pytest.raises(Refused):
        keep_file(edi, ana.pk, name="contract.pdf", content=[b"not a pdf"])

    sent = SimpleUploadedFile("contract.pdf", b"%PDF-1.7 signed")
    assert browser.post(address(f"customers/{ana.pk}/files"), {"file": sent}).status_code == 302
    kept = PartyFile.objects.of(edi).get()
    answer = browser.get(address(f"customers/{ana.pk}/files/{kept.pk}"))

    assert answer.content == b"%PDF-1.7 signed"
    assert answer["Content-Disposition"].startswith("attachment")
    assert [one.name for one in uploads.rglob("*") if one.is_file()] == [kept.file]


def test_a_record_goes_with_all_that_belongs_to_it(edi: Member, ana: Party, acme: Party) -> None:
    add_relation(edi, ana.pk, other_id=acme.pk, kind="works_for")
    add_contact_point(edi, ana.pk, kind="phone", value="+34 600 111 222")
    write_note(edi, ana.pk, "Calls on Mondays")

    delete_party(edi, ana.pk)

    for model in (Relation, ContactPoint, PartyNote):
        assert not model.objects.of(edi).exists()


def test_who_only_looks_changes_nothing(vic: Member, edi: Member, ana: Party, acme: Party) -> None:
    for refused in (
        lambda: add_relation(vic, ana.pk, other_id=acme.pk, kind="works_for"),
        lambda: add_contact_point(vic, ana.pk, kind="phone", value="+34 600 111 222"),
        lambda: write_note(vic, ana.pk, "x"),
        lambda: set_terms(vic, acme.pk, payment_days=3),
    ):
        with pytest.raises(NotPermitted):
            refused()


def test_completeness_weighs_what_is_missing(edi: Member, ana: Party) -> None:
    before = completeness_of(edi, ana)
    update_party(edi, ana.pk, birth_date=date(1990, 1, 1), phone="+34 600 111 222")

    after = completeness_of(edi, Party.objects.of(edi).get(pk=ana.pk))

    assert (before.known, after.known, after.total) == (3, 7, 17)
    assert next(iter(before.missing)).fact == "region_id"


def test_the_picker_finds_whom_one_types(
    browser: Client, edi: Member, ana: Party, address: Callable[[str], str]
) -> None:
    create_party(edi, name="Núñez & Co", kind="company")

    assert [one.name for one in others_for(edi, ana, "nunez")] == ["Núñez & Co"]
    assert "Núñez &amp; Co" in browser.get(address(f"customers/{ana.pk}/relations/others?q=nun")).content.decode()


def test_a_relation_is_added_on_screen_and_needs_somebody(
    browser: Client, ana: Party, acme: Party, address: Callable[[str], str]
) -> None:
    where = address(f"customers/{acme.pk}/relations")

    wrong = browser.post(where, {"kind": "employs", "other": ""}, headers={"HX-Request": "true"})
    right = browser.post(
        where, {"kind": "employs", "other": ana.pk, "buying_role": "buyer"}, headers={"HX-Request": "true"}
    )

    assert (wrong.status_code, right.status_code) == (422, 200)
    assert "Choose somebody" in wrong.content.decode()
    assert "Ana Prado" in right.content.decode()
    assert company_of(ana) == acme.pk


def test_the_page_of_a_record_asks_the_database_a_known_number_of_times(
    browser: Client, edi: Member, acme: Party, address: Callable[[str], str], django_assert_max_num_queries: Any
) -> None:
    create_field(edi, title="Contract type", kind="text")
    for number in range(12):
        one = create_party(edi, name=f"P {number}", company_id=acme.pk)
        write_note(edi, acme.pk, f"About {one.name}")
        add_contact_point(edi, acme.pk, kind="phone", value=f"+34 600 111 2{number:02}")

    with django_assert_max_num_queries(25):
        assert browser.get(address(f"customers/{acme.pk}")).status_code == 200


def conflicting(
    browser: Client, member: Member, where: str, mine: dict[str, str], theirs: dict[str, str], pk: int
) -> Any:
    """Open the form, let somebody else save, then save."""
    form = browser.get(where).context["form"]
    opened = {name: form.initial.get(name) or "" for name in form.fields if name != "known_is_fine"}
    update_party(member, pk, **theirs)
    return browser.post(where, {**opened, **mine})


def test_two_who_change_different_fields_both_hold(
    browser: Client, ada: Member, ana: Party, address: Callable[[str], str]
) -> None:
    where = address(f"customers/{ana.pk}/facts")

    answer = conflicting(browser, ada, where, {"city": "Lugo"}, {"job_title": "Buyer"}, ana.pk)

    saved = Party.objects.of(ana).get(pk=ana.pk)
    assert answer.status_code == 302
    assert (saved.city, saved.job_title) == ("Lugo", "Buyer")


@pytest.mark.parametrize(("choice", "expected"), [("mine", "Lugo"), ("theirs", "Graz"), ("original", "Vigo")])
def test_who_saves_second_chooses_between_mine_theirs_and_before(
    browser: Client, edi: Member, ada: Member, ana: Party, address: Callable[[str], str], choice: str, expected: str
) -> None:
    update_party(edi, ana.pk, city="Vigo")
    where = address(f"customers/{ana.pk}/facts")

    met = conflicting(browser, ada, where, {"city": "Lugo", "gender": "female"}, {"city": "Graz"}, ana.pk)
    context = met.context
    [clash] = context["clashes"]
    picked = next(version for version in clash.versions if version.name == choice)
    sent = dict(context["kept"])
    again = {**sent, "version": context["version"], "seen": context["seen"], "pick-city": picked.sent}
    done = browser.post(where, again)

    saved = Party.objects.of(ana).get(pk=ana.pk)
    assert (met.status_code, done.status_code) == (409, 302)
    assert [version.text for version in clash.versions] == ["Lugo", "Graz", "Vigo"]
    assert (saved.city, saved.gender) == (expected, "female")
