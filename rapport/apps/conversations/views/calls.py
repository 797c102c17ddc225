"""Calls: logged, planned, held, cancelled."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.conversations import operations, queries
from rapport.apps.conversations.forms import CallForm, HoldingForm, PlannedCallForm, next_hour, this_minute
from rapport.apps.conversations.queries.addresses import address_of
from rapport.apps.conversations.queries.single import Talk
from rapport.apps.conversations.views._answers import attempted, done, form_page, next_of, party_in, place_of
from rapport.kernel.errors import Refused


@page("conversations.edit", methods=("GET", "POST"))
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """A call that was held."""
    party = party_in(request, member)
    form = CallForm(member, request.POST or None, initial={"at": this_minute()})
    made = attempted(form, lambda: operations.log_call(member, party.pk if party else None, **form.cleaned_data))
    if made is not None:
        return done(request, member, _("The call is logged."), place=made.change, to=_address(member, made.pk))
    return form_page(request, form, title=_("Log a call"), party=party)


@page("conversations.edit", methods=("GET", "POST"))
def planned(request: HttpRequest, member: Member) -> HttpResponse:
    """A call to come."""
    party = party_in(request, member)
    form = PlannedCallForm(member, request.POST or None, initial={"at": next_hour(), "member_id": member.pk})
    made = attempted(form, lambda: operations.plan_call(member, party.pk if party else None, **form.cleaned_data))
    if made is not None:
        return done(request, member, _("The call is planned."), place=made.change, to=_address(member, made.pk))
    return form_page(request, form, title=_("Plan a call"), party=party, from_calendar=True)


@page("conversations.view")
def call(request: HttpRequest, member: Member, call_id: int) -> HttpResponse:
    """One call."""
    talk = queries.call_of(member, call_id)
    return _call(request, talk, _form_class(talk)(member, row=talk.row))


@page("conversations.edit", methods=("POST", "DELETE"))
def facts(request: HttpRequest, member: Member, call_id: int) -> HttpResponse:
    """POST changes a call, DELETE removes it, which can be undone."""
    talk = queries.call_of(member, call_id)
    if request.method == "DELETE":
        place = operations.remove_call(member, call_id)
        return done(request, member, _("The call is removed."), place=place)
    form = _form_class(talk)(member, request.POST)
    changed = attempted(form, lambda: operations.change_call(member, call_id, **form.cleaned_data))
    if changed is not None:
        place = place_of(talk.row, changed)
        return done(request, member, _("Saved."), place=place, to=_address(member, call_id))
    return _call(request, talk, form)


@page("conversations.edit", methods=("POST",))
def holding(request: HttpRequest, member: Member, call_id: int) -> HttpResponse:
    """A planned call was held."""
    talk = queries.call_of(member, call_id)
    form = HoldingForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose a result of the call."), place="result")
    notes = form.cleaned_data.pop("notes")
    held = operations.hold_call(member, call_id, **form.cleaned_data, notes=notes or None)
    place = place_of(talk.row, held)
    return done(request, member, _("The call is held."), place=place, to=_address(member, call_id))


@page("conversations.edit", methods=("POST", "DELETE"))
def cancellation(request: HttpRequest, member: Member, call_id: int) -> HttpResponse:
    """POST cancels a planned call, DELETE takes it up again."""
    talk = queries.call_of(member, call_id)
    verb = operations.cancel_call if request.method == "POST" else operations.resume_call
    words = _("The call is cancelled.") if request.method == "POST" else _("The call is planned again.")
    place = place_of(talk.row, verb(member, call_id))
    return done(request, member, words, place=place, to=_address(member, call_id))


def _form_class(talk: Talk) -> type[CallForm | PlannedCallForm]:
    return CallForm if talk.row.held_at else PlannedCallForm


def _call(request: HttpRequest, talk: Talk, form: CallForm | PlannedCallForm) -> HttpResponse:
    context = {"talk": talk, "form": form, "holding": HoldingForm(), "next": next_of(request)}
    return render(request, "conversations/call.html", context, status=422 if form.errors else 200)


def _address(member: Member, call_id: int) -> str:
    return address_of(member.workspace.slug, "call", call_id)
