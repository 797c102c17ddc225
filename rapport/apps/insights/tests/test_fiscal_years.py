"""Years and quarters begin where the workspace's year begins."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries.cuts import span_of
from rapport.apps.insights.queries.display import stretch_title
from rapport.apps.insights.queries.periods import Known, laid_out
from rapport.apps.insights.tests.shop import NOW, Shop

MADRID = ZoneInfo("Europe/Madrid")
ALL = Known(datetime(2020, 1, 1, tzinfo=UTC), NOW)


@pytest.mark.parametrize(
    ("name", "starts", "start", "end"),
    [
        ("this-year", 1, "2026-01-01", "2026-06-16"),
        ("this-year", 4, "2026-04-01", "2026-06-16"),
        ("this-year", 10, "2025-10-01", "2026-06-16"),
        ("last-year", 4, "2025-04-01", "2026-04-01"),
        ("last-year", 10, "2024-10-01", "2025-10-01"),
    ],
)
def test_a_year_begins_in_the_month_that_was_chosen(name: str, starts: int, start: str, end: str) -> None:
    choice = laid_out(name, MADRID, ALL, now=NOW, year_starts=starts)

    assert (f"{choice.start:%Y-%m-%d}", f"{choice.end:%Y-%m-%d}") == (start, end)


def test_quarters_and_years_are_laid_and_named_by_it() -> None:
    choice = laid_out("last-12-months", MADRID, ALL, now=NOW, year_starts=2)

    quarters, years = (span_of(choice, grain, MADRID, 2) for grain in ("quarter", "year"))

    assert f"{quarters.start:%Y-%m-%d} {quarters.end:%Y-%m-%d}" == "2025-05-01 2026-08-01"
    assert f"{years.start:%Y-%m-%d} {years.end:%Y-%m-%d}" == "2025-02-01 2027-02-01"
    with timezone.override(MADRID):
        assert stretch_title(quarters.start, "quarter", 2) == "Q2 25/26"
        assert stretch_title(years.start, "year", 2) == "2025/26"
        assert stretch_title(years.start, "year", 1) == "2025"


def test_the_explorer_sums_by_fiscal_years(client: Client, shop: Shop, glow: Workspace, edi: Member) -> None:
    Workspace.objects.filter(pk=glow.pk).update(year_starts=7)
    extract(glow.pk)
    client.force_login(edi.user)

    lines = client.get("/w/glow/metrics/table.csv?metric=revenue&period=all-time&grain=year").content.decode()

    # From July 2025 on: 100 + 30 + 50.25 + 80 + 20 − 30; the year before holds the order of June 2024 only.
    assert "250.25" in lines
    assert "100" in lines
