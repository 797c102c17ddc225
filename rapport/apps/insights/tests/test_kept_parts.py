"""What was worked out before goes into the figures after a change: they are those of a first look."""

from shutil import rmtree

import pytest

from rapport.analytics import Source
from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.operations import create_segment
from rapport.apps.insights.lake import reading
from rapport.apps.insights.lake.tables import lake_folder
from rapport.apps.insights.models import MetricResult
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries import Subject, figures_for
from rapport.apps.insights.tests.shop import Shop

METRICS = ["revenue", "orders", "active_customers", "average_order_value", "nps", "lifetime_revenue"]


def test_figures_after_a_change_are_those_of_a_first_look(
    shop: Shop, glow: Workspace, edi: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LEAST_ROWS", 0)
    segment = create_segment(edi, name="Iberians", party_ids=[shop.people["luis"], shop.people["ines"]])
    subjects = (Subject.everybody(), Subject.segment(segment.pk))

    def payloads() -> list[object]:
        MetricResult.objects.of(glow).delete()
        extract(glow.pk)
        return [figures_for(edi, subject, metrics=METRICS).tiles for subject in subjects]

    payloads()
    folder = lake_folder(glow.pk) / reading.PARTS
    before = {path.name for path in folder.iterdir()}
    shop.order("K1", "2026-06-10", 70, who="luis")
    shop.order("K2", "2026-03-10", 15.5)
    since = payloads()
    assert before
    assert {path.name for path in folder.iterdir()} == before

    rmtree(folder)
    reading.close_all()
    assert payloads() == since


def test_rows_of_the_lake_are_checked_once_and_not_by_every_process(
    shop: Shop, glow: Workspace, edi: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract(glow.pk)
    first = figures_for(edi, Subject.everybody(), metrics=METRICS).tiles
    checked: list[str] = []
    monkeypatch.setattr(Source, "_checked", lambda source, fact: checked.append(fact.name))

    reading.close_all()
    MetricResult.objects.of(glow).delete()
    again = figures_for(edi, Subject.everybody(), metrics=METRICS).tiles

    assert again == first
    assert checked == []
