"""Records of other tools: from the operation into the lake, and from there into figures."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from rapport import analytics
from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.activity.operations import recorded
from rapport.apps.conversations.models import Call
from rapport.apps.conversations.operations.calls import (
    cancel_call,
    change_call,
    hold_call,
    log_call,
    plan_call,
    remove_call,
)
from rapport.apps.conversations.operations.meetings import add_attendee, hold_meeting, plan_meeting
from rapport.apps.conversations.operations.messages import log_message
from rapport.apps.conversations.operations.undoing import take_back
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_party, delete_party, merge_parties, unmerge
from rapport.apps.insights.extracts import catalogue as extracts
from rapport.apps.insights.extracts import extracts_of, made_by
from rapport.apps.insights.lake.tables import LakeFiles, lake_folder
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries.cuts import Cut
from rapport.apps.insights.queries.explorer import explore
from rapport.apps.insights.queries.progress import is_behind, lake_tables
from rapport.apps.insights.tests.shop import NOW, Shop
from rapport.apps.tracking.models import Touch
from rapport.apps.tracking.operations import RecordFacts, record_records
from rapport.apps.tracking.record_kinds import RecordKind, catalogue
from rapport.kernel.bulk import delete_rows
from rapport.kernel.errors import Conflict
from rapport.kernel.tombstones import leave_tombstones

KINDS = pytest.mark.parametrize("kind", list(catalogue), ids=lambda kind: kind.name)
OTHERS = ("touches_by_phone", "touches_at_meetings", "touches_by_message")
START = datetime.fromisoformat("2025-07-01T00:00:00+00:00")


def rows_of(workspace: Workspace, table: str) -> list[dict[str, Any]]:
    """The living rows of a lake table, by id: an independent reading of the newest change."""
    files = list(LakeFiles.at(lake_folder(workspace.pk) / table).files)
    if not files:
        return []
    newest = "SELECT *, row_number() OVER (PARTITION BY id ORDER BY change DESC) AS place FROM read_parquet(?)"
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        living = f"SELECT * FROM ({newest}) WHERE place = 1 AND NOT deleted ORDER BY id"
        return connection.sql(living, params=[files]).to_arrow_table().to_pylist()


def some(kind: RecordKind, shop: Shop, count: int = 60) -> list[RecordFacts]:
    """Records that keep the rules, drawn at random, the same each time."""
    chance = Random(kind.name)
    return [RecordFacts(_drawn(kind, shop, chance, place), str(place)) for place in range(count)]


def _drawn(kind: RecordKind, shop: Shop, chance: Random, place: int) -> dict[str, Any]:
    people = chance.sample(sorted(shop.people.values()), len(kind.people) or 1)
    began = START + timedelta(hours=chance.randrange(24 * 330))
    values: dict[str, Any] = {}
    for one in kind.fields:
        sort = kind.kind_of(one)
        given = kind.is_required(one) or chance.random() < 0.7
        if sort == "customer":
            values[one.name] = people.pop() if given else None
        elif sort == "region":
            values[one.name] = chance.choice(sorted(shop.regions.values())) if given else None
        elif sort == "moment":
            began += timedelta(hours=chance.randrange(80))
            values[one.name] = began if given else None
        elif sort in ("number", "amount"):
            values[one.name] = Decimal(chance.randrange(100)) / 100 if given else None
        elif sort == "choice":
            values[one.name] = chance.choice([word for word, _ in kind.choices_of(one)]) if given else ""
        elif sort == "yes_no":
            values[one.name] = chance.random() < 0.5 if given else None
        else:
            words = {"deal": f"D{place // 2}", "experiment": "letter"}
            values[one.name] = words.get(one.name, chance.choice(["one", "two"])) if given else ""
    if kind.fact.currency:
        values["currency"] = "EUR"
    if kind.name == "leads" and values["won_at"]:
        values["lost_at"] = None
    return values


def as_fact(kind: RecordKind, facts: list[RecordFacts], shop: Shop) -> list[dict[str, Any]]:
    """The rows that somebody who knows the fact would write down from these records."""
    names = {number: name for name, number in shop.regions.items()}
    rows = []
    for said in facts:
        row = {name: None if value == "" else value for name, value in said.values.items()}
        for one in kind.fields:
            if kind.kind_of(one) == "number" and row[one.name] is not None:
                row[one.name] = float(row[one.name])
        rows.append(row | {"region": names.get(row["region"])})
    for deal in {row["deal"] for row in rows} if kind.name == "deals" else ():
        stays = sorted((row for row in rows if row["deal"] == deal), key=lambda row: row["at"])
        opened = min(moment for row in stays for moment in (row["opened_at"], row["at"]) if moment)
        for stay, later in zip(stays, [*stays[1:], {}], strict=True):
            stay |= {"until": later.get("at"), "opened_at": opened, "deal": int(deal[1:])}
    return rows


@KINDS
def test_recorded_rows_come_out_of_the_lake_as_the_facts_columns(shop: Shop, glow: Workspace, kind: RecordKind) -> None:
    facts = some(kind, shop)
    done = record_records(shop.member, kind, facts)

    assert not extract(glow.pk).problems

    found = {row["id"] // extracts.get(kind.name).strides: row for row in rows_of(glow, kind.name)}
    assert (done.created, set(found)) == (60, set(done.ids))
    for row_id, expected in zip(done.ids, as_fact(kind, facts, shop), strict=True):
        kept_back = {"deal", *(one.name for one in kind.fields if one.free)}
        row = {name: found[row_id][name] for name in expected if name not in kept_back}
        assert row == {name: value for name, value in expected.items() if name not in kept_back}
        assert found[row_id].keys() & kept_back <= {"deal"}
        assert 0 <= found[row_id]["bucket"] < 64
    assert lake_tables(glow.pk)[kind.name].first_at == min(said.values[kind.moment] for said in facts)
    assert not is_behind(glow.pk)


def by_fact() -> list[Any]:
    """Every metric whose rows come from records."""
    return [one for one in analytics.metrics.catalogue if one.fact in catalogue]


@pytest.mark.parametrize("fact", sorted({one.fact for one in by_fact()}))
def test_the_screen_says_what_the_library_says_of_the_same_rows(
    shop: Shop, glow: Workspace, edi: Member, fact: str
) -> None:
    told = {kind.name: some(kind, shop) for kind in catalogue}
    for name, facts in told.items():
        record_records(shop.member, catalogue.get(name), facts)
    extract(glow.pk)
    tables: dict[str, Any] = {name: plain(catalogue.get(name), facts, shop) for name, facts in told.items()}
    for name in ("customers", "orders", "order_lines", "products", "responses", "events"):
        files = list(LakeFiles.at(lake_folder(glow.pk) / name).files)
        tables |= {name: files} if files else {}

    compared = 0
    for metric in by_fact():
        if metric.fact != fact:
            continue
        seen = explore(edi, Cut(metric.name, grain=None))
        whole = seen.lines[0].whole
        period = analytics.Period(seen.period.start, seen.period.end)
        question = analytics.Question(
            metrics=[metric.name], period=period, zone=glow.time_zone, currency="EUR", known_until=period.end,
            choices=analytics.Choices(margin_rate=glow.assumed_margin),
        )  # fmt: skip
        row = analytics.answer(analytics.Source(tables), question).row(metric.name)
        assert (whole.state, whole.n) == (row.state, row.n), metric.name
        assert whole.value == pytest.approx(row.value), metric.name
        compared += whole.state == "ok"
    assert compared


def plain(kind: RecordKind, facts: list[RecordFacts], shop: Shop) -> pa.Table:
    """The fact table as a file would hold it."""
    rows = [{"id": place, **row} for place, row in enumerate(as_fact(kind, facts, shop), 1)]
    return pa.Table.from_pylist(rows, schema=pa.schema([one for one in kind.fact.arrow_schema if one.name in rows[0]]))


@KINDS
def test_records_follow_a_merge_and_its_undoing_and_keep_their_customer(
    shop: Shop, glow: Workspace, kind: RecordKind
) -> None:
    new = create_party(shop.member, kind="person", name="Rosa twice")
    said = _drawn(kind, shop, Random(7), 0) | {kind.people[0]: new.pk}
    record_records(shop.member, kind, [RecordFacts(said, "1")])
    extract(glow.pk)

    merge = merge_parties(shop.member, shop.people["ines"], [new.pk])
    extract(glow.pk)
    merged = [row[kind.fact.customer] for row in rows_of(glow, kind.name)]
    unmerge(shop.member, merge.pk)
    extract(glow.pk)
    apart = [row[kind.fact.customer] for row in rows_of(glow, kind.name)]

    themselves = shop.people["ines"] == said.get("referred")
    assert (merged, apart) == ([] if themselves else [shop.people["ines"]], [new.pk])
    with pytest.raises(Conflict, match="Archive it"):
        delete_party(shop.member, new.pk)


@KINDS
def test_another_workspace_sees_none(shop: Shop, glow: Workspace, otto: Member, kind: RecordKind) -> None:
    record_records(shop.member, kind, some(kind, shop, 3))

    extract(otto.workspace_id)

    assert rows_of(otto.workspace, kind.name) == []
    assert list(kind.model.objects.within(otto)) == []


def touched(glow: Workspace) -> list[tuple[Any, ...]]:
    extract(glow.pk)
    rows = rows_of(glow, "touches")
    return sorted([(row["channel"], row["direction"], row["minutes"], row["customer"]) for row in rows], key=str)


def test_calls_meetings_and_messages_are_contacts_once_they_were(shop: Shop, glow: Workspace) -> None:
    edi, (rosa, luis) = shop.member, (shop.people["rosa"], shop.people["luis"])
    call = plan_call(edi, rosa, at=NOW - timedelta(hours=1))
    cancel_call(edi, plan_call(edi, rosa, at=NOW - timedelta(hours=2)).pk)
    plan_call(edi, rosa, at=NOW + timedelta(days=2))
    log_call(edi, rosa, result="no_answer")
    meeting = plan_meeting(edi, "Fair", starts_at=NOW - timedelta(hours=3), party_ids=[rosa])
    assert touched(glow) == []

    hold_call(edi, call.pk, minutes=12)
    add_attendee(edi, meeting.pk, luis)
    hold_meeting(edi, meeting.pk)
    log_message(edi, luis, direction="in", channel="email", text="Hello")
    record_records(
        edi, catalogue.get("touches"), [RecordFacts({"at": NOW, "channel": "letter", "customer": luis}, "1")]
    )

    assert touched(glow) == sorted(
        [("phone", "out", 12.0, rosa), ("meeting", None, None, rosa), ("meeting", None, None, luis),
         ("email", "in", None, luis), ("letter", None, None, luis)], key=str,
    )  # fmt: skip
    assert explore(edi, Cut("contacts", breakdown="channel", grain=None)).lines[0].whole.value == 5


def test_a_contact_that_is_taken_back_or_was_none_leaves_the_lake(shop: Shop, glow: Workspace) -> None:
    edi, rosa = shop.member, shop.people["rosa"]
    gone, _, missed = (log_call(edi, rosa, minutes=minutes) for minutes in (1, 2, 3))
    assert len(touched(glow)) == 3

    place = remove_call(edi, gone.pk)
    change_call(edi, missed.pk, result="no_answer")
    assert [row[2] for row in touched(glow)] == [2.0]

    take_back(edi, place)
    assert [row[2] for row in touched(glow)] == [1.0, 2.0]


def test_contacts_of_whom_the_database_let_go_lose_them_or_go_too(shop: Shop, glow: Workspace) -> None:
    new = create_party(shop.member, kind="person", name="Nora")
    log_call(shop.member, new.pk)
    fair = {"at": NOW, "customer": new.pk, "channel": "fair"}
    record_records(shop.member, catalogue.get("touches"), [RecordFacts(fair, "1")])
    assert len(touched(glow)) == 2

    with recorded(shop.member.actor, "party.gone") as change:
        leave_tombstones(Party, [new.pk], workspace_id=glow.pk, change=change.sequence)
        Touch.objects.of(glow).update(party=None)
        delete_rows(Call.objects.of(glow).filter(party=new.pk))
        delete_rows(Party.objects.of(glow).filter(pk=new.pk))

    assert touched(glow) == [("fair", None, None, None)]


def test_extracts_that_share_a_table_tell_their_rows_apart() -> None:
    entries = extracts_of("touches")

    assert [entry.name for entry in entries] == ["touches", *OTHERS]
    assert len({entry.id_in_lake(7) for entry in entries}) == len(entries)
    assert [entry.row_of(entries[2].id_in_lake(7)) for entry in entries] == [None, None, 7, None]
    assert all(
        set(entry.columns) | set(entry.always) <= {one.name for one in entries[0].lake_columns} for entry in entries
    )
    assert made_by(entries) > made_by(entries[:-1])
