"""Data that nobody needs any more go by themselves, once somebody has said so."""

from datetime import timedelta

import pytest
import time_machine

from rapport.apps.accounts.models import Member, Notification
from rapport.apps.activity.models import Activity
from rapport.apps.activity.personal_data.log import log
from rapport.apps.customers.models import ErasedAddress, Party, PrivacyRequest, RetentionRule
from rapport.apps.customers.operations import (
    create_party,
    create_segment,
    delete_party,
    erasing,
    remove_note,
    retaining,
    update_party,
    write_note,
)
from rapport.apps.customers.operations.retaining import apply_rules, keep_for, keep_on, retain_later
from rapport.apps.customers.queries.persons import person_of
from rapport.apps.customers.queries.retention import kinds_kept, would_go
from rapport.apps.exchange.models import ImportIssue
from rapport.apps.exchange.tests.made import import_text
from rapport.apps.tracking.models import Event
from rapport.apps.tracking.operations import EventFacts, record_events
from rapport.kernel import jobs
from rapport.kernel.clock import now
from rapport.kernel.errors import NotPermitted, Refused
from rapport.kernel.jobs.models import Job
from rapport.kernel.models import Seal
from rapport.kernel.retention import registered
from rapport.kernel.sealing import check
from rapport.kernel.text import folded

LONG_AGO = now() - timedelta(days=800)


def quiet(*_said: object) -> None:
    """Progress that nobody looks at."""


def old_person(member: Member, name: str) -> Party:
    party: Party = create_party(member, name=name, first_seen_at=LONG_AGO)
    Party.objects.of(member).filter(pk=party.pk).update(created_at=LONG_AGO)
    return party


def test_nothing_goes_unless_it_is_switched_on(mara: Member) -> None:
    old_person(mara, "Ana Ruiz")

    assert apply_rules(mara.workspace, tell=quiet) == {}
    retain_later(mara.workspace)
    assert not Job.objects.of(mara).exists()
    assert not any(kept.is_on for kept in kinds_kept(mara))


def test_silent_people_are_erased_and_others_are_not(mara: Member) -> None:
    silent, heard = old_person(mara, "Ana Ruiz"), old_person(mara, "Leo Braun")
    write_note(mara, heard.pk, "Rang today.")
    kind = registered().get("silent_people")
    assert would_go(mara, kind, 24) | {"before": None} == {"count": 1, "sample": ["Ana Ruiz"], "before": None}
    keep_for(mara, "silent_people", 24)

    gone = apply_rules(mara.workspace, tell=quiet)

    assert gone == {"silent_people": 1}
    assert Party.objects.of(mara).get(pk=silent.pk).erased_at is not None
    assert Party.objects.of(mara).get(pk=heard.pk).erased_at is None
    assert RetentionRule.objects.of(mara).get().last_count == 1
    assert apply_rules(mara.workspace, tell=quiet) == {"silent_people": 0}


def test_people_go_in_portions_until_all_are_gone(mara: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retaining, "PEOPLE_AT_ONCE", 2)
    for number in range(5):
        old_person(mara, f"Silent Person{number}")
    keep_for(mara, "silent_people", 24)
    told: list[tuple[int, int | None]] = []

    gone = apply_rules(mara.workspace, tell=lambda done, total, _note: told.append((done, total)))

    assert gone == {"silent_people": 5}
    assert told == [(number, 5) for number in range(5)]
    assert check(mara.workspace_id).fault is None


