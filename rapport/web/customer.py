"""One customer over all rooms: what they did, what follows from it beside their segments, and the four entities.

Facts that were measured stand apart from what somebody wrote down; what was never measured is named as missing.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.queries.canvases import canvases_about
from rapport.apps.customers.models import Party, Segment
from rapport.apps.customers.queries import memberships_of, party
from rapport.apps.feedback.queries import responses_of
from rapport.apps.insights.queries import Subject, figures_for
from rapport.apps.insights.queries.tiles import FigureTile
from rapport.apps.sales.queries import Habits, habits_of
from rapport.ui import figures as shown

COMPARED = ("average_order_value", "purchase_frequency", "revenue_per_customer", "refund_share", "csat")
MOST_SEGMENTS = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a customer did; empty `value` where it was never measured, and then `missing` says why."""

    title: str
    value: Any = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the customer with those of their segments."""

    tile: FigureTile
    beside: list[FigureTile]


@dataclass(frozen=True, slots=True)
class Entity:
    """One of the four around this customer: a title, its hue, and what is known; links where there is a page."""

    key: str
    title: str
    hue: str
    facts: list[tuple[str, str]]
    missing: str


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that was measured about one customer."""

    party: Party
    segments: list[Segment]
    facts: list[Fact]
    rows: list[Row]
    period: str
    entities: list[Entity]


def measured_of(member: Member, party_id: int) -> Measured:
    """What was measured about one customer, as far as the member may see it."""
    found = party(member, party_id)
    groups = _segments(member, found)
    habits = habits_of(member, found) if member.may("orders.view") else None
    answers = responses_of(member, found) if member.may("responses.view") else []
    own = figures_for(member, Subject.customer(found.pk), metrics=COMPARED)
    beside = [figures_for(member, Subject.segment(group.pk), metrics=COMPARED) for group in groups]
    return Measured(
        party=found,
        segments=groups,
        facts=_facts(member, habits, answers),
        rows=[Row(own.tile(name), [one.tile(name) for one in beside]) for name in COMPARED],
        period=own.period.words,
        entities=_entities(member, found, groups, habits, answers),
    )


def _segments(member: Member, found: Party) -> list[Segment]:
    if not member.may("segments.view"):
        return []
    current = memberships_of(member, found).filter(until=None, segment__archived_at=None)
    return [membership.segment for membership in current[:MOST_SEGMENTS]]


def _facts(member: Member, habits: Habits | None, answers: list[Any]) -> list[Fact]:
    facts = []
    if habits is not None:
        none = gettext("no order is known")
        revenue = shown.money(habits.total, member.workspace.currency) if habits.count else ""
        between = habits.days_between
        facts += [
            Fact(gettext("Orders"), shown.number(habits.count) if habits.count else "", none),
            Fact(gettext("Net revenue"), revenue, none),
            Fact(gettext("First order"), shown.day(habits.first) if habits.first else "", none),
            Fact(gettext("Last order"), shown.day(habits.last) if habits.last else "", none),
            Fact(
                gettext("Days between orders"),
                "" if between is None else shown.figure(between, "days"),
                gettext("takes two orders"),
            ),
            Fact(gettext("Usual channel"), habits.channel, gettext("no order names one")),
        ]
    if member.may("responses.view"):
        none = gettext("they were never asked, or never answered")
        facts += [
            Fact(gettext("Last answer"), shown.day(answers[0].at) if answers else "", none),
            Fact(gettext("Last score"), _score(answers), none),
        ]
    return facts


def _score(answers: list[Any]) -> str:
    scored = next((answer for answer in answers if answer.score is not None), None)
    return f"{scored.get_kind_display()}: {shown.number(scored.score)}" if scored else ""


def _entities(
    member: Member, found: Party, groups: list[Segment], habits: Habits | None, answers: list[Any]
) -> list[Entity]:
    carers = [str(one) for one in (found.account_manager, found.sales_rep, found.service_team) if one]
    boards = canvases_about(member, found, groups) if member.may("canvas.view") else []
    canvases = [(one.title, _url("canvas:board", member, one.pk)) for one in boards]
    bought = [(category, "") for category in habits.categories] if habits else []
    touchpoints = list(dict.fromkeys(answer.touchpoint for answer in answers if answer.touchpoint))
    named = [(group.name, _url("customers:segment", member, group.pk)) for group in groups]
    people = [(carer, "") for carer in carers]
    hidden = gettext("your role does not show it")
    return [
        Entity("company", gettext("Company"), "action", [*people, *canvases], gettext("nobody and no canvas of ours")),
        Entity(
            "offerings",
            gettext("Offerings"),
            "value",
            bought,
            gettext("nothing they bought is known") if habits else hidden,
        ),
        Entity(
            "customer",
            gettext("Customer"),
            "need",
            named,
            gettext("in no segment") if member.may("segments.view") else hidden,
        ),
        Entity(
            "experience",
            gettext("Experience"),
            "journey",
            [(touchpoint, "") for touchpoint in touchpoints[:MOST_SEGMENTS]],
            gettext("no touchpoint is known") if member.may("responses.view") else hidden,
        ),
    ]


def _url(route: str, member: Member, *parts: Any) -> str:
    try:
        return reverse(route, args=[member.workspace.slug, *parts])
    except NoReverseMatch:
        return ""
