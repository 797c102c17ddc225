"""Figures come from the engine that RAPPORT_ENGINE names."""

from __future__ import annotations

from typing import Any

import pytest

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.insights.lake import reading
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries.figures import figures_for
from rapport.apps.insights.queries.people import people_for
from rapport.apps.insights.queries.subjects import Subject
from rapport.apps.insights.tests.shop import Shop
from tests import postgres

EVERYBODY = Subject("everybody")


@pytest.mark.skipif(postgres.binaries() is None, reason="PostgreSQL is not installed (apt install postgresql)")
def test_postgresql_answers_what_duckdb_answers(shop: Shop, glow: Workspace, edi: Member, settings: Any) -> None:
    extract(glow.pk)
    expected = [(tile.metric, tile.value, tile.said) for tile in figures_for(edi, EVERYBODY).tiles]
    people = people_for(edi, EVERYBODY)

    with postgres.cluster() as address:
        settings.ENGINE = {"address": address}
        _forget(glow)
        found = [(tile.metric, tile.value, tile.said) for tile in figures_for(edi, EVERYBODY).tiles]
        again = people_for(edi, EVERYBODY)
        reading.close_all()

    assert (found, again) == (expected, people)


def test_an_engine_that_cannot_be_had_is_said(shop: Shop, glow: Workspace, edi: Member, settings: Any) -> None:
    extract(glow.pk)
    settings.ENGINE = {"address": "abacus"}
    reading.close_all()

    health = people_for(edi, EVERYBODY).health

    assert health.state == "broken"


def _forget(workspace: Workspace) -> None:
    from rapport.apps.insights.models import MetricResult

    MetricResult.objects.filter(workspace=workspace).delete()
    reading.close_all()
