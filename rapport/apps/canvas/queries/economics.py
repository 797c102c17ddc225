"""How the people of a canvas earn and behave beside everybody: the numbers the advisor weighs."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from rapport.analytics.metrics import catalogue
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.recorded import OnRecord, on_record
from rapport.apps.canvas.relationship_types import Economics, Number, relationship_types
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.canvas.relationship_types.through_partners import PARTNER_WORDS
from rapport.apps.customers.models import Party
from rapport.apps.insights.queries import Subject, figures_for
from rapport.apps.insights.queries.people import People, people_for
from rapport.apps.insights.queries.tiles import FigureTile
from rapport.ui import figures

FEWEST = 20
YEAR = 365.25
SHORTEST_YEAR = 330
BEHIND = ("revenue", "active_customers", "responses")
OF_A_GROUP = {
    "share_of_people",
    "company_share",
    "top_tenth_share",
    "partner_share",
    "active_customers",
    "answers_each",
}


def economics_of(member: Member, canvas: Canvas) -> Economics:
    """The numbers of a canvas's people and of everybody, in its region and period."""
    subject = Subject.parse(canvas.figures_subject)
    own = _metrics(member, canvas, subject)
    if subject.kind == "everybody":
        return Economics(_with_derived(member, canvas, subject, own, None), None)
    everybody = _metrics(member, canvas, Subject.everybody())
    numbers = _with_derived(member, canvas, subject, own, everybody)
    if subject.kind == "customer":
        numbers = {name: _of_one(name, number) for name, number in numbers.items()}
    return Economics(numbers, everybody)


def _metrics(member: Member, canvas: Canvas, subject: Subject) -> dict[str, Number]:
    asked = {name for entry in relationship_types for name in entry.rule.figures() if name in catalogue}
    wanted = [entry.name for entry in catalogue if entry.name in asked or entry.name in BEHIND]
    found = figures_for(member, subject, region=canvas.region_id, period=canvas.period, metrics=wanted)
    return {tile.metric: _number(tile) for tile in found.tiles}


def _number(tile: FigureTile) -> Number:
    """A tile as a number: a total is exact, so the interval that speaks of chance is left out."""
    if tile.value is None or not tile.shows_value or tile.state == "broken":
        return Number(unit=tile.unit, period=tile.period, words=tile.state_word[:1].lower() + tile.state_word[1:])
    estimated = not tile.is_total and tile.low is not None and tile.high is not None
    return Number(
        value=float(tile.value),
        low=float(tile.low) if estimated and tile.low is not None else None,
        high=float(tile.high) if estimated and tile.high is not None else None,
        unit=tile.unit,
        text=tile.value_text,
        interval_text=tile.interval_text if estimated else "",
        n_text="" if tile.is_total and tile.n == tile.value else tile.n_text,
        period=tile.period,
    )


def _with_derived(
    member: Member, canvas: Canvas, subject: Subject, own: dict[str, Number], everybody: dict[str, Number] | None
) -> dict[str, Number]:
    record = on_record(member, canvas)
    people = people_for(member, subject, region=canvas.region_id, period=canvas.period)
    days = (people.period.end - people.period.start).days
    return {
        **own,
        "top_tenth_share": _top_tenth(people),
        "orders_a_year": _a_year(own.get("purchase_frequency", Number()), days),
        "answers_each": _answers_each(own, people.period.words),
        "partner_share": _partners(record),
        **_shares(member, canvas, subject, record, own, everybody),
    }


def _shares(
    member: Member,
    canvas: Canvas,
    subject: Subject,
    record: OnRecord,
    own: dict[str, Number],
    everybody: dict[str, Number] | None,
) -> dict[str, Number]:
    party = Party.objects.of(member).filter(archived_at=None)
    everyone = party.filter(region=canvas.region_id) if canvas.region_id else party
    total, companies = everyone.count(), everyone.filter(subject.parties(), kind=Party.Kind.COMPANY).count()
    revenue, all_revenue = own.get("revenue", Number()), (everybody or own).get("revenue", Number())
    return {
        "size": Number(value=float(record.size), text=figures.number(record.size)),
        "share_of_people": _share(record.size, total, _("of %(n)s customers")),
        "company_share": _share(companies, record.size, _("of %(n)s customers"), fewest=FEWEST),
        "revenue_share": _revenue_share(revenue, all_revenue),
    }


