"""The explorer: grains, breakdowns, comparisons, what a change is made of, the people behind a cell, and the file."""

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.operations import create_segment, record_regions
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries import explorer
from rapport.apps.insights.queries.apart import taken_apart
from rapport.apps.insights.queries.cuts import Cut, dimensions_of
from rapport.apps.insights.queries.definitions import metric
from rapport.apps.insights.queries.display import shown, stretch_title
from rapport.apps.insights.queries.explorer import explore
from rapport.apps.insights.queries.picking import choosable
from rapport.apps.insights.tests.shop import Shop, moment
from rapport.kernel.errors import Refused


@pytest.fixture
def web(client: Client, edi: Member) -> Client:
    client.force_login(edi.user)
    return client


@pytest.fixture
def asked(shop: Shop, glow: Workspace) -> Shop:
    """Satisfaction of two regions in two years: each rises a little, and yet the whole falls."""
    for on, spain, portugal in (("2025-01-10", (72, 8), (10, 10)), ("2026-01-10", (19, 1), (48, 32))):
        answered(shop, on, "Spain", *spain)
        answered(shop, on, "Portugal", *portugal)
    shop.answers("ces", [5], on="2024-01-20")
    extract(glow.pk)
    return shop


def answered(shop: Shop, on: str, region: str, satisfied: int, not_satisfied: int) -> None:
    scores = [5] * satisfied + [1] * not_satisfied
    where = shop.regions[region]
    facts = [ResponseFacts("csat", moment(on), Decimal(score), region_id=where) for score in scores]
    record_responses(shop.member, facts)


@pytest.fixture
def filled(shop: Shop, glow: Workspace) -> Shop:
    create_segment(shop.member, name="Iberians", party_ids=[shop.people["luis"], shop.people["ines"]])
    extract(glow.pk)
    return shop


def at(name: str) -> str:
    return reverse(f"insights:{name}", kwargs={"workspace": "glow"})


@pytest.mark.parametrize(
    ("grain", "first", "columns"), [("week", "16 Jun 25", 53), ("quarter", "Q2 25", 5), ("year", "2025", 2)]
)
def test_time_goes_by_weeks_quarters_and_years(filled: Shop, edi: Member, grain: Any, first: str, columns: int) -> None:
    found = explore(edi, Cut("revenue", grain=grain))

    assert len(found.months) == columns
    with timezone.override(edi.workspace.zone):
        assert stretch_title(found.months[0], grain) == first
    assert sum(row.value or 0 for row in found.lines[0].months) == pytest.approx(250.25)
    assert not found.lines[0].months[-1].complete


def test_the_whole_period_alone_has_no_columns(filled: Shop, edi: Member) -> None:
    assert explore(edi, Cut("revenue", grain=None)).months == []


def test_only_what_a_metric_reads_can_break_it_down(filled: Shop, edi: Member) -> None:
    assert "touchpoint" in dimensions_of(metric("csat"))
    assert "touchpoint" not in dimensions_of(metric("revenue"))
    with pytest.raises(Refused, match="cannot be broken down by touchpoint"):
        explore(edi, Cut("revenue", breakdown="touchpoint"))


def test_a_breakdown_gives_each_value_a_line(filled: Shop, edi: Member) -> None:
    found = explore(edi, Cut("revenue", breakdown="channel"))

    assert [(line.title, line.whole.value) for line in found.lines] == [
        ("Everybody, altogether", 250.25),
        ("Not recorded", 250.25),
    ]


def test_several_regions_have_their_own_total(filled: Shop, edi: Member) -> None:
    only = (filled.regions["Spain"], filled.regions["Portugal"])

    found = explore(edi, Cut("revenue", regions=only, by_region=True))

    assert [(line.title, line.whole.value) for line in found.lines] == [
        ("Everybody, altogether", 250.25),
        ("Spain", 180.25),
        ("Portugal", 70.0),
    ]


