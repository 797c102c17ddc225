"""Events: kept once, and with whoever did them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rapport.apps.accounts.models import Member
from rapport.apps.activity.followers import follow
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_party, merge_parties, unmerge
from rapport.apps.customers.queries import meant_by
from rapport.apps.tracking.models import Event, Visitor
from rapport.apps.tracking.operations import EventFacts, event_errors, identify, record_events
from rapport.apps.tracking.queries import event_names, events_of
from rapport.kernel.clock import now
from rapport.kernel.conditions import parse
from rapport.kernel.errors import Missing, NotPermitted, Refused

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def event(number: int, *, who: str = "v1", minutes: int | None = None, **facts: Any) -> EventFacts:
    at = NOON + timedelta(minutes=number if minutes is None else minutes)
    return EventFacts(message_id=f"m{number}", name="Page viewed", at=at, anonymous_id=who, **facts)


@pytest.fixture
def ana(edi: Member) -> Party:
    return create_party(edi, kind="person", name="Ana")


@pytest.fixture
def leo(edi: Member) -> Party:
    return create_party(edi, kind="person", name="Leo")


def whose(member: Member) -> dict[str, int | None]:
    return dict(Event.objects.of(member).values_list("message_id", "party"))


def test_a_message_counts_once_however_often_it_comes(edi: Member) -> None:
    first = record_events(edi, [event(1), event(1), event(2)])
    again = record_events(edi, [event(2), event(3)])

    assert (first.created, first.unchanged, again.created) == (2, 1, 1)
    assert first.ids[0] == first.ids[1]
    assert again.ids[0] == first.ids[2]
    assert Event.objects.of(edi).count() == 3


def test_the_same_message_in_two_workspaces_is_two(edi: Member, otto: Member) -> None:
    assert record_events(edi, [event(1)]).created == record_events(otto, [event(1)]).created == 1


def test_earlier_and_later_events_find_their_person(edi: Member, ana: Party) -> None:
    record_events(edi, [event(1), event(2, who="v2")])

    assert identify(edi, anonymous_id="v1", party_id=ana.pk, at=NOON) == 1
    record_events(edi, [event(3)])

    assert whose(edi) == {"m1": ana.pk, "m2": None, "m3": ana.pk}
    assert identify(edi, anonymous_id="v1", party_id=ana.pk, at=NOON) == 0


def test_whoever_takes_over_a_device_gets_what_comes_from_then_on(edi: Member, ana: Party, leo: Party) -> None:
    record_events(edi, [event(1), event(20)])
    identify(edi, anonymous_id="v1", party_id=ana.pk, at=NOON + timedelta(minutes=5))

    identify(edi, anonymous_id="v1", party_id=leo.pk, at=NOON + timedelta(minutes=10))

    assert whose(edi) == {"m1": ana.pk, "m20": leo.pk}


def test_who_was_named_at_once_stays_named(edi: Member, ana: Party, leo: Party) -> None:
    record_events(edi, [event(1, party_id=leo.pk)])

    identify(edi, anonymous_id="v1", party_id=ana.pk)

    assert whose(edi) == {"m1": leo.pk}


STEPS = [("event", 1, "v1"), ("event", 7, "v1"), ("event", 12, "v1"), ("event", 3, "v2"),
         ("identify", 5, "v1", 0), ("identify", 10, "v1", 1), ("identify", 2, "v2", 1), ("event", 1, "v1")]  # fmt: skip


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(order=st.permutations(STEPS))
def test_in_any_order_it_comes_to_the_same(edi: Member, ana: Party, leo: Party, order: list[Any]) -> None:
    with transaction.atomic():
        for kind, minutes, who, *person in order:
            if kind == "event":
                record_events(edi, [event(minutes + (100 if who == "v2" else 0), who=who, minutes=minutes)])
            else:
                chosen = (ana, leo)[person[0]]
                identify(edi, anonymous_id=who, party_id=chosen.pk, at=NOON + timedelta(minutes=minutes))

        assert whose(edi) == {"m1": ana.pk, "m7": ana.pk, "m12": leo.pk, "m103": leo.pk}
        transaction.set_rollback(True)


def test_events_follow_a_merge_and_come_back(edi: Member, ana: Party, leo: Party) -> None:
    identify(edi, anonymous_id="v1", party_id=leo.pk, at=NOON)
    record_events(edi, [event(1)])
    merge = merge_parties(edi, ana.pk, [leo.pk])
    record_events(edi, [event(2), event(3, who="", party_id=leo.pk)])
    assert set(whose(edi).values()) == {ana.pk}

    unmerge(edi, merge.pk)
    follow()

    assert whose(edi) == {"m1": leo.pk, "m2": leo.pk, "m3": ana.pk}
    assert Visitor.objects.of(edi).get().party_id == leo.pk


def test_conditions_ask_who_did_what_how_often_and_when(edi: Member, ana: Party, leo: Party) -> None:
    at = now() - timedelta(days=3)
    record_events(edi, [EventFacts(f"a{number}", "Signed up", at, party_id=ana.pk) for number in range(3)])

    def means(condition: str, operator: str, value: Any, **parameters: Any) -> set[str]:
        leaf = {"condition": condition, "operator": operator, "value": value}
        tree = leaf | {"parameters": {"event": "signed_up", **parameters}}
        return {one.name for one in meant_by(edi.workspace, parse(tree).tree())}

    assert means("event_count", "at_least", 3) == {"Ana"}
    assert means("event_count", "at_least", 3, days=2) == set()
    assert means("event_count", "equals", 0) == {"Leo"}
    assert means("first_event", "in_last_days", 7) == {"Ana"}
    assert means("last_event", "more_than_days_ago", 7) == set()


def test_a_timeline_shows_the_latest_first(edi: Member, ana: Party, otto: Member) -> None:
    record_events(edi, [event(1, party_id=ana.pk), event(2, party_id=ana.pk)])

    assert [one.message_id for one in events_of(edi, ana).rows] == ["m2", "m1"]
    assert event_names(edi)[0].count == 2
    with pytest.raises(Missing):
        events_of(otto, ana)


@pytest.mark.parametrize(
    "wrong",
    [
        {"message_id": ""},
        {"message_id": "x" * 121},
        {"name": "…"},
        {"at": datetime(2026, 1, 1)},
        {"properties": {"a": float("nan")}},
        {"properties": {"a": "\x00"}},
        {"properties": {"a": "x" * 30_000}},
    ],
)
def test_what_cannot_be_kept_is_refused(edi: Member, wrong: dict[str, Any]) -> None:
    facts = EventFacts(**{"message_id": "m1", "name": "Seen", "at": NOON, **wrong})

    assert event_errors(facts)
    with pytest.raises(Refused):
        record_events(edi, [facts])


def test_only_who_may_edit_records_events_and_of_their_own(edi: Member, vic: Member, otto: Member, ana: Party) -> None:
    with pytest.raises(NotPermitted):
        record_events(vic, [event(1)])
    with pytest.raises(Missing):
        record_events(otto, [event(1, party_id=ana.pk)])
    with pytest.raises(Missing):
        identify(otto, anonymous_id="v1", party_id=ana.pk)
