"""The tiles and the profile of a workspace in which nothing but answers is recorded."""

from decimal import Decimal

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.operations import PartyFacts, record_parties
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries import Subject, figures_for, profile_for
from rapport.apps.insights.tests.shop import moment

EVERYBODY = Subject.everybody()


def test_where_only_answers_are_recorded_the_board_stands_in_their_time(glow: Workspace, edi: Member) -> None:
    [rosa] = record_parties(edi, [PartyFacts(name="Rosa", external_id="rosa")]).ids
    for month in (1, 2, 3):
        facts = ResponseFacts("csat", moment(f"2024-0{month}-10"), Decimal(4), customer_id=rosa)
        record_responses(edi, [facts])
    extract(glow.pk)

    told = figures_for(edi, EVERYBODY)

    assert told.period.note == "ends Mar 10, 2024, the last day with data"
    assert told.one_period
    states = [tile.state == "no_data" for tile in told.tiles]
    assert states == sorted(states)
    assert told.tile("csat").state == "too_few"
    assert profile_for(edi, EVERYBODY).groups == []