def test_members_of_each_periods_end_differ_from_those_of_today(filled: Shop, edi: Member, glow: Workspace) -> None:
    segment = create_segment(edi, name="Later", party_ids=[filled.people["luis"]])
    extract(glow.pk)
    cut = {"metric": "revenue", "segments": (segment.pk,), "everybody": False, "period": "last-year"}

    today, then = explore(edi, Cut(**cut)), explore(edi, Cut(**cut, members="period_end"))  # type: ignore[arg-type]

    assert today.lines[0].whole.value == 30
    assert not then.lines[0].whole.value


def test_groups_are_marked_in_words_and_with_a_glyph(asked: Shop, edi: Member) -> None:
    found = shown(edi, explore(edi, Cut("csat", by_region=True, compare="groups")))

    flags = {line.title: (line.flag.glyph, line.flag.words) for line in found.lines}
    assert flags == {
        "Everybody, altogether": ("", ""),
        "Spain": ("▲", "clearly above"),
        "Portugal": ("▼", "clearly below"),
    }
    assert "among all 2 compared" in found.claims.remarks[0]


def test_totals_and_single_groups_are_not_compared(filled: Shop, edi: Member) -> None:
    totals = shown(edi, explore(edi, Cut("revenue", by_region=True, compare="groups")))
    alone = shown(edi, explore(edi, Cut("average_order_value", compare="groups")))

    assert "a larger group has a larger total" in totals.claims.remarks[0]
    assert "only one group" in alone.claims.remarks[0]
    assert not totals.has_flags


def test_segments_that_share_customers_are_not_compared(asked: Shop, edi: Member, glow: Workspace) -> None:
    ids = [
        create_segment(edi, name=name, party_ids=[asked.people["rosa"], asked.people[other]]).pk
        for name, other in (("One", "luis"), ("Two", "ines"))
    ]
    extract(glow.pk)

    found = shown(edi, explore(edi, Cut("csat", segments=tuple(ids), compare="groups", apart="segment")))

    assert "1 customer is in more than one" in found.claims.remarks[0]
    assert found.apart
    assert "their parts do not add up" in found.apart.reason


def test_a_change_is_taken_apart_and_a_reversal_is_told(asked: Shop, edi: Member) -> None:
    apart = taken_apart(edi, explore(edi, Cut("csat", apart="region")), "share")

    assert apart
    assert apart.sentence.startswith("Satisfaction fell from 82% to 67% (−15.0\u202fpp)")
    assert "every one of the 2 cells rose" in apart.warning
    assert {part.name for part in apart.parts} == {"Spain", "Portugal"}


def test_small_groups_are_steadied_beside_their_raw_figure(asked: Shop, edi: Member, glow: Workspace) -> None:
    more = record_regions(edi, ["Andorra", "Gibraltar"])
    asked.regions.update(more)
    answered(asked, "2026-02-01", "Andorra", 2, 0)
    answered(asked, "2026-02-01", "Gibraltar", 10, 5)
    extract(glow.pk)

    found = shown(edi, explore(edi, Cut("csat", by_region=True, steady=True)))

    figures = {line.title: (line.whole.text, line.steadied) for line in found.lines if line.steadied}
    assert set(figures) == {"Spain", "Portugal", "Andorra", "Gibraltar"}
    assert figures["Andorra"][0] == "too few"
    assert any("drawn towards" in remark for remark in found.claims.remarks)


def test_a_cell_leads_to_the_people_behind_it(web: Client, filled: Shop) -> None:
    page = web.get(at("metrics"), {"metric": "revenue", "region": "each"}).content.decode()
    address = next(part.split('"')[0] for part in page.split('href="') if "in=Spain" in part).replace("&amp;", "&")

    people = web.get(address).content.decode()

    assert "€180.25" in people
    assert "2 known customers are behind it" in people
    assert people.index("Luis") < people.index("Rosa")
    assert "Ines" not in people


def test_people_of_a_region_segment_and_month(web: Client, filled: Shop) -> None:
    segment = str(_segment(filled))
    said = {"metric": "revenue", "group": segment, "cell": segment, "in": "Portugal"}
    said |= {"start": moment("2026-06-01").isoformat(), "end": moment("2026-07-01").isoformat()}

    people = web.get(at("behind"), said).content.decode()

    assert "1 known customer is behind it" in people
    assert "Iberians · Portugal" in people


