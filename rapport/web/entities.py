"""The four entities of the overview: the customer in the middle, company, offerings, experience, and what they lead to.

Each is a name, a sentence, live figures, a few facts, and the ways on from there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.queries import members_of
from rapport.apps.canvas.queries import canvas_count
from rapport.apps.customers.queries.parties import regions
from rapport.apps.customers.queries.segments import segments
from rapport.apps.insights.queries import Subject, figures_for, profile_for
from rapport.apps.insights.queries.figures import Figures
from rapport.apps.insights.queries.profile import Profile
from rapport.apps.insights.queries.tiles import FigureTile
from rapport.ui import figures as shown

METRICS = {
    "customer": ("customers", "active_customers", "purchase_frequency", "average_order_value"),
    "offerings": ("revenue", "orders", "refund_share"),
    "experience": ("nps", "csat", "ces", "responses"),
    "outcome": ("retention_rate", "repeat_purchase_rate", "churn_rate", "lifetime_value"),
}
MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Fact:
    """Something counted or named, with the page it comes from."""

    title: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One of the four: figures of all customers, facts, and where to go on."""

    key: str
    title: str
    sentence: str
    hue: str
    url: str
    tiles: list[FigureTile] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entities:
    """The picture of a workspace."""

    company: Entity
    offerings: Entity
    customer: Entity
    experience: Entity
    outcome: Entity
    period: str
    notes: list[str]
    waits: bool


def entities_of(member: Member, *, patient: bool) -> Entities:
    """The four entities over the last twelve months; `patient=False` takes figures that are kept and no profile."""
    names = [name for group in METRICS.values() for name in group]
    found = figures_for(member, Subject.everybody(), metrics=names, patient=patient)
    profile = profile_for(member, Subject.everybody()) if patient else None
    groups: list[Any] = list(segments(member))
    return Entities(
        company=_company(member, groups),
        offerings=_offerings(member, found, profile),
        customer=_customer(member, found, groups),
        experience=_experience(member, found),
        outcome=_outcome(member, found),
        period=found.period.words,
        notes=found.notes,
        waits=any(tile.state == "waiting" for tile in found.tiles) or not patient,
    )


def _company(member: Member, groups: list[Any]) -> Entity:
    facts = [
        Fact(gettext("Canvases"), shown.number(canvas_count(member)), _url("canvas:canvases", member)),
        Fact(gettext("Segments"), shown.number(len(groups)), _url("customers:segments", member)),
    ]
    if member.may("members.view"):
        people = members_of(member).filter(deactivated_at=None).count()
        facts.insert(0, Fact(gettext("People working here"), shown.number(people), _url("accounts:members", member)))
    return Entity(
        "company",
        gettext("Company"),
        gettext("What we decide and do."),
        "action",
        _url("canvas:all-actions", member) or _url("canvas:canvases", member),
        facts=facts,
    )


def _offerings(member: Member, found: Figures, profile: Profile | None) -> Entity:
    parts = profile.products[:MOST_PARTS] if profile else []
    facts = [Fact(part.title, shown.percent(part.share) if part.share is not None else "") for part in parts]
    return Entity(
        "offerings",
        gettext("Offerings"),
        gettext("What we provide, and what of it is bought."),
        "value",
        _url("sales:products", member),
        _tiles(found, "offerings"),
        facts,
    )


def _customer(member: Member, found: Figures, groups: list[Any]) -> Entity:
    largest = sorted(groups, key=lambda one: -one.size)[:MOST_PARTS]
    facts = [Fact(one.name, shown.percent(one.share), _url("customers:segment", member, one.pk)) for one in largest]
    places = regions(member).count()
    if places:
        facts.append(Fact(gettext("Regions"), shown.number(places), _url("customers:parties", member)))
    return Entity(
        "customer",
        gettext("Customer"),
        gettext("Who they are, and how they buy."),
        "need",
        _url("customers:parties", member),
        _tiles(found, "customer"),
        facts,
    )


def _experience(member: Member, found: Figures) -> Entity:
    return Entity(
        "experience",
        gettext("Experience"),
        gettext("What contact with us and our offerings is like for them."),
        "journey",
        _url("feedback:responses", member),
        _tiles(found, "experience"),
    )


def _outcome(member: Member, found: Figures) -> Entity:
    return Entity(
        "outcome",
        gettext("Loyalty and retention"),
        gettext("What the experience leads to."),
        "relationship",
        _url("insights:metrics", member),
        _tiles(found, "outcome"),
    )


def _tiles(found: Figures, group: str) -> list[FigureTile]:
    return [found.tile(name) for name in METRICS[group]]


def _url(route: str, member: Member, *parts: Any) -> str:
    try:
        return reverse(route, args=[member.workspace.slug, *parts])
    except NoReverseMatch:
        return ""
