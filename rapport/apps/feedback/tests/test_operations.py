"""Recording survey answers."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_party
from rapport.apps.feedback.models import Response
from rapport.apps.feedback.operations import ResponseFacts, record_responses, response_errors
from rapport.apps.feedback.queries import ResponseFilter, list_responses
from rapport.kernel.errors import NotPermitted, Refused

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def answer(kind: str = "nps", score: object = 9, **more: object) -> ResponseFacts:
    return ResponseFacts(kind, NOON, None if score is None else Decimal(str(score)), **more)


@pytest.fixture
def lea(edi: Member) -> Party:
    return create_party(edi, name="Lea")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (answer("nps", 11), "score"),
        (answer("nps", -1), "score"),
        (answer("nps", "8.5"), "score"),
        (answer("csat", 0), "score"),
        (answer("csat", 6), "score"),
        (answer("ces", "7.1"), "score"),
        (answer("nps", "NaN"), "score"),
        (answer("nps", None), "score"),
        (answer("free", 3), "score"),
        (answer("stars", 3), "kind"),
        (answer(text="a\x00"), "text"),
        (ResponseFacts("nps", datetime(2026, 1, 1), Decimal(3)), "at"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(facts: ResponseFacts, field: str) -> None:
    assert [name for name, _message in response_errors(facts)] == [field]


def test_a_score_off_its_scale_names_the_row_and_nothing_is_recorded(edi: Member) -> None:
    with pytest.raises(Refused) as refused:
        record_responses(edi, [answer(), answer("csat", 9, place="row 4")])

    assert (refused.value.place, "1 to 5" in refused.value.message) == ("row 4 › score", True)
    assert not Response.objects.of(edi).exists()


def test_answers_of_known_customers_are_recognised(edi: Member, lea: Party) -> None:
    first = record_responses(edi, [answer(customer_id=lea.pk, survey="Spring"), answer("ces", 5, external_id="r1")])

    again = record_responses(edi, [answer(customer_id=lea.pk, survey="Spring"), answer("ces", 6, external_id="r1")])

    assert (first.created, again.created, again.updated, again.unchanged) == (2, 0, 1, 1)
    assert again.ids == first.ids
    assert Response.objects.of(edi).get(external_id="r1").score == 6


def test_answers_of_one_moment_about_several_touchpoints_stay_apart(edi: Member, lea: Party) -> None:
    told = [answer("csat", 4, customer_id=lea.pk, touchpoint=place) for place in ("Delivery", "Shop")]

    done = record_responses(edi, [*told, *told])

    assert (done.created, Response.objects.of(edi).count()) == (2, 2)


def test_anonymous_answers_are_all_kept(edi: Member) -> None:
    done = record_responses(edi, [answer(), answer()])

    assert done.created == Response.objects.of(edi).count() == 2


def test_viewers_and_other_workspaces_are_refused(vic: Member, otto: Member, lea: Party) -> None:
    with pytest.raises(NotPermitted):
        record_responses(vic, [answer()])
    with pytest.raises(Refused, match="no such customer"):
        record_responses(otto, [answer(customer_id=lea.pk)])


def test_the_distribution_adds_up(edi: Member) -> None:
    record_responses(
        edi, [answer(score=score) for score in (10, 9, 8, 6, 0)] + [answer("csat", 4), answer("csat", "4.5")]
    )

    nps, csat = list_responses(edi, ResponseFilter()).distributions

    assert [part.count for part in nps.parts] == [2, 1, 2]
    assert nps.nps == 0
    assert sum(step.count for step in csat.steps) == csat.count == 2
    assert csat.mean == 4.25


def test_a_distribution_carries_its_interval_or_says_that_it_has_none(edi: Member) -> None:
    scores = [10] * 20 + [8] * 10 + [3] * 10
    record_responses(edi, [answer(score=score) for score in scores] + [answer("csat", 4) for _ in range(4)])

    nps, csat = list_responses(edi, ResponseFilter()).distributions

    low, high = nps.interval or (0.0, 0.0)
    assert nps.nps == pytest.approx(25)
    assert (low, high) == pytest.approx((-0.7, 50.7), abs=0.1)
    assert csat.interval is None
