"""Answers and orders that speak of a trend, counted in the database by region and by period.

Every row of the period and of the one before is read once: the time grows with them, not with the number of regions.
On SQLite, where Python looks for the words, 100,000 answers with words take two to three seconds on a busy small
machine; orders are counted by channel, without reading any text. What was counted is kept until the tables change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.demand_trends import DemandTrend
from rapport.apps.canvas.queries.demand.lines import Counts
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.feedback.models import Response
from rapport.apps.insights.queries.cache import Asked, kept_or_worked_out, state_of
from rapport.apps.insights.queries.periods import Known, PeriodChoice, laid_out
from rapport.apps.insights.queries.progress import lake_tables
from rapport.apps.insights.queries.subjects import Named
from rapport.apps.sales.models import Order
from rapport.kernel.clock import now

ANYWHERE = "all"
ANSWERS, ORDERS = ("responses", "customers", "memberships"), ("orders", "customers", "memberships")
Found = Iterable[tuple[int | None, bool, int, int]]


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts by the id of a region as text, those of everywhere under "all"; `named` are the channels that counted."""

    choice: PeriodChoice
    places: Mapping[str, Counts] = field(default_factory=dict)
    named: tuple[str, ...] = ()

    def at(self, region: int | None) -> Counts:
        """Those of a region, or of everywhere."""
        return self.places.get(ANYWHERE if region is None else str(region), Counts())


def answers_about(member: Member, about: Named, period: str, trend: DemandTrend) -> Counted:
    """Of the answers with words, those that hold one of a trend's words."""
    member.require("responses.view")
    answers = Response.objects.of(member)

    def count(choice: PeriodChoice) -> dict[str, Any]:
        rows = _of_both_periods(answers.exclude(text=""), about, choice)
        speaks = Count("pk", filter=Q(text__iregex=trend.pattern))
        return _payload(rows.values_list("place", "is_now").annotate(hits=speaks, n=Count("pk")))

    return _kept(member, Asked(f"said:{trend.name}"[:20], about, period), ANSWERS, trend, count)


def orders_through(member: Member, about: Named, period: str, trend: DemandTrend) -> Counted:
    """Of the orders whose channel is known, those that came through one of a trend's channels."""
    member.require("metrics.view")
    sales = Order.objects.of(member).filter(kind=Order.Kind.SALE)
    sign = Recorded("order_channel", trend.channels)

    def count(choice: PeriodChoice) -> dict[str, Any]:
        rows = _of_both_periods(sales.exclude(channel=""), about, choice)
        by_channel = list(rows.values_list("place", "is_now", "channel").annotate(n=Count("pk")))
        counting = {channel for channel in {one[2] for one in by_channel} if sign.names(channel)}
        found = ((place, is_now, n if channel in counting else 0, n) for place, is_now, channel, n in by_channel)
        return _payload(found, sorted(counting))

    return _kept(member, Asked(f"ordered:{trend.name}"[:20], about, period), ORDERS, trend, count)


def _kept(
    member: Member,
    asked: Asked,
    names: tuple[str, ...],
    trend: DemandTrend,
    count: Callable[[PeriodChoice], dict[str, Any]],
) -> Counted:
    """What was counted before under the same lists and tables, or is counted now."""
    workspace = member.workspace
    tables = lake_tables(workspace.pk)
    table = tables.get(names[0])
    known = Known(table.first_at, table.last_at) if table else Known()
    choice = laid_out(asked.period, workspace.zone, known, now=now(), year_starts=workspace.year_starts)
    state = state_of(tables, names, choice.end.isoformat(), trend.mark)
    payload = kept_or_worked_out(workspace, asked, state, lambda: count(choice)).payload
    places = {place: Counts(*counts) for place, counts in payload["places"].items()}
    return Counted(choice, places, tuple(payload["named"]))


def _of_both_periods(rows: QuerySet[Any], about: Named, choice: PeriodChoice) -> QuerySet[Any]:
    """The rows of a subject in the period and in the one of the same length before, each with its place: the region
    of the customer, or its own where nobody knows whose it is."""
    before = choice.start - (choice.end - choice.start)
    found = rows.filter(about.subject.rows(), at__gte=before if choice.compares else choice.start, at__lt=choice.end)
    place = Case(When(customer=None, then=F("region_id")), default=F("customer__region_id"))
    is_now = Case(When(at__gte=choice.start, then=Value(value=True)), default=Value(value=False))
    return found.order_by().annotate(place=place, is_now=is_now)


def _payload(found: Found, named: Sequence[str] = ()) -> dict[str, Any]:
    places: dict[str, Counts] = defaultdict(Counts)
    for place, is_now, hits, n in found:
        counts = Counts(hits, n) if is_now else Counts(hits_before=hits, n_before=n)
        for key in (ANYWHERE, str(place)):
            places[key] += counts
    return {"places": {key: astuple(counts) for key, counts in places.items()}, "named": list(named)}
