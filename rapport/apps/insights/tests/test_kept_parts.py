"""What was worked out before goes into the figures after a change: they are those of a first look."""

from shutil import rmtree
from typing import Any

import pytest

from rapport.analytics import Answer, Question, Source
from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.operations import create_segment
from rapport.apps.insights.lake import reading
from rapport.apps.insights.lake.tables import lake_folder
from rapport.apps.insights.models import MetricResult
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.operations.targets import set_target
from rapport.apps.insights.queries import Subject, asking, figures_for
from rapport.apps.insights.queries.changes import changes_since
from rapport.apps.insights.queries.cuts import Cut
from rapport.apps.insights.queries.explorer import explore
from rapport.apps.insights.queries.periods import MONTHS_SHOWN
from rapport.apps.insights.queries.standing import standing_targets
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


def test_explorer_targets_and_changes_are_answered_again_without_a_look_at_the_rows(
    shop: Shop, glow: Workspace, edi: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = create_segment(edi, name="Iberians", party_ids=[shop.people["luis"], shop.people["ines"]])
    extract(glow.pk)
    set_target(edi, metric="revenue", value=10_000, subject=f"segment:{segment.pk}")
    cut = Cut("revenue", segments=(segment.pk,), by_region=True, steady=True, apart="region")

    def seen() -> list[Any]:
        explored, changes = explore(edi, cut), changes_since(edi, "last-3-months")
        told = [changes.alerts, changes.quiet, changes.waiting]
        return [explored.lines, explored.before, explored.now, standing_targets(edi), told]

    first = seen()
    reading.close_all()
    monkeypatch.setattr(Source, "query", lambda *given, **wishes: pytest.fail("a table was asked"))

    assert seen() == first
    assert first[0] != []


def test_a_group_is_asked_once_for_its_period_and_its_months(
    shop: Shop, glow: Workspace, edi: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract(glow.pk)
    asked: list[Question] = []
    answer = asking.answer

    def counted(source: Source, question: Question, **wishes: Any) -> Answer:
        asked.append(question)
        return answer(source, question, **wishes)

    monkeypatch.setattr(asking, "answer", counted)

    tile = figures_for(edi, Subject.everybody(), metrics=["revenue"]).tile("revenue")

    assert [question.grain for question in asked if question.period.start != asking.EVER] == ["month"]
    assert len(tile.months) == MONTHS_SHOWN
