"""How revenue is spread over the people of a group, and where they stand."""

import pytest

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.operations import create_segment
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries import Subject
from rapport.apps.insights.queries.people import people_for
from rapport.apps.insights.tests.shop import Shop


def test_everybody_stands_somewhere(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)

    found = people_for(edi, Subject.everybody())

    assert found.total == 4
    assert (found.prospect, found.new, found.active, found.at_risk, found.lost) == (1, 1, 1, 1, 0)


def test_the_top_tenth_is_the_largest_spenders_of_the_period(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract(glow.pk)

    found = people_for(edi, Subject.everybody())

    assert found.buyers == 3
    assert found.top_tenth_share == pytest.approx(100 / 230.25)


def test_a_segment_is_counted_by_its_own_people(shop: Shop, glow: Workspace, edi: Member) -> None:
    segment = create_segment(edi, name="Two", rule=None, party_ids=[shop.people["joao"], shop.people["luis"]])
    extract(glow.pk)

    found = people_for(edi, Subject.segment(segment.pk))

    assert (found.total, found.prospect, found.active) == (2, 1, 1)


def test_without_orders_there_is_no_source_and_no_nought(glow: Workspace, edi: Member) -> None:
    found = people_for(edi, Subject.everybody())

    assert found.health.state == "no_data"
    assert found.top_tenth_share is None


def test_recorded_but_not_yet_extracted_waits(shop: Shop, edi: Member) -> None:
    assert people_for(edi, Subject.everybody()).health.state == "waiting"
