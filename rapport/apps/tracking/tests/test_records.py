"""Records of other tools: recognised by their number, right by the rules of their fact."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import change_role, create_role
from rapport.apps.accounts.queries import member_of
from rapport.apps.activity.models import Activity
from rapport.apps.activity.operations import recorded
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_party, merge_parties, record_regions
from rapport.apps.tracking.models import DealStage, Ticket
from rapport.apps.tracking.operations import RecordFacts, RecordTrial, record_errors, record_records, take_back_records
from rapport.apps.tracking.record_kinds import RecordKind, catalogue
from rapport.apps.tracking.tests._facts import NOON, whole
from rapport.kernel.errors import NotPermitted, Refused
from rapport.kernel.timeline import Asked, registered
from rapport.kernel.undoing import Undoing

KINDS = pytest.mark.parametrize("kind", list(catalogue), ids=lambda kind: kind.name)
TICKETS, DEALS, SPEND, INVITATIONS = (catalogue.get(name) for name in ("tickets", "deals", "spend", "invitations"))


@pytest.fixture
def people(edi: Member) -> list[Party]:
    return [create_party(edi, kind="person", name=name) for name in ("Ana", "Leo")]


@KINDS
def test_a_record_is_written_once_changed_when_it_differs_and_taken_back(
    edi: Member, people: list[Party], kind: RecordKind
) -> None:
    region = record_regions(edi, {"Galicia"})["Galicia"]
    facts = whole(kind, *people, region=region)

    first = record_records(edi, kind, [facts])
    again = record_records(edi, kind, [facts])
    row = kind.model.objects.of(edi).get()
    entry = Activity.objects.of(edi).order_by("-sequence")[0]

    assert (first.created, again.unchanged, again.ids, entry.verb) == (1, 1, [row.pk], f"{kind.name}.imported")
    for one in kind.fields:
        assert getattr(row, kind.attribute(one.name)) == facts.values[one.name]
    with recorded(edi.actor, "import.portion_undone") as change:
        undone = take_back_records(change, entry.details, Undoing(lambda sequences: set(sequences), lambda *a: []))
    assert (undone.removed, undone.left) == (1, [])
    assert not kind.model.objects.of(edi).exists()


@KINDS
def test_a_trial_tells_what_recording_does_over_many_batches(
    edi: Member, people: list[Party], kind: RecordKind
) -> None:
    batches = [
        [whole(kind, *people), whole(kind, *people, number="8")],
        [whole(kind, *people, number="8", region=None), whole(kind, *people[::-1])],
        [whole(kind, *people[::-1], number=""), whole(kind, *people[::-1], number="")],
    ]
    trial = RecordTrial(edi, kind)

    judged = [trial.judge(batch) for batch in batches]

    done = [record_records(edi, kind, batch) for batch in batches]
    told = [[(one.created, one.updated, one.unchanged, one.states) for one in each] for each in (judged, done)]
    assert told[0] == told[1]


@KINDS
def test_what_is_missing_or_of_another_sort_is_named(kind: RecordKind) -> None:
    for one in kind.fields:
        said = {"moment": "today", "number": 1, "amount": Decimal("nan"), "customer": "Ana", "yes_no": 1, "region": "x"}
        wrong = whole(kind, **{one.name: said.get(kind.kind_of(one), "x" * 400)})
        named = {name for name, _ in record_errors(kind, wrong)}

        assert one.name in named
        missing = record_errors(kind, whole(kind, **{one.name: None}))
        assert (one.name in {name for name, _ in missing}) == kind.is_required(one)
    assert ("xyz", f"{kind.title} have no field of this name.") in record_errors(kind, whole(kind, xyz=1))


MOMENTS = st.none() | st.sampled_from([NOON, NOON + timedelta(days=1), NOON + timedelta(days=2)])
NUMBERS = st.none() | st.sampled_from([Decimal(-1), Decimal(0), Decimal("0.5"), Decimal(2), Decimal(2_000_000_000)])


@KINDS
@settings(max_examples=60, deadline=None)
@given(drawn=st.data())
def test_a_record_is_right_where_the_facts_rules_say_so(kind: RecordKind, drawn: Any) -> None:
    said = {"moment": MOMENTS, "number": NUMBERS, "amount": NUMBERS, "customer": st.sampled_from([1, 2])}
    facts = whole(kind)
    for one in kind.fields:
        if (sort := kind.kind_of(one)) in said:
            value = drawn.draw(said[sort])
            facts.values[one.name] = facts.values[one.name] if value is None and kind.is_required(one) else value

    wrong = {name for name, _ in record_errors(kind, facts)}

    assert bool(wrong - missing(kind, facts)) == bool(broken(kind, facts.values))


def missing(kind: RecordKind, facts: RecordFacts) -> set[str]:
    return {one.name for one in kind.fields if kind.is_required(one) and facts.values[one.name] is None}


def broken(kind: RecordKind, values: dict[str, Any]) -> list[str]:
    """The fact's rules that a row with these values breaks, as the engine asks them."""
    columns = [column for column in kind.fact.columns if column.name in values]
    if "opened_at" in values and values["opened_at"] is None:
        values = {**values, "opened_at": values["at"]}
    row = {one.name: pa.array([values[one.name]]).cast(one.arrow_type) for one in columns if one.name != "deal"}
    blank = {one.name: pa.nulls(1, one.arrow_type) for one in kind.fact.columns if one.name not in row}
    with duckdb.connect() as engine:
        engine.register("given", pa.table(row | blank))
        engine.execute(f"CREATE VIEW {kind.name} AS SELECT * FROM given")
        asked = [rule.broken_if for rule in kind.fact.rules]
        return [one for one in asked if engine.execute(f"SELECT 1 FROM {kind.name} WHERE {one}").fetchall()]


