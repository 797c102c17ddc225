"""What came of an import."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.importers import Importer, importers
from rapport.apps.exchange.models import Import, ImportIssue
from rapport.apps.exchange.queries.issues import issues_of

AMOUNTS = {"revenue", "anonymous_revenue"}
SHOWN_ISSUES = 10


@dataclass(frozen=True, slots=True)
class Fact:
    """One further thing the report tells; with a currency it is money."""

    title: str
    value: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Report:
    """Counts that add up: every row is accepted or refused, every record created, updated or unchanged."""

    importer: Importer
    rows: int
    accepted: int
    refused: int
    created: int
    updated: int
    unchanged: int
    facts: list[Fact]
    reasons: Sequence[dict[str, object]]
    issues: Sequence[ImportIssue]
    kept_issues: int
    seconds: float


def report_of(member: Member, source: Import) -> Report:
    """The report of an import that is over."""
    importer = importers.get(source.kind)
    issues = issues_of(member, source)
    reasons = issues.order_by().values("column", "reason").annotate(rows=Count("pk")).order_by("-rows", "reason")
    ended, began = source.finished_at, source.started_at
    return Report(
        importer=importer,
        rows=source.rows or 0,
        accepted=source.accepted,
        refused=source.refused,
        created=source.created,
        updated=source.updated,
        unchanged=source.unchanged,
        facts=facts_of(member, source),
        reasons=[dict(reason) for reason in reasons[:5]],
        issues=list(issues[:SHOWN_ISSUES]),
        kept_issues=issues.count() if source.refused else 0,
        seconds=(ended - began).total_seconds() if ended and began else 0.0,
    )


def facts_of(member: Member, source: Import) -> list[Fact]:
    """The further counts under their titles, in the order in which the importer names them."""
    counts = source.extra_counts()
    currency = source.options.get("currency") or member.workspace.currency
    titles = importers.get(source.kind).extra_titles
    return [
        Fact(title, counts[name], currency if name in AMOUNTS else "")
        for name, title in titles.items()
        if name in counts
    ]
