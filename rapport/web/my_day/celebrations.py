"""Birthdays and anniversaries of one's own customers in the next days, as far as one's roles show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, PersonalFact
from rapport.apps.customers.rights import fields_of

AHEAD = 7
MOST = 30


@dataclass(frozen=True, slots=True)
class Celebration:
    """A day that comes round: whose, what, when next, and the years where the first one is known."""

    party: Party
    what: str
    on: date
    years: int
    is_today: bool


def celebrations_for(member: Member, today: date) -> list[Celebration]:
    """What comes round within a week for those whom the member looks after."""
    if not member.may("customers.view"):
        return []
    fields = fields_of(member)
    found = list(_birthdays(member, today)) if fields.shows("birth_date") else []
    found += _anniversaries(member, today) if fields.shows("personal_facts") else []
    return sorted(found, key=lambda one: (one.on, one.party.name, one.what))[:MOST]


def next_time(first: date, today: date) -> date:
    """When a day comes round next; a 29 February is kept on the 28th of other years.

    >>> next_time(date(1996, 2, 29), date(2027, 2, 27))
    datetime.date(2027, 2, 28)
    """
    this_year = _in_year(first, today.year)
    return this_year if this_year >= today else _in_year(first, today.year + 1)


def _in_year(first: date, year: int) -> date:
    try:
        return first.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _birthdays(member: Member, today: date) -> Iterator[Celebration]:
    rows = Party.objects.within(member).filter(_looked_after(member), archived_at=None, kind=Party.Kind.PERSON)
    for party in rows.filter(_comes_round("birth_date", today)).order_by("pk")[: MOST * 2]:
        yield _celebration(party, _("Birthday"), party.birth_date, today)


def _anniversaries(member: Member, today: date) -> Iterator[Celebration]:
    mine = Party.objects.within(member).filter(_looked_after(member), archived_at=None)
    parties = {party.pk: party for party in mine.filter(pk__in=_with_facts(member, today)).order_by("pk")[: MOST * 2]}
    facts = PersonalFact.objects.of(member).filter(_comes_round("on", today), party__in=list(parties))
    for fact in facts.order_by("pk")[: MOST * 2]:
        yield _celebration(parties[fact.party_id], f"{fact.get_kind_display()}: {fact.text}", fact.on, today)


def _with_facts(member: Member, today: date) -> object:
    return PersonalFact.objects.of(member).filter(_comes_round("on", today)).values("party")


def _celebration(party: Party, what: str, first: date, today: date) -> Celebration:
    on = next_time(first, today)
    return Celebration(party, what, on, on.year - first.year, on == today)


def _looked_after(member: Member) -> Q:
    teams = list(member.team_ids)
    return Q(account_manager=member.pk) | Q(sales_rep=member.pk) | Q(service_team__in=teams)


def _comes_round(column: str, today: date) -> Q:
    days = [today + timedelta(days=number) for number in range(AHEAD + 1)]
    wanted = [(day.month, day.day) for day in days]
    if (2, 28) in wanted and (2, 29) not in wanted:
        wanted.append((2, 29))
    parts = [Q(**{f"{column}__month": month, f"{column}__day": number}) for month, number in wanted]
    return reduce(or_, parts)