def test_what_is_not_said_stays_and_what_is_said_empty_goes(edi: Member) -> None:
    record_records(edi, TICKETS, [whole(TICKETS)])
    opened = {"opened_at": NOON + timedelta(hours=1)}

    record_records(edi, TICKETS, [RecordFacts({**opened, "topic": ""}, "7")])

    ticket = Ticket.objects.of(edi).get()
    assert (ticket.topic, ticket.channel, ticket.minutes) == ("", "some channel", Decimal(1_000_000_000))


def test_what_contradicts_only_what_is_known_is_left_out(edi: Member) -> None:
    record_records(edi, TICKETS, [whole(TICKETS)])

    done = record_records(edi, TICKETS, [RecordFacts({"opened_at": NOON + timedelta(days=9)}, "7")])

    assert [(one.position, one.field) for one in done.refused] == [(0, "first_response_at")]
    assert Ticket.objects.of(edi).get().opened_at == NOON + timedelta(hours=1)


def stay(number: int, days: int, state: str = "open", **said: Any) -> RecordFacts:
    values = {"deal": "D1", "at": NOON + timedelta(days=days), "state": state, "amount": Decimal(100), **said}
    return RecordFacts(values, str(number))


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_stays_of_a_deal_end_where_the_next_begins_in_whatever_order(edi: Member, order: tuple[int, ...]) -> None:
    stays = [stay(1, 0), stay(2, 3), stay(3, 9, "won", opened_at=NOON - timedelta(days=1))]

    for place in order:
        record_records(edi, DEALS, [stays[place]])

    rows = list(DealStage.objects.of(edi).order_by("external_id"))
    assert [row.until and (row.until - NOON).days for row in rows] == [3, 9, None]
    assert {row.opened_at for row in rows} == {NOON - timedelta(days=1)}
    assert {row.deal_key for row in rows} == {rows[0].deal_key}
    assert record_records(edi, DEALS, stays).unchanged == 3


def test_a_stage_taken_back_leaves_the_deal_where_it_was(edi: Member) -> None:
    record_records(edi, DEALS, [stay(1, 0)])
    record_records(edi, DEALS, [stay(2, 3, "lost")])
    details = Activity.objects.of(edi).order_by("-sequence")[0].details

    with recorded(edi.actor, "import.portion_undone") as change:
        take_back_records(change, details, Undoing(lambda sequences: set(sequences), lambda *a: []))

    assert [row.until for row in DealStage.objects.of(edi)] == [None]


