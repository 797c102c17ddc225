"""Segments follow the log: only those of whom something changed are asked about, and the answer is the same."""

from datetime import UTC, datetime

import pytest
import time_machine

from rapport.apps.accounts.models import Member
from rapport.apps.activity.queries import position_of
from rapport.apps.customers.models import Membership, Party, Segment
from rapport.apps.customers.operations import (
    archive_party,
    create_party,
    create_segment,
    delete_party,
    refresh_segments,
    tag_parties,
    untag_parties,
    update_party,
    update_segment,
)
from rapport.apps.customers.queries import touched
from rapport.apps.customers.queries.touched import touched_since

IN_LUGO = {"condition": "city", "operator": "is", "value": "Lugo"}
VIP = {"condition": "tag", "operator": "is", "value": "vip"}


@pytest.fixture
def ana(edi: Member) -> Party:
    return create_party(edi, name="Ana", city="Graz")


@pytest.fixture
def lugo(edi: Member, ana: Party) -> Segment:
    """A segment that is true to the log."""
    made = create_segment(edi, name="Lugo", rule=IN_LUGO)
    refresh_segments(edi.workspace)
    return made


def inside(segment: Segment) -> set[str]:
    now_in = Membership.objects.of(segment).filter(segment=segment, until=None)
    return set(now_in.values_list("party__name", flat=True))


def test_whoever_changes_is_asked_about_and_nobody_else(edi: Member, ana: Party, lugo: Segment) -> None:
    before = position_of(edi)
    update_party(edi, ana.pk, city="Lugo")

    assert touched_since(edi.workspace_id, before) == {ana.pk}
    refresh_segments(edi.workspace)
    assert inside(lugo) == {"Ana"}


def test_the_rule_is_not_asked_again_where_nothing_happened(edi: Member, lugo: Segment) -> None:
    before = Segment.objects.of(edi).get().refreshed_at

    assert refresh_segments(edi.workspace) == []
    assert Segment.objects.of(edi).get().refreshed_at == before


def test_a_tag_put_on_and_taken_off_moves_its_bearer(edi: Member, ana: Party) -> None:
    vips = create_segment(edi, name="Vips", rule=VIP)
    refresh_segments(edi.workspace)

    tag_parties(edi, [ana.pk], "vip")
    refresh_segments(edi.workspace)
    assert inside(vips) == {"Ana"}

    untag_parties(edi, [ana.pk], "vip")
    refresh_segments(edi.workspace)
    assert inside(vips) == set()


def test_a_segment_of_segments_follows_a_changed_rule(edi: Member, ana: Party, lugo: Segment) -> None:
    inner = {"condition": "in_segment", "operator": "is", "value": lugo.pk}
    outer = create_segment(edi, name="Outer", rule=inner)
    refresh_segments(edi.workspace)

    update_segment(edi, lugo.pk, rule={"condition": "city", "operator": "is", "value": "Graz"})
    refresh_segments(edi.workspace)

    assert inside(outer) == {"Ana"}


def test_archived_and_deleted_records_leave(edi: Member, ana: Party, lugo: Segment) -> None:
    other = create_party(edi, name="Ben", city="Lugo")
    update_party(edi, ana.pk, city="Lugo")
    refresh_segments(edi.workspace)

    archive_party(edi, ana.pk)
    delete_party(edi, other.pk)
    refresh_segments(edi.workspace)

    assert inside(lugo) == set()


def test_days_that_go_by_are_noticed_when_everybody_is_asked(edi: Member) -> None:
    create_party(edi, name="New", first_seen_at=datetime(2026, 1, 1, tzinfo=UTC))
    rule = {"condition": "first_seen", "operator": "in_last_days", "value": 30}
    with time_machine.travel(datetime(2026, 1, 20, tzinfo=UTC), tick=False):
        new = create_segment(edi, name="New ones", rule=rule)
        refresh_segments(edi.workspace)

    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False):
        refresh_segments(edi.workspace, everybody=True)

    assert inside(new) == set()


def test_too_many_to_name_means_everybody(
    edi: Member, lugo: Segment, ana: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(touched, "MOST", 1)
    before = position_of(edi)
    for name in ("Ben", "Cid", "Dan"):
        create_party(edi, name=name, city="Lugo")

    assert touched_since(edi.workspace_id, before) is None
    refresh_segments(edi.workspace)
    assert inside(lugo) == {"Ben", "Cid", "Dan"}
