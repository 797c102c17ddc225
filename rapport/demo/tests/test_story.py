"""The demo company: believable, the same every time, with claims that its data support and contradict."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db.models import Count

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import (
    Action,
    Canvas,
    CanvasVersion,
    Proposition,
    RelationshipDesign,
    RelationshipElement,
)
from rapport.apps.canvas.queries import board_of
from rapport.apps.customers.models import Party, Region, Relation, Terms
from rapport.apps.customers.queries import segments
from rapport.apps.feedback.models import Response
from rapport.apps.insights.queries.cuts import Cut
from rapport.apps.insights.queries.explorer import explore
from rapport.apps.sales.models import Order
from rapport.demo.story import load
from tests.standing import standing


def _said(_: str) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def _lucia(django_db_setup: None, django_db_blocker: Any) -> Iterator[Member]:
    yield from standing(django_db_blocker, lambda: load(say=_said))


@pytest.fixture
def lucia(_lucia: Member, db: None) -> Member:
    return deepcopy(_lucia)


def _statuses(member: Member) -> dict[str, str]:
    boards = [board_of(member, canvas.pk) for canvas in Canvas.objects.of(member)]
    views = [view for board in boards for section in board.sections for view in section.notes]
    return {view.text: view.standing.status for view in views if view.standing is not None}


def test_the_demo_has_three_segments_two_regions_and_two_years(lucia: Member) -> None:
    orders = Order.objects.of(lucia).order_by("at")
    first, last = orders.first(), orders.last()

    assert first is not None
    assert last is not None
    assert 700 <= (last.at - first.at).days <= 735
    assert {segment.name: segment.size for segment in segments(lucia)} == {
        "Young women": 1_150,
        "Adult women": 900,
        "Men": 620,
    }
    assert Region.objects.of(lucia).count() == 2
    assert Party.objects.of(lucia).count() == 2_670
    assert {kind for (kind,) in Response.objects.of(lucia).values_list("kind").distinct()} == {"nps", "csat", "ces"}


def test_one_claim_is_supported_one_contradicted_and_one_undecided(lucia: Member) -> None:
    statuses = _statuses(lucia)

    assert statuses["They recommend us to their friends"] == "supported"
    assert statuses["Once they have tried us, they come back for refills"] == "contradicted"
    assert statuses["Seven of ten are content with what they meet"] == "untested"


def test_a_page_that_does_not_wait_shows_the_claims_as_untested_until_figures_are_there(lucia: Member) -> None:
    canvas = Canvas.objects.of(lucia).get(title="Less effort for men")

    hasty = board_of(lucia, canvas.pk, patient=False)
    waited = board_of(lucia, canvas.pk)
    later = board_of(lucia, canvas.pk, patient=False)

    assert [board.counts["contradicted"] for board in (hasty, waited, later)] == [0, 1, 1]


def test_every_canvas_has_plans_and_a_first_version(lucia: Member) -> None:
    for canvas in Canvas.objects.of(lucia):
        for model in (Action, Proposition, RelationshipElement):
            assert model.objects.of(lucia).living().filter(canvas=canvas).exists()
        assert RelationshipDesign.objects.of(lucia).get(canvas=canvas).statement
        assert CanvasVersion.objects.of(lucia).get(canvas=canvas).title == "First draft"


def test_the_action_that_is_being_done_knows_the_figure_it_began_with(lucia: Member) -> None:
    doing = Action.objects.of(lucia).filter(status="doing")

    assert doing.count() == 2
    assert all(action.baseline["value"] is not None for action in doing)


def test_the_wholesaler_sells_to_companies_with_contacts_and_terms(lucia: Member) -> None:
    [trader] = lucia.user.memberships.select_related("workspace", "user").filter(workspace__name="Vela Professional")
    roles = dict(Relation.objects.of(trader).values_list("buying_role").annotate(count=Count("pk")))
    sizes = {segment.name: segment.size for segment in segments(trader)}
    bound = Canvas.objects.of(trader).select_related("party").get()

    assert Party.objects.of(trader).companies().count() == 140
    assert roles == {"decider": 140, "buyer": 8, "user": 8, "gatekeeper": 8}
    assert sizes["Salons"] + sizes["Pharmacies"] == 140
    assert 0 < sizes["Large accounts"] < 140
    assert 0 < sizes["Silent for 90 days"] < 140
    assert bound.party is not None
    assert Terms.objects.of(trader).filter(party=bound.party).exists()
    assert Order.objects.of(trader).count() > 500


def test_other_tools_give_the_metrics_that_need_them(lucia: Member) -> None:
    [trader] = lucia.user.memberships.select_related("workspace", "user").filter(workspace__name="Vela Professional")
    wanted = ["paid_cac", "response_rate", "sla_met", "recurring_revenue", "referral_rate", "contacts", "revenue_lift"]

    found = {name: explore(lucia, Cut(name, grain=None)).lines[0].whole for name in wanted}
    found |= {name: explore(trader, Cut(name, grain=None)).lines[0].whole for name in ("win_rate", "leads")}

    assert {name: row.reason for name, row in found.items() if row.state != "ok"} == {}
    assert 8 < (found["paid_cac"].value or 0) < 20
    assert 0.2 < (found["response_rate"].value or 0) < 0.5
