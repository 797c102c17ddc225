"""Consent comes in with people: what a file says, and nothing it does not say; the same file twice changes nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Consent, Party
from rapport.apps.customers.operations import Answer, create_party, lay_purposes, record_consent
from rapport.apps.exchange import operations
from rapport.apps.exchange.importers import importer_of
from rapport.apps.exchange.operations import export
from rapport.apps.exchange.tests.made import import_text
from rapport.apps.exchange.tests.test_presets import FILES
from rapport.kernel.clock import now
from rapport.kernel.jobs import run_jobs

NEWS = "news_and_offers"
HEAD = "name,email,email consent,consent date,consent source\n"


@pytest.fixture
def owner(mara: Member) -> Member:
    """Mara, with the purposes that ship."""
    lay_purposes(mara)
    return mara


def kept(member: Member) -> list[tuple[str, str, str, str]]:
    rows = Consent.objects.of(member).order_by("at", "pk")
    return list(rows.values_list("party__name", "channel", "state", "source"))


def test_a_file_says_who_agreed_when_and_where(owner: Member) -> None:
    text = HEAD + "Ana,ana@mail.example,yes,2024-05-01 10:00,Fair in Lugo\nBo,bo@mail.example,unsubscribed,,\n"

    done = import_text(owner, text, "people")

    given, withdrawn = Consent.objects.of(owner).select_related("party", "purpose").order_by("at")
    assert (given.state, given.source, given.at) == ("given", "Fair in Lugo", datetime(2024, 5, 1, 8, tzinfo=UTC))
    assert given.purpose.key == NEWS
    assert given.wording == given.purpose.wording
    assert (withdrawn.state, withdrawn.party.name) == ("withdrawn", "Bo")
    assert done.extra_counts()["answers_recorded"] == 2


def test_the_same_file_twice_changes_nothing(owner: Member) -> None:
    text = HEAD + "Ana,ana@mail.example,yes,2024-05-01 10:00,Fair\nBo,bo@mail.example,yes,,\nCy,cy@mail.example,no,,\n"
    import_text(owner, text, "people")
    before = kept(owner)

    import_text(owner, text, "people")

    assert kept(owner) == before
    assert {name for name, *_ in before} == {"Ana", "Bo"}


def test_a_yes_without_a_time_never_replaces_a_withdrawal(owner: Member) -> None:
    text = HEAD + "Ana,ana@mail.example,yes,,\n"
    import_text(owner, text, "people")
    ana = Party.objects.of(owner).get(name="Ana")
    record_consent(owner, ana.pk, Answer(NEWS, ["email"], "withdrawn", "Call"))

    again = import_text(owner, text, "people")

    assert kept(owner)[-1][2] == "withdrawn"
    assert again.extra_counts()["withdrawals_kept"] == 1


def test_a_later_yes_does_and_an_earlier_one_does_not(owner: Member) -> None:
    ana = create_party(owner, kind="person", name="Ana", email="ana@mail.example")
    left = Answer(NEWS, ["email"], "withdrawn", "Call", at=now() - timedelta(days=10))
    record_consent(owner, ana.pk, left)

    for days, state in ((20, "withdrawn"), (5, "given")):
        at = (now() - timedelta(days=days)).strftime("%Y-%m-%d %H:%M")
        import_text(owner, HEAD + f"Ana,ana@mail.example,yes,{at},Form\n", "people")

        assert kept(owner)[-1][2] == state


def test_a_plain_no_ends_a_consent_and_is_no_withdrawal_where_nobody_asked(owner: Member) -> None:
    ana = create_party(owner, kind="person", name="Ana", email="ana@mail.example")
    create_party(owner, kind="person", name="Bo", email="bo@mail.example")
    record_consent(owner, ana.pk, Answer(NEWS, ["email"], "given", "Form"))

    import_text(owner, HEAD + "Ana,ana@mail.example,no,,\nBo,bo@mail.example,no,,\n", "people")

    assert [(name, state) for name, _, state, _ in kept(owner)] == [("Ana", "given"), ("Ana", "withdrawn")]


def test_a_no_is_an_objection_where_no_consent_is_needed(owner: Member) -> None:
    text = HEAD + "Ana,ana@mail.example,no,,\n"

    import_text(owner, text, "people", options={"consent_purpose": "surveys"})
    import_text(owner, text, "people", options={"consent_purpose": "surveys"})

    assert [state for _, _, state, _ in kept(owner)] == ["withdrawn"]


def test_words_that_are_no_answer_are_refused_with_their_row(owner: Member) -> None:
    later = (now() + timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    text = HEAD + f"Ana,ana@mail.example,perhaps,,\nBo,bo@mail.example,yes,{later},Form\n"

    done = import_text(owner, text, "people", mapping={"consent_email": "email consent"})

    assert done.refused == 2
    assert not Party.objects.of(owner).exists()


def test_everybody_in_a_file_may_have_left(owner: Member) -> None:
    text = FILES["mailchimp_audience"].replace("LEID", "UNSUB_TIME").replace(",1,ab12,", ",2024-03-01 10:00:00,ab12,")

    import_text(owner, text, "people", options={"consent_everybody": "withdrawn"})

    assert [row.state for row in Consent.objects.of(owner)] == ["withdrawn"]
    assert Consent.objects.of(owner).get().at.date().isoformat() == "2024-03-01"


@pytest.mark.parametrize(
    ("preset", "expected"),
    [
        ("shopify_customers", {("email", "given")}),
        ("klaviyo_profiles", {("email", "given")}),
        ("prestashop_customers", {("email", "given")}),
    ],
)
def test_known_exports_bring_their_consent(owner: Member, preset: str, expected: set[tuple[str, str]]) -> None:
    import_text(owner, FILES[preset], "people")

    assert {(channel, state) for _, channel, state, _ in kept(owner)} == expected


def test_opting_out_is_read_the_other_way_round(owner: Member) -> None:
    import_text(owner, "name,email,Email Opt Out\nAna,ana@mail.example,1\nBo,bo@mail.example,0\n", "people")

    assert [(name, state) for name, _, state, _ in kept(owner)] == [("Ana", "withdrawn")]


def test_known_people_are_left_alone_where_only_new_ones_are_wanted(owner: Member) -> None:
    create_party(owner, kind="person", name="Ana", email="ana@mail.example")

    text = HEAD + "Ana,ana@mail.example,yes,,\nBo,bo@mail.example,yes,,\n"
    import_text(owner, text, "people", options={"mode": "create"})

    assert [name for name, *_ in kept(owner)] == ["Bo"]


def test_undoing_an_import_removes_its_answers_and_no_others(owner: Member) -> None:
    ana = create_party(owner, kind="person", name="Ana", email="ana@mail.example")
    record_consent(owner, ana.pk, Answer(NEWS, ["email"], "withdrawn", "Call", at=now() - timedelta(days=3)))
    before = kept(owner)
    at = (now() - timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    text = HEAD + f"Ana,ana@mail.example,yes,{at},Form\nBo,bo@mail.example,yes,{at},Form\n"
    source = import_text(owner, text, "people")
    assert len(kept(owner)) == 3

    operations.undo_import(owner, source.pk)
    run_jobs()

    assert kept(owner) == before
    assert [party.name for party in Party.objects.of(owner)] == ["Ana"]


def test_columns_about_consent_are_offered_to_whoever_may_record_it(owner: Member, otto: Member) -> None:
    fields = {field.name for field in importer_of(owner, "people").fields}

    assert {"consent_email", "consent_at"} <= fields
    assert "consent_email" not in {field.name for field in importer_of(otto, "people").fields}


def test_an_export_carries_every_answer(owner: Member) -> None:
    ana = create_party(owner, kind="person", name="Ana", email="ana@mail.example")
    record_consent(owner, ana.pk, Answer(NEWS, ["email"], "given", "Form", proof="=signed card"))

    content = b"".join(export(owner, "consents", "csv").content).decode()

    assert "News and offers" in content
    assert "text: =signed card" in content
    assert "ana@mail.example" in content
