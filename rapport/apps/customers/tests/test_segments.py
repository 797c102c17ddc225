"""Segments: made by rule or by hand, kept true, with the history of who was in them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Membership, Party, Segment
from rapport.apps.customers.operations import (
    PartyFacts,
    archive_party,
    archive_segment,
    create_party,
    create_segment,
    delete_segment,
    record_parties,
    refresh_segments,
    restore_segment,
    tag_parties,
    update_party,
    update_segment,
)
from rapport.apps.customers.queries import count_and_sample, members_on, segment, segment_members, segments
from rapport.apps.customers.tasks import refresh
from rapport.kernel.conditions import ConditionError
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused
from rapport.kernel.models import Tombstone

IN_LUGO = {"condition": "city", "operator": "is", "value": "Lugo"}
VIP = {"condition": "tag", "operator": "is", "value": "vip"}


@pytest.fixture
def people(edi: Member) -> dict[str, Party]:
    facts = [PartyFacts(name=name, city=city) for name, city in (("Ana", "Lugo"), ("Ben", "Lugo"), ("Cid", "Graz"))]
    record_parties(edi, facts)
    return {party.name: party for party in Party.objects.of(edi)}


def names_in(member: Member, of: Segment) -> list[str]:
    return sorted(segment_members(member, of).values_list("name", flat=True))


def test_a_segment_is_filled_at_once(edi: Member, people: dict[str, Party]) -> None:
    made = create_segment(edi, name="Lugo", rule=IN_LUGO)

    found = segment(edi, made.pk)
    assert names_in(edi, made) == ["Ana", "Ben"]
    assert (found.size, found.percent, found.sentence) == (2, "66.67", "city is “Lugo”")
    assert {entry.change for entry in Membership.objects.of(edi)} == {
        Activity.objects.of(edi).latest("sequence").sequence
    }


def test_members_follow_the_data_and_the_log_says_who_moved(edi: Member, people: dict[str, Party]) -> None:
    made = create_segment(edi, name="Lugo", rule=IN_LUGO)
    update_party(edi, people["Ana"].pk, city="Graz")
    update_party(edi, people["Cid"].pk, city="Lugo")

    changed = refresh_segments(edi.workspace)

    record = Activity.objects.of(edi).latest("sequence")
    assert changed == [made]
    assert names_in(edi, made) == ["Ben", "Cid"]
    assert (record.verb, record.actor_kind) == ("segment.refreshed", "system")
    assert record.details["entered_ids"] == [people["Cid"].pk]
    assert record.details["left_ids"] == [people["Ana"].pk]


def test_nothing_is_written_where_nobody_moved(edi: Member, people: dict[str, Party]) -> None:
    create_segment(edi, name="Lugo", rule=IN_LUGO)
    before = Activity.objects.of(edi).latest("sequence").sequence

    assert refresh_segments(edi.workspace) == []
    assert Activity.objects.of(edi).latest("sequence").sequence == before


def test_whoever_comes_back_has_two_memberships(edi: Member, people: dict[str, Party]) -> None:
    made = create_segment(edi, name="Lugo", rule=IN_LUGO)
    for city in ("Graz", "Lugo"):
        update_party(edi, people["Ana"].pk, city=city)
        refresh_segments(edi.workspace)

    spans = Membership.objects.of(edi).filter(segment=made, party=people["Ana"]).order_by("since")
    assert [entry.until is None for entry in spans] == [False, True]


def test_time_alone_lets_people_go(edi: Member) -> None:
    party = create_party(edi, name="New", first_seen_at=datetime(2026, 1, 1, tzinfo=UTC))
    rule = {"condition": "first_seen", "operator": "in_last_days", "value": 30}
    with time_machine.travel(datetime(2026, 1, 20, tzinfo=UTC), tick=False):
        made = create_segment(edi, name="New ones", rule=rule)
        assert names_in(edi, made) == [party.name]

    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False):
        refresh.call(edi.workspace_id, everybody=True)

    assert names_in(edi, made) == []


def test_a_segment_of_segments_follows_in_one_round(edi: Member, people: dict[str, Party]) -> None:
    inner = create_segment(edi, name="Vips", rule=VIP)
    outer = create_segment(
        edi, name="A", rule={"all": [IN_LUGO, {"condition": "in_segment", "operator": "is", "value": inner.pk}]}
    )
    tag_parties(edi, [people["Ana"].pk, people["Cid"].pk], "vip")

    refresh_segments(edi.workspace)

    assert names_in(edi, outer) == ["Ana"]
    assert segment(edi, outer.pk).sentence == "city is “Lugo” and segment is “Vips”"


def test_a_segment_cannot_be_built_on_itself(edi: Member) -> None:
    first = create_segment(edi, name="First", rule=VIP)
    second = create_segment(edi, name="Second", rule={"condition": "in_segment", "operator": "is", "value": first.pk})

    with pytest.raises(Refused, match="itself"):
        update_segment(edi, first.pk, rule={"condition": "in_segment", "operator": "is_not", "value": second.pk})


def test_what_others_are_built_on_stays(edi: Member) -> None:
    first = create_segment(edi, name="First", rule=VIP)
    create_segment(edi, name="Second", rule={"condition": "in_segment", "operator": "is", "value": first.pk})

    for verb in (archive_segment, delete_segment):
        with pytest.raises(Conflict, match="Second"):
            verb(edi, first.pk)


def test_a_fixed_segment_keeps_its_people(edi: Member, people: dict[str, Party]) -> None:
    made = create_segment(edi, name="Panel", party_ids=[people["Ana"].pk, people["Cid"].pk])

    update_party(edi, people["Ana"].pk, city="Graz")
    refresh_segments(edi.workspace)
    update_segment(edi, made.pk, party_ids=[people["Cid"].pk, people["Ben"].pk])

    assert names_in(edi, made) == ["Ben", "Cid"]


def test_archived_people_leave_their_segments(edi: Member, people: dict[str, Party]) -> None:
    made = create_segment(edi, name="Lugo", rule=IN_LUGO)
    archive_party(edi, people["Ana"].pk)

    refresh_segments(edi.workspace)

    assert not Membership.objects.of(edi).filter(segment=made, party=people["Ana"], until=None).exists()


def test_an_archived_segment_is_left_alone_until_it_is_restored(edi: Member, people: dict[str, Party]) -> None:
    made = create_segment(edi, name="Lugo", rule=IN_LUGO)
    archive_segment(edi, made.pk)
    update_party(edi, people["Ana"].pk, city="Graz")

    assert refresh_segments(edi.workspace) == []
    restore_segment(edi, made.pk)

    assert names_in(edi, made) == ["Ben"]


def test_a_deleted_segment_leaves_tombstones(edi: Member, people: dict[str, Party]) -> None:
    made = create_segment(edi, name="Lugo", rule=IN_LUGO)

    delete_segment(edi, made.pk)

    labels = Tombstone.objects.of(edi).values_list("model_label", flat=True)
    assert sorted(labels) == ["customers.Membership", "customers.Membership", "customers.Segment"]
    assert segments(edi) == []


def test_names_are_unique_among_current_segments(edi: Member) -> None:
    create_segment(edi, name="Lugo", rule=IN_LUGO)

    with pytest.raises(Conflict) as refused:
        create_segment(edi, name=" Lugo ", rule=VIP)

    assert refused.value.place == "name"


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"hue": "plaid"}, "hue"),
        ({"party_ids": [1]}, "rule"),
        ({"rule": None}, "rule"),
        ({"rule": {"all": []}}, "all"),
        ({"rule": {"condition": "in_segment", "operator": "is", "value": 987654}}, "rule › segment"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(edi: Member, fields: dict[str, Any], place: str) -> None:
    with pytest.raises(Refused) as refused:
        create_segment(edi, **{"name": "Lugo", "rule": IN_LUGO, **fields})

    assert refused.value.place == place
    assert not Segment.objects.of(edi).exists()


def test_hues_go_round_the_wheel(edi: Member) -> None:
    first = create_segment(edi, name="1", rule=VIP)
    second = create_segment(edi, name="2", rule=VIP)

    assert first.hue != second.hue


def test_count_and_sample_are_exact(edi: Member) -> None:
    record_parties(edi, [PartyFacts(name=f"Person {number:02}", city="Lugo") for number in range(25)])

    matches = count_and_sample(edi, IN_LUGO)

    assert (matches.count, matches.share, len(matches.sample)) == (25, 1.0, 10)
    assert matches.sample[0].name == "Person 00"
    with pytest.raises(ConditionError):
        count_and_sample(edi, {"all": []})


def test_contributors_and_other_workspaces_change_nothing(edi: Member, cora: Member, otto: Member) -> None:
    made = create_segment(edi, name="Lugo", rule=IN_LUGO)

    with pytest.raises(NotPermitted):
        create_segment(cora, name="X", rule=VIP)
    with pytest.raises(NotPermitted):
        update_segment(cora, made.pk, name="X")
    for verb in (archive_segment, restore_segment, delete_segment):
        with pytest.raises(NotPermitted):
            verb(cora, made.pk)
        with pytest.raises(Missing):
            verb(otto, made.pk)
    with pytest.raises(Refused, match="no such segment"):
        create_segment(otto, name="X", rule={"condition": "in_segment", "operator": "is", "value": made.pk})

    assert segment(edi, made.pk).name == "Lugo"
    assert Decimal(segment(edi, made.pk).size) == 0


def test_who_was_in_it_on_a_day_is_known(edi: Member, people: dict[str, Party]) -> None:
    with time_machine.travel(datetime(2026, 5, 1, 9, tzinfo=UTC), tick=False):
        made = create_segment(edi, name="Lugo", rule=IN_LUGO)
    with time_machine.travel(datetime(2026, 5, 3, 9, tzinfo=UTC), tick=False):
        update_party(edi, people["Ana"].pk, city="Graz")
        update_party(edi, people["Cid"].pk, city="Lugo")
        refresh_segments(edi.workspace)

    before, first, later = (members_on(edi, made, date(2026, 5, day)) for day in (1, 2, 3))

    assert sorted(one.name for one in before.members) == sorted(one.name for one in first.members) == ["Ana", "Ben"]
    assert sorted(one.name for one in later.members) == ["Ben", "Cid"]
    assert (first.known, first.count) == (True, 2)
    assert not members_on(edi, made, date(2026, 4, 30)).known


def test_the_page_shows_a_past_day(edi: Member, people: dict[str, Party], client: Client) -> None:
    with time_machine.travel(datetime(2026, 5, 1, 9, tzinfo=UTC), tick=False):
        made = create_segment(edi, name="Lugo", rule=IN_LUGO)
    client.force_login(edi.user)
    address = reverse("customers:segment", args=["glow", made.pk])

    then = client.get(f"{address}?on=2026-05-01").content.decode()
    nonsense = client.get(f"{address}?on=soon").content.decode()

    assert "2 customers at the end of that day" in then
    assert "Enter a valid date" in nonsense
