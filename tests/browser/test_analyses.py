"""Every analysis of the demo company: an answer that no barrier hides, by day, by night and on a phone.

With RAPPORT_PICTURES=FOLDER the pictures of the guides are taken on the way.
"""

import os
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, Segment
from rapport.apps.insights.analyses import Analysis, analyses
from rapport.apps.insights.lake.reading import close_all
from rapport.apps.insights.operations.analyses import work_out_analysis
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries.analyses import Asking
from rapport.apps.insights.queries.subjects import Subject
from rapport.apps.tracking.operations import RecordFacts, record_records
from rapport.apps.tracking.record_kinds import catalogue as record_kinds
from tests.browser.looks import barriers
from tests.hands import await_hands

PICTURES = os.environ.get("RAPPORT_PICTURES", "")


def test_no_analysis_has_a_serious_barrier_or_runs_over_a_narrow_screen(
    served: str, lucia: Member, looks: list[tuple[str, Page]], tmp_path: Path, settings: object
) -> None:
    settings.LAKE_FOLDER = tmp_path / "lake"  # type: ignore[attr-defined]
    _contracts_and_draws(lucia)
    extract(lucia.workspace_id)
    found: list[str] = []
    for entry in analyses:
        asking = _usual(lucia, entry)
        payload = work_out_analysis(lucia.workspace, asking)
        assert "refused" not in payload, f"{entry.name}: {payload}"
        for look, page in looks:
            address = reverse("insights:analysis", args=[lucia.workspace.slug, entry.name])
            page.goto(f"{served}{address}?{asking.query}")
            await_hands(page)
            expect(page.locator("#analysed:not([aria-busy])")).to_be_visible()
            expect(page.locator("#analysed progress")).to_have_count(0)
            found += [f"{entry.name} ({look}): {barrier}" for barrier in barriers(page)]
            if PICTURES and look == "desk":
                page.wait_for_timeout(2_500)
                page.screenshot(path=f"{PICTURES}/{entry.name}.png")
    if PICTURES:
        page = looks[0][1]
        for name, place in (("explorer", "metrics"), ("analyses", "analyses"), ("alerts", "alerts")):
            page.goto(served + reverse(f"insights:{place}", args=[lucia.workspace.slug]))
            page.wait_for_timeout(3_000)
            page.screenshot(path=f"{PICTURES}/{name}.png")
    close_all()

    assert found == []


def _contracts_and_draws(member: Member) -> None:
    """What the demo company does not have: boxes taken each month, and a mail that some of its customers got."""
    now = datetime.now(UTC)
    customers = list(Party.objects.of(member).people().order_by("pk").values_list("pk", flat=True)[:300])
    boxes, draws = [], []
    for place, customer in enumerate(customers):
        since = now - timedelta(days=30.5 * (place % 11 + 2))
        until = since + timedelta(days=30.4375 * (place % 5 + 1)) if place % 3 == 0 else None
        said = {"since": since, "until": until if until and until < now else None, "amount": Decimal(20)}
        boxes.append(RecordFacts({"customer": customer, "currency": "EUR", "billing": "month", **said}, f"box-{place}"))
        drawn = {"experiment": "Mail", "arm": "treated" if place % 2 else "holdout", "at": now - timedelta(days=90)}
        draws.append(RecordFacts({"customer": customer, **drawn}, f"draw-{place}"))
    record_records(member, record_kinds.get("subscriptions"), boxes)
    record_records(member, record_kinds.get("assignments"), draws)


def _usual(member: Member, entry: Analysis) -> Asking:
    """What the page asks when nothing is chosen; of a campaign, what it did for a segment."""
    subject = Subject.everybody()
    if entry.name == "campaign_effect":
        subject = Subject.segment(Segment.objects.of(member).earliest("pk").pk)
    period = entry.period if entry.by_period else "all-time"
    return Asking(entry, subject, None, period, {wish.name: wish.default for wish in entry.wishes})
