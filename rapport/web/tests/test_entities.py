"""The overview: four entities with the customer in the middle, their figures, and the ways on."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.clock import now
from rapport.web.entities import METRICS, entities_of

ORDER = ["Company", "Offerings", "Customer", "Experience", "Loyalty and retention"]


@pytest.fixture
def shop(mara: Member) -> Member:
    at = now() - timedelta(days=3)
    orders = [OrderFacts(f"{n}", at, [LineFacts("A", Decimal(1), Decimal(20))]) for n in range(8)]
    record_orders(mara, orders)
    record_responses(mara, [ResponseFacts(kind="nps", at=at, score=Decimal(score)) for score in (9, 10, 3, 8, 9, 9)])
    extract(mara.workspace_id)
    return mara


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def test_each_entity_has_the_figures_that_belong_to_it(shop: Member) -> None:
    found = entities_of(shop, patient=True)

    assert [tile.metric for tile in found.customer.tiles] == list(METRICS["customer"])
    revenue = next(tile for tile in found.offerings.tiles if tile.metric == "revenue")
    assert (revenue.value, revenue.state, revenue.n) == (160, "ok", 8)
    nps = next(tile for tile in found.experience.tiles if tile.metric == "nps")
    assert (nps.n, nps.state) == (6, "ok")
    assert nps.low is not None


def test_what_has_no_data_says_so_and_shows_no_number(shop: Member) -> None:
    csat = next(tile for tile in entities_of(shop, patient=True).experience.tiles if tile.metric == "csat")

    assert not csat.shows_value
    assert csat.state_word


def test_the_first_look_does_not_wait_for_figures(shop: Member) -> None:
    found = entities_of(shop, patient=False)

    assert found.waits
    assert all(tile.state == "waiting" for tile in found.customer.tiles)


def test_the_overview_shows_the_four_in_their_order_and_leads_on(shop: Member) -> None:
    page = signed_in(shop).get(f"/w/{shop.workspace.slug}/").content.decode()

    places = [page.index(f">{title}<") for title in ORDER]
    assert places == sorted(places)
    for target in ("/products", "/customers", "/responses", "/canvases", "/segments"):
        assert target in page


def test_an_empty_workspace_shows_first_steps_and_no_figures(mara: Member) -> None:
    page = signed_in(mara).get(f"/w/{mara.workspace.slug}/").content.decode()

    assert "First steps" in page
    assert 'id="entities"' not in page


def test_the_fragment_refreshes_itself_when_figures_come(shop: Member) -> None:
    address = f"/w/{shop.workspace.slug}/entities"
    fragment = signed_in(shop).get(address, headers={"HX-Request": "true"}).content.decode()

    assert "live:figures" in fragment
    assert "<html" not in fragment
    assert "<html" in signed_in(shop).get(address).content.decode()
