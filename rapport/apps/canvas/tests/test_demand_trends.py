"""Trends in demand: what speaks of them, how strongly, since when, and whether regions differ beyond chance."""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.demand_trends import demand_trends
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries import canvas_of
from rapport.apps.canvas.queries.demand import Verdict, demand_of
from rapport.apps.canvas.queries.demand.lines import Counts, Line
from rapport.apps.canvas.queries.live import live_boxes
from rapport.apps.customers.models import Region
from rapport.apps.customers.operations import PartyFacts, create_segment, record_parties
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.insights.lake.reading import close_all
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.clock import now
from tests.cast import make_member

BOXES = ["trend_personal", "trend_digital", "trend_loyal", "trend_responsible"]
GREEN, PLAIN = "I like that it is recyclable", "Quick and kind"
LONG_AGO = 500


@pytest.fixture(autouse=True)
def lake(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.LAKE_FOLDER = tmp_path / "lake"
    yield
    close_all()


@pytest.fixture
def regions(edi: Member) -> dict[str, int]:
    return {name: Region.objects.create(workspace=edi.workspace, name=name).pk for name in ("Spain", "Chile")}


@pytest.fixture
def people(edi: Member, regions: dict[str, int]) -> dict[str, int]:
    """One customer in each region."""
    facts = [PartyFacts(name=name, external_id=name, region_id=pk) for name, pk in regions.items()]
    return dict(zip(regions, record_parties(edi, facts).ids, strict=True))


@pytest.fixture
def demand(edi: Member, regions: dict[str, int]) -> Canvas:
    canvas = operations.create_canvas(edi, blueprint_name="global_demand", region_ids=list(regions.values()))
    return canvas_of(edi, canvas.pk)


def said(member: Member, who: int, text: str, times: int, *, days_ago: int = 5) -> None:
    at = now() - timedelta(days=days_ago)
    record_responses(
        member, [ResponseFacts("free", at - timedelta(minutes=one), None, text, who) for one in range(times)]
    )


def sold(member: Member, who: int, channel: str, times: int) -> None:
    at = now() - timedelta(days=5)
    line = [LineFacts("A", Decimal(1), Decimal(10))]
    orders = [OrderFacts(f"{who}-{channel}-{one}", at, line, who, None, "EUR", channel) for one in range(times)]
    record_orders(member, orders)


def shown(client: Client, member: Member, canvas: Canvas, box: str) -> str:
    client.force_login(member.user)
    answer = client.get(f"/w/glow/canvases/{canvas.pk}/live/{box}", headers={"hx-request": "true"})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("trend", "text", "speaks"),
    [
        ("personal", "I want it PERSONALISED", True),
        ("personal", "Hecho para mi", True),
        ("personal", "El personal es muy amable", False),
        ("personal", "Auf mich abgestimmt wäre schön", True),
        ("digital", "The app is quick", True),
        ("digital", "I was happy with it", False),
        ("digital", "Prefiero pedir en linea", True),
        ("digital", "Commander EN LIGNE est simple", True),
        ("loyal", "I buy here for years", True),
        ("loyal", "Das Paket fiel herunter", False),
        ("loyal", "Très fidele cliente", True),
        ("responsible", "Zu viel Plastik", True),
        ("responsible", "The packaging was torn", False),
        ("responsible", "Too much packaging", True),
    ],
)
def test_an_answer_speaks_of_a_trend_by_the_words_of_its_list(trend: str, text: str, *, speaks: bool) -> None:
    assert bool(re.search(demand_trends.get(trend).pattern, text, re.IGNORECASE)) is speaks


def test_every_trend_has_words_in_four_languages() -> None:
    for trend in demand_trends:
        assert list(trend.words) == ["English", "Español", "Deutsch", "Français"]
        assert all(trend.words.values())


def test_an_empty_workspace_is_told_so_by_every_box(client: Client, edi: Member, demand: Canvas) -> None:
    for box in BOXES:
        page = shown(client, edi, demand, box)
        assert page.startswith(f'<div id="live-{box}"')
        assert "No answer with words of this group." in page
        assert "%" not in page.partition("How this is read")[0]
        assert "Too few to say whether the regions differ." in page


