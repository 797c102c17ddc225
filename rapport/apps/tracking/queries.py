"""What can be asked of events."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.tracking.models import Event
from rapport.kernel.errors import Missing
from rapport.kernel.paging import Page, page_of

MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class EventName:
    """A kind of event: how often it happened, to how many known people, and when."""

    name: str
    count: int
    people: int
    first: datetime
    last: datetime


def events_of(member: Member, party: Party, *, name: str = "", cursor: str = "") -> Page[Event]:
    """A page of what somebody did, the latest first; for their timeline."""
    member.require("customers.view")
    if not Party.objects.within(member).filter(pk=party.pk).exists():
        raise Missing("There is no such person or company.")
    rows = Event.objects.of(member).filter(party=party)
    page: Page[Event] = page_of(rows.filter(name=name) if name else rows, column="at", descending=True, cursor=cursor)
    return page


def event_names(owner: Any) -> list[EventName]:
    """The kinds of events of a workspace, the most frequent first."""
    rows = Event.objects.of(owner).order_by().values("name")
    counted = rows.annotate(count=Count("pk"), people=Count("party", distinct=True), first=Min("at"), last=Max("at"))
    return [EventName(**row) for row in counted.order_by("-count", "name")[:MOST_NAMES]]