def test_a_stage_that_goes_to_another_deal_leaves_two_right(edi: Member) -> None:
    record_records(edi, DEALS, [stay(1, 0), stay(2, 3)])

    record_records(edi, DEALS, [stay(2, 3, deal="D2")])

    assert [row.until for row in DealStage.objects.of(edi)] == [None, None]


def test_records_without_a_number_are_told_apart_by_what_they_say(edi: Member, people: list[Party]) -> None:
    said = {"at": NOON, "amount": Decimal(5), "channel": "search"}
    asked = {"customer": people[0].pk, "survey": "spring", "at": NOON}

    twice = record_records(edi, SPEND, [RecordFacts(dict(said)), RecordFacts(dict(said))])
    again = record_records(edi, SPEND, [RecordFacts({**said, "amount": Decimal("5.00")}), RecordFacts(dict(said))])
    sent = record_records(edi, INVITATIONS, [RecordFacts({**asked, "state": "sent"})])
    came = record_records(edi, INVITATIONS, [RecordFacts({**asked, "state": "answered"})])

    assert (twice.created, again.unchanged, sent.created, came.updated) == (2, 2, 1, 1)


def test_a_merged_customer_is_meant_by_the_old_number_too(edi: Member, people: list[Party]) -> None:
    ana, leo = people
    merge_parties(edi, ana.pk, [leo.pk])

    record_records(edi, TICKETS, [whole(TICKETS, leo)])

    assert Ticket.objects.of(edi).get().party_id == ana.pk


@KINDS
def test_only_who_may_records_and_only_of_the_workspace(
    edi: Member, vic: Member, otto: Member, people: list[Party], kind: RecordKind
) -> None:
    with pytest.raises(NotPermitted):
        record_records(vic, kind, [whole(kind, *people)])
    with pytest.raises(Refused, match="no such person"):
        record_records(otto, kind, [whole(kind, *people)])
    unzoned = replace(whole(kind, *people, **{kind.moment: datetime(2026, 1, 1)}), place="row 2")
    with pytest.raises(Refused, match="time zone"):
        record_records(edi, kind, [unzoned])
    record_records(edi, kind, [whole(kind, *people)])
    assert not kind.model.objects.of(otto).exists()


def told(member: Member, party: Party) -> list[tuple[str, str, str]]:
    source = registered().get("records")
    entries = source.entries(Asked(member, (party.pk,)), None, 20)
    assert [one.order for one in entries] == sorted(one.order for one in entries)
    return [(str(one.told.title), one.told.text, str(one.told.state)) for one in entries]


def test_the_timeline_tells_what_other_tools_know_in_short_lines(edi: Member, people: list[Party]) -> None:
    ana, leo = people
    for kind in catalogue:
        record_records(edi, kind, [whole(kind, ana, leo)])

    lines = told(edi, ana)

    titles = {"Subscription ended", "Deal", "Brought somebody", "Subscription began", "Complaint", "Contact", "Lead"}
    assert {title for title, _, _ in lines} == titles | {"Asked for an answer"}
    assert ("Complaint", "some topic · some channel", "resolved") in lines
    assert told(edi, leo) == []


def test_the_timeline_asks_only_for_kinds_that_are_there_and_only_whom_the_right_reaches(
    edi: Member, mara: Member, vic: Member, people: list[Party], django_assert_num_queries: Any
) -> None:
    ana, leo = people
    for kind in (TICKETS, DEALS):
        record_records(edi, kind, [whole(kind, ana)])

    with django_assert_num_queries(3):
        assert len(told(edi, ana)) == 2
    with django_assert_num_queries(1):
        assert told(edi, leo) == []
    role = create_role(mara, name="Desk", grants={"customers.view": "all"}, fields={})
    change_role(mara, member_id=vic.pk, role="custom", own_roles=[role.pk])
    assert [title for title, _, _ in told(member_of(vic.user, "glow"), ana)] == ["Complaint"]