def test_shares_stand_by_region_with_interval_and_n(
    client: Client, edi: Member, people: dict[str, int], demand: Canvas
) -> None:
    said(edi, people["Spain"], GREEN, 30)
    said(edi, people["Spain"], PLAIN, 30)
    said(edi, people["Chile"], GREEN, 6)
    said(edi, people["Chile"], PLAIN, 54)
    extract(edi.workspace_id)

    page = shown(client, edi, demand, "trend_responsible")

    assert "of 120 answers with words speak of it" in page
    assert '<span class="strong">50%</span> <span class="quiet tiny">38% to 62%</span>' in page
    assert "n = 60" in page
    assert "The regions differ more than chance would make them." in page
    assert "fewer than 1 of 100" in page
    assert "No behaviour is recorded that would show it." in page
    assert "recycl…" in page


def test_regions_alike_show_no_difference(edi: Member, people: dict[str, int], demand: Canvas) -> None:
    for who in people.values():
        said(edi, who, GREEN, 20)
        said(edi, who, PLAIN, 20)
    extract(edi.workspace_id)

    found = demand_of(edi, demand, demand_trends.get("responsible"))

    assert found.says is not None
    assert found.says.verdict.word == "chance"
    assert found.says.verdict.chance == pytest.approx(1)


def test_four_answers_have_no_share(client: Client, edi: Member, people: dict[str, int], demand: Canvas) -> None:
    said(edi, people["Spain"], GREEN, 4)
    extract(edi.workspace_id)

    page = shown(client, edi, demand, "trend_responsible")

    assert "Too few answers with words (n = 4)." in page
    assert "too few (n = 4)" in page
    assert "100%" not in page


def test_a_share_that_grew_since_the_period_before_is_rising(
    edi: Member, people: dict[str, int], demand: Canvas
) -> None:
    said(edi, people["Spain"], PLAIN, 40, days_ago=LONG_AGO)
    said(edi, people["Spain"], PLAIN, 1, days_ago=3 * 365)
    said(edi, people["Spain"], GREEN, 20)
    said(edi, people["Spain"], PLAIN, 20)
    extract(edi.workspace_id)

    found = demand_of(edi, demand, demand_trends.get("responsible"))

    assert found.says is not None
    spain, chile = found.says.lines
    assert (spain.direction, spain.n) == ("rising", 40)
    assert spain.change is not None
    assert spain.change.value == pytest.approx(0.5)
    assert (chile.direction, chile.is_known) == ("", False)


def test_without_a_period_before_the_direction_cannot_be_said(
    client: Client, edi: Member, people: dict[str, int], demand: Canvas
) -> None:
    said(edi, people["Spain"], GREEN, 10)
    extract(edi.workspace_id)

    page = shown(client, edi, demand, "trend_responsible")

    assert "direction cannot be said" in page
    assert "no full period before to compare with" in page


def test_a_canvas_about_a_segment_hears_nobody_else(
    edi: Member, people: dict[str, int], regions: dict[str, int]
) -> None:
    segment = create_segment(edi, name="Circle", rule=None, party_ids=[people["Spain"]])
    made = operations.create_canvas(
        edi, segment_id=segment.pk, blueprint_name="global_demand", region_ids=list(regions.values())
    )
    said(edi, people["Spain"], GREEN, 7)
    said(edi, people["Chile"], GREEN, 9)
    extract(edi.workspace_id)

    found = demand_of(edi, canvas_of(edi, made.pk), demand_trends.get("responsible"))

    assert found.says is not None
    assert found.says.whole.n == 7
    assert [line.n for line in found.says.lines] == [7, 0]


def test_orders_through_online_channels_are_behaviour(
    client: Client, edi: Member, people: dict[str, int], demand: Canvas
) -> None:
    sold(edi, people["Spain"], "Web shop", 30)
    sold(edi, people["Spain"], "Till", 10)
    sold(edi, people["Chile"], "App", 10)
    sold(edi, people["Chile"], "Phone", 30)
    sold(edi, people["Chile"], "", 5)
    extract(edi.workspace_id)

    found = demand_of(edi, demand, demand_trends.get("digital"))

    assert found.does is not None
    assert found.does.named == ("App", "Web shop")
    assert [(line.value, line.n) for line in found.does.lines] == [(0.75, 40), (0.25, 40)]
    assert found.does.verdict.word == "real"
    assert 'Orders through online channels: <span dir="auto">App, Web shop</span>' in shown(
        client, edi, demand, "trend_digital"
    )


