"""Consent is a record: added, never changed; the newest holds (C21)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member, OwnRole, RoleHolder
from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Consent, LegalBasis, Membership, Party, PartyFile, Purpose
from rapport.apps.customers.operations import (
    Answer,
    PartyFacts,
    archive_purpose,
    create_party,
    create_purpose,
    create_segment,
    lay_first_purposes,
    lay_purposes,
    merge_parties,
    move_purpose,
    record_consent,
    record_parties,
    refresh_segments,
    remove_file,
    restore_purpose,
    unmerge,
    update_purpose,
    withdraw_everything,
)
from rapport.apps.customers.operations.bulk import Doing
from rapport.apps.customers.operations.bulk_jobs import do_later, do_now, undo_now
from rapport.apps.customers.queries import PartyFilter
from rapport.apps.customers.queries.consents import consents_of, purpose_counts, purposes
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused
from rapport.kernel.jobs import run_jobs

NEWS, SURVEYS = "news_and_offers", "surveys"
GIVEN, WITHDRAWN, UNASKED = Consent.State.GIVEN, Consent.State.WITHDRAWN, Consent.State.UNASKED


@pytest.fixture
def owner(mara: Member) -> Member:
    """Mara, with the purposes that ship."""
    lay_purposes(mara)
    return mara


@pytest.fixture
def ana(owner: Member) -> Party:
    return create_party(owner, kind="person", name="Ana", email="ana@mail.example")


def answer(state: str = GIVEN, *channels: str, **said: Any) -> Answer:
    return Answer(NEWS, channels or ("email",), state, "Form on the site", **said)


def standing(member: Member, party: Party) -> dict[tuple[str, str], str]:
    found = consents_of(member, party)
    return {(row.purpose.key, cell.channel): cell.state for row in found.rows for cell in row.cells}


def rows_of(member: Member) -> list[dict[str, Any]]:
    return list(Consent.objects.of(member).order_by("pk").values())


def test_a_new_workspace_begins_with_three_purposes(edi: Member, mara: Member) -> None:
    lay_first_purposes(mara.workspace)
    lay_first_purposes(mara.workspace)

    assert [(one.key, one.basis) for one in purposes(edi)] == [
        (NEWS, LegalBasis.CONSENT),
        (SURVEYS, LegalBasis.LEGITIMATE_INTEREST),
        ("service_of_an_order", LegalBasis.CONTRACT),
    ]
    assert Activity.objects.of(mara).filter(verb="purposes.laid").count() == 1
    with pytest.raises(NotPermitted):
        lay_purposes(edi)


def test_an_answer_keeps_basis_and_words_of_its_day(owner: Member, ana: Party) -> None:
    news = purposes(owner)[0]
    record_consent(owner, ana.pk, answer())
    before = news.wording

    update_purpose(owner, news.pk, wording="Other words", basis="legitimate_interest")
    record_consent(owner, ana.pk, answer())

    first, second = Consent.objects.of(owner).order_by("pk")
    assert (first.wording, first.basis) == (before, "consent")
    assert (second.wording, second.basis) == ("Other words", "legitimate_interest")


def test_several_channels_are_answered_at_once(owner: Member, ana: Party) -> None:
    record_consent(owner, ana.pk, answer(GIVEN, "email", "sms"))
    record_consent(owner, ana.pk, answer(WITHDRAWN, "sms"))

    found = standing(owner, ana)

    assert (found[NEWS, "email"], found[NEWS, "sms"], found[NEWS, "phone"]) == ("given", "withdrawn", "unasked")
    assert found[SURVEYS, "email"] == "free"


def test_the_past_may_be_told_and_the_future_may_not(owner: Member, ana: Party) -> None:
    record_consent(owner, ana.pk, answer(at=now() - timedelta(days=400)))

    with pytest.raises(Refused, match="future") as refused:
        record_consent(owner, ana.pk, answer(at=now() + timedelta(minutes=2)))

    assert refused.value.place == "at"


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (Answer("nothing", ["email"], GIVEN, "Form"), "purpose"),
        (Answer(NEWS, [], GIVEN, "Form"), "channels"),
        (Answer(NEWS, ["pigeon"], GIVEN, "Form"), "channels"),
        (Answer(NEWS, ["email"], UNASKED, "Form"), "state"),
        (Answer(NEWS, ["email"], GIVEN, "  "), "source"),
        (Answer(NEWS, ["email"], GIVEN, "Form", proof="x" * 2_001), "proof"),
    ],
)
def test_what_is_no_answer_is_refused_where_it_is_wrong(owner: Member, ana: Party, wrong: Answer, place: str) -> None:
    with pytest.raises(Refused) as refused:
        record_consent(owner, ana.pk, wrong)

    assert refused.value.place == place
    assert not rows_of(owner)


def test_only_whoever_may_records_and_only_of_those_in_reach(
    owner: Member, ana: Party, vic: Member, cora: Member, edi: Member
) -> None:
    with pytest.raises(NotPermitted):
        record_consent(vic, ana.pk, answer())
    role = OwnRole.objects.create(workspace=owner.workspace, name="Own", grants={"consent.edit": "own"}, fields={})
    cora.role = Member.Role.CUSTOM
    cora.save()
    RoleHolder.objects.create(workspace=owner.workspace, role=role, member=cora)
    with pytest.raises(Missing):
        record_consent(Member.objects.of(owner).get(pk=cora.pk), ana.pk, answer())

    Party.objects.of(owner).filter(pk=ana.pk).update(account_manager=cora)

    assert record_consent(Member.objects.of(owner).select_related("user").get(pk=cora.pk), ana.pk, answer())


def test_nothing_is_recorded_of_an_erased_person(owner: Member, ana: Party) -> None:
    Party.objects.of(owner).filter(pk=ana.pk).update(erased_at=now())

    with pytest.raises(Refused, match="erased"):
        record_consent(owner, ana.pk, answer())


def test_a_file_proves_it_and_stays(owner: Member, ana: Party) -> None:
    made = record_consent(owner, ana.pk, answer(), file=("card.txt", [b"I agree. Ana"]))

    file = PartyFile.objects.of(owner).get()
    assert made[0].proof == {"file": file.pk, "name": "card.txt"}
    assert consents_of(owner, ana).history[0].file == file
    with pytest.raises(Conflict, match="proves"):
        remove_file(owner, file.pk)


def test_no_operation_changes_or_deletes_an_answer(owner: Member, ana: Party) -> None:
    """Whatever is done afterwards, the records there were are still there, as they were."""
    record_consent(owner, ana.pk, answer(GIVEN, "email", "sms", proof="A card", details={"page": "/news"}))
    before = rows_of(owner)
    news = purposes(owner)[0]

    record_consent(owner, ana.pk, answer(WITHDRAWN))
    withdraw_everything(owner, ana.pk, source="Call")
    token, _ = do_now(owner, PartyFilter(), Doing("consent", value=bulk(GIVEN)))
    undo_now(owner, token)
    update_purpose(owner, news.pk, title="News", wording="New words", basis="contract")
    move_purpose(owner, news.pk, up=False)
    archive_purpose(owner, news.pk)
    restore_purpose(owner, news.pk)

    assert rows_of(owner)[: len(before)] == before


def bulk(state: str, *channels: str) -> dict[str, Any]:
    return {"purpose": NEWS, "channels": list(channels or ("email",)), "state": state, "source": "Fair in Lugo"}


def test_many_answers_are_undone_by_correcting_records(owner: Member, ana: Party) -> None:
    bo, cy = record_parties(owner, [PartyFacts(name="Bo"), PartyFacts(name="Cy")]).ids
    record_consent(owner, bo, answer(WITHDRAWN))
    record_consent(owner, cy, answer(GIVEN))

    token, changed = do_now(owner, PartyFilter(), Doing("consent", value=bulk(GIVEN)))
    record_consent(owner, cy, answer(WITHDRAWN))
    count = len(rows_of(owner))
    back, _kept = undo_now(owner, token)

    newest = {row.party_id: row for row in Consent.objects.of(owner).order_by("at", "pk")}
    assert (changed, back) == (2, 2)
    assert len(rows_of(owner)) == count + 2
    assert newest[ana.pk].state == UNASKED
    assert (newest[bo].state, newest[bo].proof["restores"]) == (WITHDRAWN, Consent.objects.of(owner).earliest("pk").pk)
    assert newest[cy].state == WITHDRAWN
    assert standing(owner, ana)[NEWS, "email"] == "unasked"


def test_an_answer_of_somebody_since_is_not_corrected(owner: Member, ana: Party) -> None:
    token, _ = do_now(owner, PartyFilter(), Doing("consent", value=bulk(GIVEN)))
    record_consent(owner, ana.pk, answer(WITHDRAWN))

    assert undo_now(owner, token) == (0, 1)
    assert standing(owner, ana)[NEWS, "email"] == "withdrawn"


def test_all_that_match_are_answered_in_the_background(owner: Member, ana: Party, edi: Member) -> None:
    record_parties(owner, [PartyFacts(name=f"Person {number}") for number in range(30)])

    job = do_later(edi, PartyFilter(), Doing("consent", value=bulk(GIVEN, "email", "post")), title="Consent")
    run_jobs()
    job.refresh_from_db()

    assert job.result["changed"] == 31
    assert Consent.objects.of(edi).filter(state=GIVEN).count() == 62
    with pytest.raises(Refused):
        do_now(edi, PartyFilter(), Doing("consent", value=bulk("perhaps")))


def test_counts_add_up_to_everybody_alive(owner: Member, ana: Party) -> None:
    bo, cy, dora = record_parties(owner, [PartyFacts(name=name) for name in ("Bo", "Cy", "Dora")]).ids
    record_consent(owner, ana.pk, answer())
    record_consent(owner, bo, answer())
    record_consent(owner, bo, answer(WITHDRAWN))
    record_consent(owner, dora, answer())
    withdraw_everything(owner, cy, source="Call")
    Party.objects.of(owner).filter(pk=dora).update(archived_at=now())

    told = {one.purpose.key: one.channels[0] for one in purpose_counts(owner)}

    assert (told[NEWS].n, told[NEWS].given, told[NEWS].withdrawn, told[NEWS].unasked) == (3, 1, 2, 0)
    assert (told[SURVEYS].given, told[SURVEYS].withdrawn, told[SURVEYS].unasked) == (0, 1, 2)


def test_no_more_at_all_counts_for_a_purpose_that_came_later(owner: Member, ana: Party) -> None:
    withdraw_everything(owner, ana.pk, source="Call")
    create_purpose(owner, title="Events", basis="contract")

    told = {one.purpose.key: one.channels[0] for one in purpose_counts(owner)}

    assert standing(owner, ana)["events", "post"] == "withdrawn"
    assert told["events"].withdrawn == 1


def test_answers_go_with_the_record_that_stays_and_come_back(owner: Member, ana: Party) -> None:
    twin = create_party(owner, kind="person", name="Anna", email="anna@mail.example")
    record_consent(owner, ana.pk, answer(at=now() - timedelta(days=2)))
    record_consent(owner, twin.pk, answer(WITHDRAWN, at=now() - timedelta(days=1)))

    merged = merge_parties(owner, ana.pk, [twin.pk])

    assert standing(owner, ana)[NEWS, "email"] == "withdrawn"

    unmerge(owner, merged.pk)

    assert standing(owner, ana)[NEWS, "email"] == "given"


def test_a_segment_follows_what_people_allow(owner: Member, ana: Party) -> None:
    rule = {"condition": "consent", "operator": "is", "value": "email_given", "parameters": {"purpose": NEWS}}
    segment = create_segment(owner, name="Readers", rule=rule)
    create_party(owner, kind="person", name="Bo")

    for state, expected in ((GIVEN, [ana.pk]), (WITHDRAWN, [])):
        record_consent(owner, ana.pk, answer(state))
        refresh_segments(owner.workspace)

        inside = Membership.objects.of(owner).filter(segment=segment.pk, until=None)
        assert list(inside.values_list("party", flat=True)) == expected


def test_purposes_are_named_once_and_need_words_where_they_need_consent(owner: Member) -> None:
    with pytest.raises(Conflict):
        create_purpose(owner, title="surveys", basis="contract")
    with pytest.raises(Refused) as refused:
        create_purpose(owner, title="Events", basis="consent")
    assert refused.value.place == "wording"
    with pytest.raises(Refused):
        create_purpose(owner, title="Events", basis="because")


def test_the_record_shows_what_somebody_allows_and_takes_an_answer(client: Client, owner: Member, ana: Party) -> None:
    client.force_login(owner.user)
    place = f"/w/glow/customers/{ana.pk}"

    assert "They were never asked" in client.get(place).content.decode()
    posted = {"purpose": NEWS, "state": "given", "channels": ["email"], "source": "Card", "at": "2024-05-01T10:00"}
    sent = client.post(f"{place}/consents/new", {f"consent-{name}": value for name, value in posted.items()})

    made = Consent.objects.of(owner).get()
    page = client.get(place).content.decode()
    assert sent.status_code == 302
    assert made.at.isoformat() == "2024-05-01T08:00:00+00:00"
    assert f'id="consent-{made.pk}"' in page
    assert "May 1, 2024" in page
    wrong = client.post(f"{place}/consents/new", {"consent-purpose": NEWS, "consent-state": "given"})
    assert wrong.status_code == 422
    assert client.post(f"{place}/consents/withdrawal", {"no-more-source": "Call"}).status_code == 302
    assert "No more at all" in client.get(f"{place}/consents").content.decode()


def test_the_page_of_purposes_shows_counts_to_all_and_changes_to_some(
    client: Client, owner: Member, ana: Party, vic: Member
) -> None:
    record_consent(owner, ana.pk, answer())
    client.force_login(vic.user)
    shown = client.get("/w/glow/settings/purposes").content.decode()

    assert "News and offers" in shown
    assert "Archive" not in shown
    client.force_login(owner.user)
    news = Purpose.objects.of(owner).get(key=NEWS)
    client.post(f"/w/glow/settings/purposes/{news.pk}/place", {"to": "down"})
    client.post(f"/w/glow/settings/purposes/{news.pk}/archival")
    assert [one.key for one in purposes(owner)] == [SURVEYS, "service_of_an_order"]
    client.delete(f"/w/glow/settings/purposes/{news.pk}/archival")
    assert NEWS in {one.key for one in purposes(owner)}


def test_answers_of_many_go_through_the_list(client: Client, owner: Member, ana: Party) -> None:
    client.force_login(owner.user)
    said = {"consent_purpose": NEWS, "consent_channel": ["email", "post"], "consent_source": "Fair"}

    client.post("/w/glow/customers/selection", {"do": "consent-given", "party": [ana.pk], "list": "", **said})

    assert standing(owner, ana)[NEWS, "post"] == "given"
