"""The pages of survey answers."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_party, create_segment
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.feedback.queries import ResponseFilter, list_responses, responses_of, touchpoints

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def address(client: Client, edi: Member) -> Callable[[str], str]:
    client.force_login(edi.user)
    return lambda path: f"/w/{edi.workspace.slug}/{path}"


@pytest.fixture
def lea(edi: Member) -> Party:
    """Lea answered once; sixty others without a name did too."""
    party = create_party(edi, name="Lea")
    hers = ResponseFacts(
        "nps", NOON + timedelta(days=9), Decimal(3), "Too <b>slow</b>", party.pk, touchpoint="Delivery"
    )
    others = [
        ResponseFacts("csat", NOON + timedelta(hours=n), Decimal(1 + n % 5), touchpoint="Shop") for n in range(60)
    ]
    record_responses(edi, [hers, *others])
    return party


def test_filters_narrow_the_answers_and_their_distribution(edi: Member, lea: Party) -> None:
    everything = list_responses(edi, ResponseFilter())
    slow = list_responses(edi, ResponseFilter(search="SLOW"))

    assert (everything.count.number, [fall.kind for fall in everything.distributions]) == (61, ["nps", "csat"])
    assert (slow.count.number, [fall.kind for fall in slow.distributions]) == (1, ["nps"])
    assert list_responses(edi, ResponseFilter(touchpoint="Shop")).count.number == 60
    assert list_responses(edi, ResponseFilter(with_text=True)).count.number == 1
    assert touchpoints(edi) == ["Delivery", "Shop"]


def test_a_customer_has_their_own_answers(edi: Member, otto: Member, lea: Party) -> None:
    assert [answer.score for answer in responses_of(edi, lea)] == [Decimal(3)]
    assert list_responses(otto, ResponseFilter()).count.number == 0


def test_pages_ask_the_database_a_few_times_and_show_markup_as_text(
    client: Client, edi: Member, lea: Party, address: Callable[[str], str], django_assert_max_num_queries: Any
) -> None:
    for path in ("feedback", "feedback?kind=nps&text=1", f"feedback/of-customer/{lea.pk}"):
        with django_assert_max_num_queries(15):
            answer = client.get(address(path))

        assert answer.status_code == 200
        assert "Too &lt;b&gt;slow" in answer.content.decode()


def test_the_response_rate_stays_unknown(client: Client, lea: Party, address: Callable[[str], str]) -> None:
    assert "Response rate: not known" in client.get(address("feedback")).content.decode()


def test_an_empty_workspace_says_what_to_do(client: Client, address: Callable[[str], str]) -> None:
    assert "No answers yet" in client.get(address("feedback")).content.decode()
    assert "No answer fits" in client.get(address("feedback?kind=nps")).content.decode()


def test_answers_of_a_segment_are_those_of_its_people(client: Client, mara: Member) -> None:
    people = [create_party(mara, kind="person", name=name).pk for name in ("Rosa", "Luis")]
    segment = create_segment(mara, name="Only Rosa", rule=None, party_ids=people[:1])
    at = datetime(2026, 3, 2, 10, tzinfo=UTC)
    facts = [ResponseFacts("free", at, text=f"said by {pk}", customer_id=pk) for pk in people]
    record_responses(mara, facts)
    client.force_login(mara.user)

    page = client.get("/w/glow/feedback", {"segment": segment.pk}).content.decode()

    assert f"said by {people[0]}" in page
    assert f"said by {people[1]}" not in page
