"""The way from a figure to what it is made of: the newest orders or answers behind it, and the people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from rapport.analytics.metric import Metric
from rapport.apps.accounts.models import Member
from rapport.apps.feedback.models import Response
from rapport.apps.insights.queries.periods import PeriodChoice
from rapport.apps.insights.queries.subjects import Named
from rapport.apps.sales.models import Order
from rapport.ui import figures

NEWEST = 8
KINDS = ("nps", "csat", "ces")


@dataclass(frozen=True, slots=True)
class Trace:
    """One order or answer behind a figure: when, whose, and what it says."""

    at: datetime
    who: str
    url: str
    what: str


def behind(member: Member, entry: Metric, about: Named, choice: PeriodChoice) -> list[Trace]:
    """The newest rows a figure is made of, of the kind its metric reads."""
    if entry.fact == "responses":
        return _answers(member, entry, about, choice) if member.may("responses.view") else []
    return _orders(member, about, choice) if member.may("orders.view") else []


def _orders(member: Member, about: Named, choice: PeriodChoice) -> list[Trace]:
    rows = Order.objects.within(member).filter(_within(about, choice)).select_related("customer")
    return [
        Trace(
            order.at,
            order.customer.name if order.customer else "Customer unknown",
            _party_url(member, order.customer_id),
            f"{order.get_kind_display()} {order.number}, {_amount(order, member.workspace.currency)}",
        )
        for order in rows.order_by("-at", "-pk")[:NEWEST]
    ]


def _amount(order: Order, own: str) -> str:
    """The net amount, and what it is in the workspace's currency where it is in another."""
    net = figures.money(order.net_amount, order.currency)
    if order.currency == own:
        return net
    return f"{net} ({figures.money(order.reporting_amount, own)})" if order.reporting_amount is not None else net


def _answers(member: Member, entry: Metric, about: Named, choice: PeriodChoice) -> list[Trace]:
    rows = Response.objects.within(member).filter(_within(about, choice)).select_related("customer")
    kind = entry.name.split("_")[0]
    rows = rows.filter(kind=kind) if kind in KINDS else rows
    return [
        Trace(
            one.at,
            one.customer.name if one.customer else "Anonymous",
            _party_url(member, one.customer_id),
            _said(one),
        )
        for one in rows.order_by("-at", "-pk")[:NEWEST]
    ]


def _said(one: Response) -> str:
    score = "" if one.score is None else f"{one.get_kind_display()} {figures.number(one.score.normalize())}"
    text = f"“{one.text[:80]}{'…' if len(one.text) > 80 else ''}”" if one.text else ""
    return ", ".join(part for part in (score, text) if part) or one.get_kind_display()


def _within(about: Named, choice: PeriodChoice) -> Q:
    rows = about.subject.rows() & Q(at__gte=choice.start, at__lt=choice.end)
    if about.region is not None:
        rows &= Q(customer__region=about.region) | Q(customer=None, region=about.region)
    return rows


def _party_url(member: Member, party_id: Any) -> str:
    if party_id is None or not member.may("customers.view"):
        return ""
    try:
        return reverse("customers:party", kwargs={"workspace": member.workspace.slug, "party_id": party_id})
    except NoReverseMatch:
        return ""