@pytest.mark.parametrize("said", [{"start": "x", "end": "y"}, {"start": "2026-01-01", "end": "2026-02-01"}])
def test_a_cell_that_is_none_is_not_found(web: Client, filled: Shop, said: dict[str, str]) -> None:
    assert web.get(at("behind"), {"metric": "revenue", **said}).status_code == 404


def test_the_file_says_what_is_shown_with_definition_and_claim(web: Client, asked: Shop) -> None:
    said = {"metric": "csat", "region": "each", "compare": "groups", "grain": "none", "steady": "on"}

    rows = list(csv.DictReader(io.StringIO(web.get(at("table"), said).content.decode())))

    assert [(row["region"], row["n"], row["claim"]) for row in rows] == [
        ("", "100", ""),
        ("Portugal", "80", "clearly below"),
        ("Spain", "20", "clearly above"),
    ]
    assert rows[1]["definition"].startswith("Satisfaction: The share of satisfied answers")
    assert rows[1]["members"] == "as of today"


def test_the_address_holds_all_that_was_chosen(web: Client, asked: Shop) -> None:
    said = "metric=csat&region=each&period=last-year&grain=quarter&by=touchpoint&apart=region&members=period_end"

    page = web.get(f"{at('metrics')}?{said}&compare=groups&steady=on&group=everybody").content.decode()

    for part in (*said.split("&"), "compare=groups", "steady=on", "group=everybody"):
        assert part in page.split('hx-trigger="live:figures')[0].rsplit("hx-get=", 1)[1].replace("&amp;", "&"), part


def test_metrics_without_any_records_stand_apart(web: Client, asked: Shop, edi: Member) -> None:
    found = choosable(edi)

    with_data = {entry.name for _, entries in found.headings for entry in entries}
    without = {entry.name for _, entries in found.without_data for entry in entries}
    assert {"revenue", "csat"} <= with_data
    assert "tickets" in without
    assert not with_data & without
    assert "tickets" in found.missing
    page = web.get(at("metrics")).content.decode()
    assert "Nothing is recorded for these yet:" in page


def test_a_fragment_brings_the_choices_of_its_metric(web: Client, asked: Shop) -> None:
    answer = web.get(at("metrics"), {"metric": "csat"}, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="explored")

    text = answer.content.decode()
    assert text.lstrip().startswith('<div id="explored"')
    assert 'hx-swap-oob="true"' in text
    assert 'value="touchpoint"' in text


def test_queries_do_not_grow_with_segments(
    web: Client, filled: Shop, edi: Member, glow: Workspace, monkeypatch: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        create_segment(edi, name=f"Segment {number}", party_ids=[filled.people["luis"]])
    extract(glow.pk)
    asked: list[object] = []
    answer = explorer.answer
    monkeypatch.setattr(explorer, "answer", lambda *given, **wishes: asked.append(given) or answer(*given, **wishes))

    with django_assert_max_num_queries(26):
        web.get(at("metrics"), {"metric": "revenue", "region": "each", "steady": "on", "apart": "region"})

    assert len(asked) == 4


def _segment(shop: Shop) -> int:
    from rapport.apps.customers.models import Segment

    return int(Segment.objects.of(shop.member).get(name="Iberians").pk)


def test_where_nothing_was_sold_the_explorer_begins_with_what_is_known(
    mara: Member, lake: None, client: Client
) -> None:
    client.force_login(mara.user)
    assert "Revenue · Metrics" in client.get(at("metrics")).content.decode()

    record_responses(mara, [ResponseFacts("csat", moment("2026-01-10"), Decimal(4))])
    extract(mara.workspace_id)

    assert "Answers · Metrics" in client.get(at("metrics")).content.decode()
    assert "Revenue · Metrics" in client.get(at("metrics"), {"metric": "revenue"}).content.decode()
