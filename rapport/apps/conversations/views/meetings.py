"""Meetings: planned, held with minutes, cancelled; who takes part; the file for calendars."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.conversations import operations, queries
from rapport.apps.conversations.forms import MeetingForm, MinutesForm, next_hour, said_by_meeting
from rapport.apps.conversations.queries.addresses import address_of
from rapport.apps.conversations.queries.single import Gathering
from rapport.apps.conversations.views._answers import attempted, done, form_page, next_of, party_in, place_of
from rapport.apps.conversations.writers import Event, calendar_file
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused


@page("conversations.edit", methods=("GET", "POST"))
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """A meeting to come; further customers are added on its page."""
    party = party_in(request, member)
    form = MeetingForm(member, request.POST or None, initial={"starts_at": next_hour(), "host_ids": [member.pk]})
    made = attempted(
        form, lambda: operations.plan_meeting(member, party_ids=[party.pk] if party else [], **form.said())
    )
    if made is not None:
        return done(request, member, _("The meeting is planned."), place=made.change, to=_address(member, made.pk))
    return form_page(request, form, title=_("Plan a meeting"), party=party, from_calendar=True, may_be_alone=True)


@page("conversations.view")
def meeting(request: HttpRequest, member: Member, meeting_id: int) -> HttpResponse:
    """One meeting."""
    found = queries.meeting_of(member, meeting_id)
    initial = said_by_meeting(found.meeting, [host.pk for host in found.hosts])
    return _meeting(request, found, MeetingForm(member, initial=initial))


@page("conversations.edit", methods=("POST", "DELETE"))
def facts(request: HttpRequest, member: Member, meeting_id: int) -> HttpResponse:
    """POST changes a meeting, DELETE removes it, which can be undone."""
    found = queries.meeting_of(member, meeting_id)
    if request.method == "DELETE":
        place = operations.remove_meeting(member, meeting_id)
        return done(request, member, _("The meeting is removed."), place=place)
    form = MeetingForm(member, request.POST)
    changed = attempted(form, lambda: operations.change_meeting(member, meeting_id, **form.said()))
    if changed is not None:
        place = place_of(found.meeting, changed)
        return done(request, member, _("Saved."), place=place, to=_address(member, meeting_id))
    return _meeting(request, found, form)


@page("conversations.edit", methods=("POST",))
def minutes(request: HttpRequest, member: Member, meeting_id: int) -> HttpResponse:
    """The meeting was held, and this was said."""
    found = queries.meeting_of(member, meeting_id)
    form = MinutesForm(request.POST)
    if not form.is_valid():
        raise Refused(_("These minutes are too long."), place="minutes")
    held = operations.hold_meeting(member, meeting_id, **form.cleaned_data)
    place = place_of(found.meeting, held)
    return done(request, member, _("The minutes are kept."), place=place, to=_address(member, meeting_id))


@page("conversations.edit", methods=("POST", "DELETE"))
def cancellation(request: HttpRequest, member: Member, meeting_id: int) -> HttpResponse:
    """POST cancels a planned meeting, DELETE takes it up again."""
    found = queries.meeting_of(member, meeting_id)
    is_off = request.method == "POST"
    changed = (operations.cancel_meeting if is_off else operations.resume_meeting)(member, meeting_id)
    words = _("The meeting is cancelled.") if is_off else _("The meeting is planned again.")
    place = place_of(found.meeting, changed)
    return done(request, member, words, place=place, to=_address(member, meeting_id))


@page("conversations.edit", methods=("POST",))
def attendees(request: HttpRequest, member: Member, meeting_id: int) -> HttpResponse:
    """Another customer takes part."""
    queries.meeting_of(member, meeting_id)
    party = party_in(request, member)
    if party is None:
        raise Refused(_("Choose somebody from the list."), place="other")
    operations.add_attendee(member, meeting_id, party.pk)
    words = _("%(name)s takes part.") % {"name": party.name}
    return done(request, member, words, to=_address(member, meeting_id))


@page("conversations.edit", methods=("DELETE",))
def attendee(request: HttpRequest, member: Member, meeting_id: int, party_id: int) -> HttpResponse:
    """A customer takes no part after all."""
    queries.meeting_of(member, meeting_id)
    place = operations.remove_attendee(member, meeting_id, party_id)
    return done(request, member, _("Taken off the meeting."), place=place, to=_address(member, meeting_id))


@page("conversations.view")
def calendar(request: HttpRequest, member: Member, meeting_id: int) -> HttpResponse:
    """The meeting as a file for calendars."""
    meeting = queries.meeting_of(member, meeting_id).meeting
    event = Event(
        uid=f"meeting-{meeting.pk}-{member.workspace.slug}@rapport",
        sequence=meeting.change,
        stamped_at=now(),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=meeting.subject,
        place=meeting.place,
        description=meeting.agenda,
        url=request.build_absolute_uri(_address(member, meeting_id)),
        is_cancelled=meeting.cancelled_at is not None,
    )
    response = HttpResponse(calendar_file(event), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meeting-{meeting.pk}.ics"'
    response["Cache-Control"] = "no-store"
    return response


def _meeting(request: HttpRequest, found: Gathering, form: MeetingForm) -> HttpResponse:
    minutes = MinutesForm(initial={"minutes": found.meeting.minutes})
    context = {"found": found, "form": form, "minutes_form": minutes, "next": next_of(request)}
    return render(request, "conversations/meeting.html", context, status=422 if form.errors else 200)


def _address(member: Member, meeting_id: int) -> str:
    return address_of(member.workspace.slug, "meeting", meeting_id)
