"""What people asked about their data, and what would become of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Max, QuerySet
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, PrivacyRequest, reached_by
from rapport.apps.customers.queries.persons import person_of
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing
from rapport.kernel.jobs.models import Job
from rapport.kernel.personal_data import registered
from rapport.ui.figures import figure

DUE_AFTER = timedelta(days=30)
SHOWN = 200
HOUR, HOURS_SAID = 60, 48
OPEN = (PrivacyRequest.State.WAITING, PrivacyRequest.State.RUNNING)


@dataclass(frozen=True, slots=True)
class Found:
    """One kind of data: how much there is about a person; None where that takes a search through everything."""

    name: str
    title: str
    help: str
    where: str
    rows: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a report: a kind of data and what became of it."""

    title: str
    deleted: int
    emptied: int
    kept: dict[str, int]
    places: dict[str, int]


def reached(member: Member, party_id: int) -> Party:
    """The record, for who may deal with data protection. Raises Missing."""
    member.require("privacy.manage")
    rows = Party.objects.within(member, "privacy.manage").filter(reached_by(member, "customers.view"))
    party: Party | None = rows.filter(pk=party_id).first()
    if party is None:
        raise Missing("There is no such person or company.")
    return party


def requests(member: Member) -> QuerySet[Any, PrivacyRequest]:
    """What was asked, the newest first."""
    member.require("privacy.manage")
    rows = _reached(member).select_related("party").order_by("-requested_at", "-pk")
    return rows[:SHOWN]  # type: ignore[no-any-return]


def _reached(member: Member) -> QuerySet[Any, PrivacyRequest]:
    mine = reached_by(member, "customers.view", party="party")
    return PrivacyRequest.objects.of(member).filter(mine)  # type: ignore[no-any-return]


def request_of(member: Member, request_id: int) -> PrivacyRequest:
    """One request. Raises Missing."""
    member.require("privacy.manage")
    found: PrivacyRequest | None = (
        _reached(member).select_related("party", "requested_by").filter(pk=request_id).first()
    )
    if found is None:
        raise Missing("There is no such request.")
    return found


def person_asked_about(request: PrivacyRequest) -> Party:
    """The record a request is about. Raises Missing where somebody has deleted it since."""
    if request.party is None:
        raise Missing("This record was deleted meanwhile.")
    party: Party = request.party
    return party


def open_request(member: Member, party: Party, kind: str) -> PrivacyRequest | None:
    """A request of that kind for the person that is under way."""
    member.require("privacy.manage")
    rows = PrivacyRequest.objects.of(member).filter(party=party, kind=kind, state__in=OPEN)
    return rows.first()  # type: ignore[no-any-return]


def requests_about(member: Member, party: Party) -> QuerySet[Any, PrivacyRequest]:
    """What was asked about one person, the newest first."""
    member.require("privacy.manage")
    rows = _reached(member).filter(party=party).order_by("-requested_at", "-pk")
    return rows[:SHOWN]  # type: ignore[no-any-return]


def statistics(member: Member) -> list[dict[str, Any]]:
    """For each kind of request: how many there were, how many were done, and how long they took."""
    member.require("privacy.manage")
    rows = _reached(member)
    took = F("finished_at") - F("requested_at")
    counted = {row["kind"]: row for row in rows.order_by().values("kind").annotate(asked=Count("pk"))}
    done = rows.filter(state=PrivacyRequest.State.DONE).order_by().values("kind")
    for row in done.annotate(done=Count("pk"), mean=Avg(took), longest=Max(took)):
        spans = {name: _span(row[name]) for name in ("mean", "longest")}
        counted[row["kind"]] |= {"done": row["done"], **spans}
    titles = PrivacyRequest.Kind
    return [{"title": one.label, **counted[one.value]} for one in titles if one.value in counted]


def _span(took: timedelta) -> str:
    """A span of time in words."""
    minutes = took.total_seconds() / 60
    if minutes < 1:
        return _("under a minute")
    value, unit = (minutes, "minutes") if minutes < HOUR else (minutes / HOUR, "hours")
    return figure(value / 24, "days") if unit == "hours" and value > HOURS_SAID else figure(value, unit)


def found_about(member: Member, party: Party) -> list[Found]:
    """How much there is of each kind of data about the person; kinds with nothing are left out."""
    member.require("privacy.manage")
    person = person_of(party)
    counted = [(entry, len(entry.found(person)) if entry.keys else None) for entry in registered()]
    return [Found(one.name, one.title, one.help, one.where, rows) for one, rows in counted if rows != 0]


def report_lines(request: PrivacyRequest) -> list[Line]:
    """The report of an erasure for people; kinds of which there was nothing are left out."""
    titles = {entry.name: entry.title for entry in registered()} | {"lake": _("Tables of the figures, written anew")}
    lines = [
        Line(titles.get(name, name), one["deleted"], one["emptied"], one["kept"], one["places"])
        for name, one in request.report.get("kinds", {}).items()
    ]
    return [one for one in lines if one.deleted or one.emptied or one.kept or one.places]


def due_on(request: PrivacyRequest) -> datetime:
    """By when a request must be answered: a month after it came."""
    return request.requested_at + DUE_AFTER


def is_late(request: PrivacyRequest) -> bool:
    """Is the time over and nothing done?"""
    return request.state != PrivacyRequest.State.DONE and due_on(request) < now()


def jobs_of(member: Member, asked: Iterable[PrivacyRequest]) -> dict[int, Job]:
    """The work that each request waits for, or that answered it."""
    keys = {f"privacy:{one.pk}": one.pk for one in asked}
    rows = Job.objects.of(member).filter(unique_key__in=list(keys)).order_by("pk")
    return {keys[str(job.unique_key)]: job for job in rows}