def _share(part: float, whole: float, words: str, *, fewest: int = 1, period: str = "") -> Number:
    """A counted share of a whole: exact, so it has no interval."""
    if whole < fewest:
        few = _("too few customers (n = %(n)s)") % {"n": figures.number(whole)}
        return Number(unit="share", words=few if whole else _("nobody is known"))
    share = part / whole
    return Number(
        value=share,
        unit="share",
        text=figures.percent(share, 1 if share < 0.1 else 0),
        n_text=words % {"n": figures.number(whole)},
        period=period,
    )


def _revenue_share(revenue: Number, everybody: Number) -> Number:
    if revenue.value is None or not everybody.value or everybody.value <= 0:
        return Number(unit="share", words=revenue.words or everybody.words or _("nothing was sold"))
    share = revenue.value / everybody.value
    return Number(
        value=share,
        unit="share",
        text=figures.percent(share, 1 if abs(share) < 0.1 else 0),
        n_text=_("of %(amount)s") % {"amount": everybody.text},
        period=revenue.period,
    )


def _top_tenth(people: People) -> Number:
    share = people.top_tenth_share
    if share is None and people.health.state:
        return Number(unit="share", words=_state_words(people.health.state))
    if share is None or people.buyers < FEWEST:
        return Number(unit="share", words=_("too few buyers (n = %(n)s)") % {"n": figures.number(people.buyers)})
    return Number(
        value=share,
        unit="share",
        text=figures.percent(share),
        n_text=_("%(n)s buyers") % {"n": figures.number(people.buyers)},
        period=people.period.words,
    )


def _state_words(state: str) -> str:
    return {
        "waiting": _("waiting for first data"),
        "no_data": _("no data source"),
        "broken": _("broken"),
        "stale": _("out of date"),
    }[state]


def _a_year(frequency: Number, days: int) -> Number:
    """Orders of the period as orders of a year; a part of a year says nothing about the rest of it."""
    if frequency.value is None:
        return frequency
    if days < SHORTEST_YEAR:
        return Number(words=_("the period is shorter than a year"))
    times = YEAR / days
    low, high = (None if end is None else end * times for end in (frequency.low, frequency.high))
    value = frequency.value * times
    interval = figures.interval(low, high) if low is not None and high is not None else ""
    return replace(
        frequency, value=value, low=low, high=high, text=figures.figure(value, "", low, high), interval_text=interval
    )


def _answers_each(own: dict[str, Number], period: str) -> Number:
    answers, active = own.get("responses", Number()), own.get("active_customers", Number())
    if answers.value is None or not active.value:
        return Number(words=answers.words or active.words or _("nobody bought in the period"))
    each = answers.value / active.value
    counted = {"answers": figures.number(answers.value), "customers": figures.number(active.value)}
    return Number(
        value=each,
        text=figures.number(each, 2),
        n_text=_("%(answers)s answers, %(customers)s customers") % counted,
        period=period,
    )


def _partners(record: OnRecord) -> Number:
    came = record.counts.get("acquired_through", {})
    sign = Recorded("acquired_through", PARTNER_WORDS)
    through = sum(count for name, count in came.items() if sign.names(name))
    return _share(through, sum(came.values()), _("of %(n)s whose channel is known"), fewest=FEWEST)


def _of_one(name: str, number: Number) -> Number:
    """A rate or a share of a group says nothing of one customer."""
    if name in OF_A_GROUP or (name in catalogue and catalogue.get(name).unit in {"share", "points", "score"}):
        return Number(unit=number.unit, words=_("not for one customer"))
    return number
