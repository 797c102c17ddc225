"""The pages and fragments of figures, as a browser asks for them."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.models import Segment
from rapport.apps.customers.operations import create_segment
from rapport.apps.insights.models import Target
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries import Subject, profile_for
from rapport.apps.insights.queries.definitions import metrics
from rapport.apps.insights.tests.shop import Shop

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "figure-panel"}


@pytest.fixture
def web(client: Client, edi: Member) -> Client:
    client.force_login(edi.user)
    return client


@pytest.fixture
def filled(shop: Shop, glow: Workspace) -> Shop:
    shop.answers("nps", [10, 9, 3, 8, 9, 10])
    create_segment(shop.member, name="Iberians", party_ids=[shop.people["luis"], shop.people["ines"]])
    extract(glow.pk)
    return shop


def at(name: str, **parts: object) -> str:
    return reverse(f"insights:{name}", kwargs={"workspace": "glow", **parts})


def test_tiles_are_a_fragment_for_a_board_and_a_page_for_a_browser(web: Client, filled: Shop) -> None:
    address = at("tiles", subject="everybody")

    fragment = web.get(address, {"metrics": "revenue,nps"}, HTTP_HX_REQUEST="true").content.decode()
    page = web.get(address).content.decode()

    assert fragment.startswith('<div id="figure-tiles"')
    assert "€250.25" in fragment
    assert "Net promoter score" in fragment
    assert "metrics=revenue%2Cnps" in fragment
    assert "<html" in page
    assert "€250.25" in page


def test_a_tile_shows_value_change_period_n_interval_and_update(web: Client, filled: Shop) -> None:
    fragment = web.get(at("tiles", subject="everybody"), HTTP_HX_REQUEST="true").content.decode()

    for words in (
        "€250.25",
        "+€150.25",
        "95 % interval",
        "5 orders",
        "Jun 16, 2025",
        "against the 12 months before",
        "Updated",
    ):
        assert words in fragment, words


def test_the_panel_of_a_figure_tells_definition_and_what_is_behind(web: Client, filled: Shop) -> None:
    panel = web.get(at("tile", subject="everybody", metric="nps"), **HTMX).content.decode()

    assert "Formula" in panel
    assert "SELECT" in panel
    assert "NPS 10" in panel
    assert "<html" not in panel


def test_the_orders_behind_a_segments_revenue_are_its_own(web: Client, filled: Shop) -> None:
    subject = f"segment:{_segment(filled)}"

    panel = web.get(at("tile", subject=subject, metric="revenue"), **HTMX).content.decode()

    assert "Sale 4, €50.25" in panel
    assert "Refund C5" in panel
    assert "Sale 6" not in panel


def test_a_profile_counts_who_is_known_and_who_is_not(filled: Shop, edi: Member, web: Client) -> None:
    profile = profile_for(edi, Subject.parse(f"segment:{_segment(filled)}"))

    assert (profile.size, profile.total, profile.buyers) == (2, 4, 2)
    assert [(part.title, part.count) for part in profile.regions] == [("Portugal", 1), ("Spain", 1)]
    assert profile.age_bands == []
    assert [(part.title, part.count) for part in profile.frequency] == [("1 order", 1), ("2 orders", 1)]
    assert sum(part.count for part in profile.recency) == 2
    page = web.get(at("profile", subject="everybody")).content.decode()
    assert "4</span> customers" in page


def test_a_profile_of_everybody_shows_anonymous_sales_among_products(filled: Shop, edi: Member) -> None:
    profile = profile_for(edi, Subject.everybody())

    assert sum(part.count for part in profile.products) == pytest.approx(250.25)


def test_the_explorer_lays_a_metric_over_groups_and_months(web: Client, filled: Shop) -> None:
    page = web.get(at("metrics"), {"metric": "revenue", "group": ["everybody", str(_segment(filled))]})

    text = page.content.decode()
    assert page.status_code == 200
    assert "€250.25" in text
    assert "€130.25" in text
    assert "May 26" in text
    assert "By group and month" in text


def test_the_explorer_splits_by_region(web: Client, filled: Shop) -> None:
    text = web.get(at("metrics"), {"metric": "revenue", "region": "each"}).content.decode()

    assert "Spain" in text
    assert "€180.25" in text
    assert "€70.00" in text


def test_an_unknown_choice_falls_back_instead_of_failing(web: Client, filled: Shop) -> None:
    page = web.get(at("metrics"), {"metric": "no-such", "group": "77777", "region": "x", "period": "never"})

    assert page.status_code == 200


def test_the_explorers_table_is_a_file_without_formulas(web: Client, filled: Shop, edi: Member) -> None:
    segment = create_segment(edi, name="=1+1", party_ids=[filled.people["luis"]])
    extract(edi.workspace_id)

    answer = web.get(at("table"), {"metric": "revenue", "group": str(segment.pk)})

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert rows[0]["segment"] == "'=1+1"
    assert float(rows[0]["value"]) == 80.25
    assert len(rows) == 14


def test_every_metric_has_its_definition_page(web: Client, glow: Workspace) -> None:
    listed = web.get(at("definitions")).content.decode()

    for entry in metrics():
        assert entry.title in listed.replace("&#x27;", "'")
        assert web.get(at("definition", metric=entry.name)).status_code == 200
    assert web.get(at("definition", metric="no-such")).status_code == 404


def test_a_target_is_set_in_percent_for_a_share(web: Client, filled: Shop, glow: Workspace) -> None:
    sent = {"metric": "repeat_purchase_rate", "subject": "everybody", "direction": "at_least", "value": "45"}

    answer = web.post(at("targets"), sent)

    target = Target.objects.of(glow).get()
    assert answer.status_code == 302
    assert float(target.value) == 0.45
    tiles = web.get(at("tiles", subject="everybody"), HTTP_HX_REQUEST="true").content.decode()
    assert "Target at least 45%" in tiles
    web.post(at("target", target_id=target.pk), {"_method": "delete"})
    assert not Target.objects.of(glow).filter(removed_at=None).exists()


def test_a_refused_target_says_so_at_the_field_and_keeps_what_was_typed(web: Client, filled: Shop) -> None:
    sent = {"metric": "repeat_purchase_rate", "subject": "everybody", "direction": "at_least", "value": "450"}

    answer = web.post(at("targets"), sent, **HTMX)

    assert answer.status_code == 422
    assert "between 0 and 100" in answer.content.decode()
    assert 'value="450"' in answer.content.decode()


@pytest.mark.parametrize("subject", ["segment:0", "segment:99999", "customer:x", "everyone", "segment:9" + "9" * 40])
def test_figures_of_nobody_are_not_found(web: Client, glow: Workspace, subject: str) -> None:
    assert web.get(at("tiles", subject=subject)).status_code == 404
    assert web.get(at("profile", subject=subject)).status_code == 404
    assert web.get(at("tile", subject=subject, metric="nps")).status_code == 404


@pytest.mark.parametrize("region", ["x", "-1", "9" * 40, "424242"])
def test_a_region_that_is_none_is_not_found(web: Client, glow: Workspace, region: str) -> None:
    assert web.get(at("tiles", subject="everybody"), {"region": region}).status_code == 404


def test_before_any_data_the_pages_say_what_to_do(web: Client, glow: Workspace) -> None:
    tiles = web.get(at("tiles", subject="everybody")).content.decode()
    explorer = web.get(at("metrics")).content.decode()
    profile = web.get(at("profile", subject="everybody")).content.decode()

    assert "No data source" in tiles
    assert "No figures yet" in explorer
    assert "0</span> customers" in profile


def _segment(shop: Shop) -> int:
    return Segment.objects.of(shop.member).get(name="Iberians").pk
