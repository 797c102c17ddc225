"""The gate (C21): nobody is contacted who may not be, and one person gets the answer that the audience gets."""

from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.apps.accounts.models import Member
from rapport.apps.conversations.queries.gate import allowed_parties, may_contact
from rapport.apps.customers.models import CHANNELS, Consent, Party, Purpose
from rapport.apps.customers.operations import (
    Answer,
    add_address,
    add_contact_point,
    archive_party,
    archive_purpose,
    create_party,
    create_purpose,
    lay_purposes,
    record_consent,
    withdraw_everything,
)
from rapport.kernel.clock import now

NEWS, SURVEYS = "news_and_offers", "surveys"
GIVEN, WITHDRAWN = Consent.State.GIVEN, Consent.State.WITHDRAWN
LONG_AGO = datetime(2025, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def ana(mara: Member) -> Party:
    """Somebody with an address, in a workspace with the purposes that ship."""
    lay_purposes(mara)
    return create_party(mara, kind="person", name="Ana", email="ana@mail.example")


def said(state: str, purpose: str = NEWS, *channels: str, at: datetime | None = None) -> Answer:
    return Answer(purpose, channels or ("email",), state, "Form on the site", at=at)


def verdict(member: Member, party: Party, purpose: str = NEWS, channel: str = "email") -> Any:
    return may_contact(member, party, purpose=purpose, channel=channel)


def test_without_consent_nobody_gets_what_needs_it(mara: Member, ana: Party) -> None:
    refused, free = verdict(mara, ana), verdict(mara, ana, SURVEYS)

    assert not refused.allowed
    assert "needs consent" in refused.reason
    assert refused.consent is None
    assert free.allowed
    assert "Legitimate interest" in free.reason


def test_a_verdict_names_the_answer_it_rests_on(mara: Member, ana: Party) -> None:
    given = record_consent(mara, ana.pk, said(GIVEN))[0]

    allowed = verdict(mara, ana)

    assert allowed.allowed
    assert allowed.consent == given
    assert "Form on the site" in allowed.reason
    assert not verdict(mara, ana, channel="phone").allowed


def test_a_withdrawal_holds_on_any_basis(mara: Member, ana: Party) -> None:
    for purpose in (NEWS, SURVEYS, "service_of_an_order"):
        record_consent(mara, ana.pk, said(GIVEN, purpose))
        record_consent(mara, ana.pk, said(WITHDRAWN, purpose))

        assert "withdrawn" in verdict(mara, ana, purpose).reason


def test_the_newest_answer_holds_whenever_it_was_written_down(mara: Member, ana: Party) -> None:
    record_consent(mara, ana.pk, said(WITHDRAWN, at=LONG_AGO + timedelta(days=1)))
    record_consent(mara, ana.pk, said(GIVEN, at=LONG_AGO))

    assert not verdict(mara, ana).allowed


def test_no_more_at_all_speaks_for_purposes_that_come_later(mara: Member, ana: Party) -> None:
    withdraw_everything(mara, ana.pk, source="Call")
    create_purpose(mara, title="Events", basis="legitimate_interest")

    refused = verdict(mara, ana, "events")

    assert "no more at all" in refused.reason
    assert not Party.objects.of(mara).filter(allowed_parties(mara.workspace, "events", "email")).exists()

    record_consent(mara, ana.pk, said(GIVEN, "events"))

    assert verdict(mara, ana, "events").allowed
    assert not verdict(mara, ana, SURVEYS).allowed


@pytest.mark.parametrize(
    ("state", "words"),
    [("restricted_at", "kept but not used"), ("archived_at", "archived"), ("erased_at", "erased")],
)
def test_the_state_of_the_record_comes_first(mara: Member, ana: Party, state: str, words: str) -> None:
    record_consent(mara, ana.pk, said(GIVEN))
    Party.objects.of(mara).filter(pk=ana.pk).update(**{state: now()})

    refused = verdict(mara, ana)

    assert not refused.allowed
    assert words in refused.reason


def test_what_was_loaded_before_is_not_trusted(mara: Member, ana: Party) -> None:
    record_consent(mara, ana.pk, said(GIVEN))
    archive_party(mara, ana.pk)

    assert ana.archived_at is None
    assert not verdict(mara, ana).allowed


def test_a_channel_needs_somewhere_to_send_to(mara: Member, ana: Party) -> None:
    record_consent(mara, ana.pk, said(GIVEN, NEWS, *dict(CHANNELS)))
    assert {channel for channel, _ in CHANNELS if verdict(mara, ana, channel=channel).allowed} == {
        "email",
        "chat",
        "in_person",
    }

    add_contact_point(mara, ana.pk, kind="phone", value="+34 600 111 222")
    add_address(mara, ana.pk, purpose="home", street="Calle 1", city="Lugo")

    assert all(verdict(mara, ana, channel=channel).allowed for channel, _ in CHANNELS)


def test_purposes_that_are_put_away_or_unknown_allow_nothing(mara: Member, ana: Party) -> None:
    record_consent(mara, ana.pk, said(GIVEN))
    archive_purpose(mara, Purpose.objects.of(mara).get(key=NEWS).pk)

    for key in (NEWS, "nothing"):
        assert "no purpose" in verdict(mara, ana, key).reason
        assert not Party.objects.of(mara).filter(allowed_parties(mara.workspace, key, "email")).exists()
    with pytest.raises(ValueError, match="pigeon"):
        verdict(mara, ana, channel="pigeon")


def test_nothing_of_another_workspace_counts(mara: Member, ana: Party, otto: Member) -> None:
    lay_purposes(otto)
    record_consent(mara, ana.pk, said(GIVEN))

    assert "no such person" in verdict(otto, ana).reason
    assert not Party.objects.of(otto).filter(allowed_parties(otto.workspace, NEWS, "email")).exists()


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "email": st.booleans(),
            "phone": st.sampled_from(["", "+34600111222", "600 111 222"]),
            "address": st.booleans(),
            "second": st.booleans(),
            "state": st.sampled_from(["", "", "", "restricted_at", "archived_at", "erased_at"]),
            "answers": st.lists(
                st.tuples(
                    st.sampled_from([NEWS, SURVEYS]),
                    st.sampled_from(["email", "phone", "sms", "post"]),
                    st.sampled_from(Consent.State.values),
                    st.integers(0, 3),
                    st.sampled_from([False, False, True]),
                ),
                max_size=5,
            ),
        }
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=PEOPLE)
def test_one_person_gets_the_answer_that_the_audience_gets(mara: Member, people: list[dict[str, Any]]) -> None:
    lay_purposes(mara)
    rows = Party.objects.of(mara)
    with transaction.atomic():
        for number, one in enumerate(people):
            _make(mara, number, one)
        for purpose in (NEWS, SURVEYS, "service_of_an_order"):
            for channel in ("email", "phone", "sms", "post", "chat"):
                audience = set(
                    rows.filter(allowed_parties(mara.workspace, purpose, channel)).values_list("pk", flat=True)
                )
                alone = {party.pk for party in rows if verdict(mara, party, purpose, channel).allowed}

                assert audience == alone, (purpose, channel)
        transaction.set_rollback(True)