def test_a_stopped_night_goes_on_where_it_was(mara: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        old_person(mara, f"Silent Person{number}")
    keep_for(mara, "silent_people", 24)
    monkeypatch.setattr(retaining, "PEOPLE_AT_ONCE", 3)
    told: list[int] = []
    monkeypatch.setattr(jobs, "cancelled", lambda: len(told) == 3)

    stopped = apply_rules(mara.workspace, tell=lambda done, _total, _note: told.append(done))
    monkeypatch.undo()
    rest = apply_rules(mara.workspace, tell=quiet)

    assert not PrivacyRequest.objects.of(mara).exclude(state="done").exists()
    assert (stopped, rest) == ({"silent_people": 3}, {"silent_people": 1})


def test_the_log_is_read_once_for_all_who_go_together(mara: Member) -> None:
    names = ("Ana Ruiz", "Leo Braun", "Mia Groß")
    people = [old_person(mara, name) for name in names]
    stays = create_party(mara, name="Ana Braun", city="Lugo")
    update_party(mara, stays.pk, city="Next to ANA  RUÍZ and mia gross")
    create_segment(mara, name="Friends of Leo Braun", party_ids=[one.pk for one in people])
    read: list[int] = []

    done = log.sweep([person_of(one) for one in people], lambda looked_at, _total, _note: read.append(looked_at))

    records = Activity.objects.of(mara)
    assert read == [records.count()]
    assert [one.emptied > 0 for one in done] == [True, True, True]
    texts = [folded(f"{one.subject_label} {one.details}") for one in records]
    assert not [text for text in texts for name in names if folded(name) in text]
    assert any("ana braun" in text for text in texts)
    assert check(mara.workspace_id).fault is None


def test_an_erasure_that_a_kill_left_half_done_is_gone_on_with(mara: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    old_person(mara, "Ana Ruiz")
    keep_for(mara, "silent_people", 24)
    with monkeypatch.context() as killed:
        killed.setattr(erasing, "_finish", lambda *_arguments: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            apply_rules(mara.workspace, tell=quiet)

    gone = apply_rules(mara.workspace, tell=quiet)

    assert gone == {"silent_people": 1}
    assert [request.state for request in PrivacyRequest.objects.of(mara)] == ["done"]


def test_the_name_of_a_deleted_record_leaves_the_log(mara: Member) -> None:
    ana, leo = create_party(mara, name="Ana Ruiz"), create_party(mara, name="Leo Braun")
    update_party(mara, ana.pk, city="Lugo")
    delete_party(mara, ana.pk)
    deleted = Activity.objects.of(mara).filter(verb="party.deleted")
    with time_machine.travel(now() + timedelta(days=60)):
        keep_for(mara, "deleted_records", 3)
        assert apply_rules(mara.workspace, tell=quiet) == {"deleted_records": 0}

    with time_machine.travel(now() + timedelta(days=120)):
        gone = apply_rules(mara.workspace, tell=quiet)

    assert gone == {"deleted_records": 1}
    about = Activity.objects.of(mara).filter(subject_type="party", subject_id=str(ana.pk))
    assert about.count() == 3
    assert not [
        record
        for record in about
        if "Ana" in f"{record.subject_label} {record.details}" or "Lugo" in str(record.details)
    ]
    assert deleted.get().actor_label == "Mara"
    assert Activity.objects.of(mara).filter(subject_id=str(leo.pk), subject_label="Leo Braun").exists()
    assert check(mara.workspace_id).fault is None


def test_each_kind_takes_what_is_over_and_leaves_the_rest(mara: Member) -> None:
    events = [EventFacts("old", "visited", LONG_AGO), EventFacts("new", "visited", now())]
    record_events(mara, events)
    for at in (LONG_AGO, now()):
        Notification.objects.create(workspace=mara.workspace, member=mara, at=at, kind="x", text="Hello", url="/")
        ErasedAddress.objects.create(workspace=mara.workspace, digest=str(at), erased_at=at)
    broken = import_text(mara, "number,date,sku,quantity,price\n1,some day,A,1,5\n", "orders", mapping={"at": "date"})
    type(broken).objects.of(mara).filter(pk=broken.pk).update(finished_at=LONG_AGO)
    kinds = ["events", "notifications", "erased_addresses", "refused_rows"]
    for kind in kinds:
        keep_for(mara, kind, 12)

    gone = apply_rules(mara.workspace, tell=quiet)

    assert gone == dict.fromkeys(kinds, 1)
    assert list(Event.objects.of(mara).values_list("message_id", flat=True)) == ["new"]
    assert not ImportIssue.objects.of(mara).exists()
    assert Notification.objects.of(mara).count() == ErasedAddress.objects.of(mara).count() == 1


def test_the_log_loses_values_and_keeps_what_happened(mara: Member) -> None:
    ana = create_party(mara, name="Ana Ruiz")
    remove_note(mara, write_note(mara, ana.pk, "A secret.").pk)
    Activity.objects.of(mara).update(at=LONG_AGO)
    keep_for(mara, "removed_notes", 3)
    keep_for(mara, "log_details", 24)

    gone = apply_rules(mara.workspace, tell=quiet)

    assert gone["removed_notes"] == 1
    record = Activity.objects.of(mara).get(verb="note.removed")
    assert record.details["erased"] is True
    assert "secret" not in str(record.details)
    assert apply_rules(mara.workspace, tell=quiet) == {"removed_notes": 0, "log_details": 0}
    assert Seal.objects.of(mara).filter(kind=Seal.Kind.REDACTED, sequence=record.sequence).exists()


def test_a_rule_is_switched_off_again(mara: Member) -> None:
    old_person(mara, "Ana Ruiz")
    keep_for(mara, "silent_people", 24)
    keep_on(mara, "silent_people")

    assert apply_rules(mara.workspace, tell=quiet) == {}


@pytest.mark.parametrize("months", [0, 241])
def test_months_have_bounds(mara: Member, months: int) -> None:
    with pytest.raises(Refused) as refused:
        keep_for(mara, "events", months)

    assert refused.value.place == "months"


def test_only_who_deals_with_data_protection_sets_rules(edi: Member) -> None:
    with pytest.raises(NotPermitted):
        keep_for(edi, "events", 12)
