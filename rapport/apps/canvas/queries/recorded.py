"""What is recorded of the people a canvas is about, counted by the words it bears: channels, touchpoints, tags, …

Counts are kept while the tables behind them stay as they are, like every figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.relationship_types import relationship_types
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.customers.models import Membership, Party, PartyTag
from rapport.apps.feedback.models import Response
from rapport.apps.insights.queries.cache import Asked, kept_or_worked_out, state_of
from rapport.apps.insights.queries.periods import Known, PeriodChoice, laid_out
from rapport.apps.insights.queries.progress import lake_tables
from rapport.apps.insights.queries.subjects import Named, Subject, named
from rapport.apps.sales.models import Order, OrderLine, Product
from rapport.kernel.clock import now

KIND = "recorded"
TABLES = ("customers", "orders", "responses", "memberships", "products")
MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Counts by source and word, and the period of what happened."""

    counts: Mapping[str, Mapping[str, int]]
    period: PeriodChoice
    size: int


def on_record(member: Member, canvas: Canvas) -> OnRecord:
    """What is recorded of the people of a canvas, in its region and period."""
    member.require("metrics.view")
    workspace = member.workspace
    about = named(workspace, Subject.parse(canvas.figures_subject), canvas.region_id)
    tables = lake_tables(workspace.pk)
    dated = next((tables[name] for name in ("orders", "responses") if name in tables and tables[name].last_at), None)
    known = Known(dated.first_at, dated.last_at) if dated else Known()
    choice = laid_out(canvas.period, workspace.zone, known, now=now(), year_starts=workspace.year_starts)
    state = state_of(tables, TABLES, choice.end.isoformat())
    found = kept_or_worked_out(
        workspace, Asked(KIND, about, canvas.period), state, lambda: _counted(member, about, choice)
    )
    return OnRecord(found.payload["counts"], choice, found.payload["size"])


def _counted(member: Member, about: Named, choice: PeriodChoice) -> dict[str, Any]:
    people = _people(member, about)
    sales = _in_period(Order.objects.of(member).filter(kind=Order.Kind.SALE), about, choice)
    answers = _in_period(Response.objects.of(member), about, choice)
    counts = {
        "order_channel": _ranked(sales, "channel"),
        "touchpoint": _ranked(answers, "touchpoint"),
        "acquired_through": _ranked(people, "acquisition_channel"),
        "tag": _ranked(PartyTag.objects.of(member).filter(party__in=people), "tag__name"),
        "segment": _segments(member, about, people),
        "product": _products(member, sales),
    }
    return {"counts": counts, "size": people.count()}


def _people(member: Member, about: Named) -> QuerySet[Any]:
    people = Party.objects.of(member).filter(about.subject.parties(), archived_at=None)
    return people.filter(region=about.region) if about.region else people


def _in_period(rows: QuerySet[Any], about: Named, choice: PeriodChoice) -> QuerySet[Any]:
    found = rows.filter(about.subject.rows(), at__gte=choice.start, at__lt=choice.end)
    if about.region is None:
        return found
    return found.filter(Q(customer__region=about.region) | Q(customer=None, region=about.region))


def _ranked(rows: QuerySet[Any], path: str) -> dict[str, int]:
    named_rows = rows.exclude(**{path: ""}).order_by().values_list(path).annotate(count=Count("pk"))
    return dict(named_rows.order_by("-count", path)[:MOST_WORDS])


def _segments(member: Member, about: Named, people: QuerySet[Any]) -> dict[str, int]:
    others = Membership.objects.of(member).filter(until=None, segment__archived_at=None, party__in=people)
    if about.subject.kind == "segment":
        others = others.exclude(segment=about.subject.id)
    return _ranked(others, "segment__name")


def _products(member: Member, sales: QuerySet[Any]) -> dict[str, int]:
    """Orders of products whose name or category some type of relationship looks for; no others are counted."""
    signs = [
        sign
        for entry in relationship_types
        for sign in entry.signs
        if isinstance(sign, Recorded) and sign.source == "product"
    ]
    wanted = {
        pk: name
        for pk, name, category in Product.objects.of(member).values_list("pk", "name", "category")
        if any(sign.names(f"{name} {category}") for sign in signs)
    }
    if not wanted:
        return {}
    lines = OrderLine.objects.of(member).filter(order__in=sales, product__in=list(wanted)[:500])
    counted = lines.order_by().values_list("product").annotate(count=Count("order", distinct=True))
    return {wanted[pk]: count for pk, count in counted}