def _make(member: Member, number: int, one: dict[str, Any]) -> None:
    party = create_party(
        member,
        kind="person",
        name=f"Person {number}",
        email=f"p{number}@mail.example" if one["email"] else "",
        phone=one["phone"],
        street="Calle 1" if one["address"] else "",
        city="Lugo" if one["address"] else "",
    )
    if one["second"]:
        add_contact_point(member, party.pk, kind="email", value=f"second{number}@mail.example")
    purposes = {purpose.key: purpose for purpose in Purpose.objects.of(member)}
    Consent.objects.bulk_create(
        Consent(
            workspace=member.workspace,
            party=party,
            purpose=purposes[key],
            channel=channel,
            state=state,
            source="Form",
            everything=everything and state == WITHDRAWN,
            at=LONG_AGO + timedelta(days=day),
            recorded_label="Mara",
        )
        for key, channel, state, day, everything in one["answers"]
    )
    if one["state"]:
        Party.objects.of(member).filter(pk=party.pk).update(**{one["state"]: now()})


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_holds_with_the_next_question_of_anybody(mara: Member, ana: Party) -> None:
    """One sender asks all the time; once the withdrawal is committed, none of its questions is answered yes."""
    record_consent(mara, ana.pk, said(GIVEN))
    asked: list[tuple[datetime, bool, bool]] = []

    def ask() -> None:
        while len(asked) < 4_000 and (not asked or asked[-1][1] or asked[-1][2]):
            began = now()
            alone = verdict(mara, ana).allowed
            audience = Party.objects.of(mara).filter(allowed_parties(mara.workspace, NEWS, "email")).exists()
            asked.append((began, alone, audience))
        connection.close()

    sender = Thread(target=ask)
    sender.start()
    while len(asked) < 5:
        pass
    record_consent(mara, ana.pk, said(WITHDRAWN))
    committed = now()
    sender.join(timeout=180)

    assert not sender.is_alive()
    assert asked[0][1:] == (True, True)
    assert asked[-1][1:] == (False, False)
    assert not [one for one in asked if one[0] > committed and (one[1] or one[2])]
    assert len([one for one in asked if one[0] > committed]) <= 1