def test_loyalty_shows_in_repeat_purchases(edi: Member, people: dict[str, int], demand: Canvas) -> None:
    sold(edi, people["Spain"], "Till", 2)
    extract(edi.workspace_id)

    found = demand_of(edi, demand, demand_trends.get("loyal"))

    assert found.does is not None
    assert [line.title for line in found.does.lines] == ["Spain", "Chile"]
    assert not found.does.whole.is_known


def test_what_was_counted_is_kept_until_the_tables_change(edi: Member, people: dict[str, int], demand: Canvas) -> None:
    said(edi, people["Spain"], GREEN, 6)
    extract(edi.workspace_id)
    trend = demand_trends.get("responsible")
    demand_of(edi, demand, trend)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        demand_of(edi, demand, trend)
    said(edi, people["Spain"], PLAIN, 6)
    extract(edi.workspace_id)
    later = demand_of(edi, demand, trend)

    assert not [one for one in queries if "feedback_response" in one["sql"]]
    assert later.says is not None
    assert (later.says.whole.value, later.says.whole.n) == (0.5, 12)


def test_a_region_with_too_few_is_left_out_and_named() -> None:
    lines = [
        Line.of_counts(title, Counts(hits, n), compares=False)
        for title, hits, n in (("Spain", 40, 80), ("Chile", 10, 80), ("Malta", 1, 2))
    ]

    found = Verdict.on(lines)

    assert (found.word, found.left_out) == ("real", ("Malta",))
    assert found.left_out_words == "Left out, too few: Malta."


def test_nobody_anywhere_is_no_difference() -> None:
    lines = [Line.of_counts(title, Counts(0, 50), compares=False) for title in ("Spain", "Chile")]

    found = Verdict.on(lines)

    assert (found.word, found.chance_words) == ("chance", "")
    assert lines[0].value_text == "0%"


def test_a_share_without_a_clear_change_claims_no_direction() -> None:
    line = Line.of_counts("Spain", Counts(10, 50, 8, 50), compares=True)

    assert (line.direction, line.direction_word) == ("level", "no clear change")


def test_who_may_not_read_answers_sees_none(edi: Member, people: dict[str, int], demand: Canvas) -> None:
    said(edi, people["Spain"], GREEN, 6)
    extract(edi.workspace_id)
    guest = make_member(edi.workspace, "Gus", "guest")

    assert not guest.may(live_boxes.get("trend_personal").right)
    assert demand_of(guest, demand, demand_trends.get("personal")).says is None


def test_every_row_shows_the_figures_of_its_region_in_a_place_of_its_own(
    client: Client, edi: Member, regions: dict[str, int], demand: Canvas
) -> None:
    client.force_login(edi.user)

    page = client.get(f"/w/glow/canvases/{demand.pk}").content.decode()

    for region in regions.values():
        assert page.count(f'id="figure-tiles-metrics-r{region}"') == 1
        assert (
            f"region={region}&amp;metrics=retention_rate,churn_rate,lifetime_value&amp;place=metrics-r{region}" in page
        )
    assert 'id="figure-tiles"' not in page
    assert page.count('id="figure-panel"') == 1


@pytest.mark.parametrize("view", ["present", "past"])
def test_rows_have_their_figures_before_an_audience_and_in_the_past(
    client: Client, edi: Member, regions: dict[str, int], demand: Canvas, view: str
) -> None:
    client.force_login(edi.user)

    page = client.get(f"/w/glow/canvases/{demand.pk}/{view}").content.decode()

    for region in regions.values():
        assert page.count(f'id="figure-tiles-metrics-r{region}"') == 1
    assert page.count('id="figure-panel"') == 1


def test_tiles_answer_with_the_place_they_were_asked_for(client: Client, edi: Member) -> None:
    client.force_login(edi.user)
    address = "/w/glow/figures/everybody/"
    headers = {"hx-request": "true"}

    own = client.get(f"{address}?metrics=churn_rate&place=metrics-r7", headers=headers).content.decode()

    assert own.startswith('<div id="figure-tiles-metrics-r7"')
    assert "place=metrics-r7" in own.partition("hx-trigger")[0]
    assert client.get(f"{address}?place=%22%3E", headers=headers).status_code == 404


def test_tiles_outside_of_rows_stand_in_the_usual_place(client: Client, mara: Member) -> None:
    canvas = operations.create_canvas(mara)
    client.force_login(mara.user)

    page = client.get(f"/w/{mara.workspace.slug}/canvases/{canvas.pk}").content.decode()

    assert 'id="figure-tiles"' in page
    assert "place=" not in page
