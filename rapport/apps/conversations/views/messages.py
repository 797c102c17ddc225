"""Messages kept by hand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.conversations import operations, queries
from rapport.apps.conversations.forms import MessageForm, this_minute
from rapport.apps.conversations.queries.addresses import address_of
from rapport.apps.conversations.queries.single import Talk
from rapport.apps.conversations.views._answers import attempted, done, form_page, next_of, party_in, place_of


@page("conversations.edit", methods=("GET", "POST"))
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """A mail, a chat, a letter: what was written, by whom."""
    party = party_in(request, member)
    form = MessageForm(member, request.POST or None, initial={"at": this_minute()})
    made = attempted(form, lambda: operations.log_message(member, party.pk if party else None, **form.cleaned_data))
    if made is not None:
        place = address_of(member.workspace.slug, "message", made.pk)
        return done(request, member, _("The message is kept."), place=made.change, to=place)
    return form_page(request, form, title=_("Log a message"), party=party)


@page("conversations.view")
def message(request: HttpRequest, member: Member, message_id: int) -> HttpResponse:
    """One message."""
    talk = queries.message_of(member, message_id)
    return _message(request, talk, MessageForm(member, row=talk.row))


@page("conversations.edit", methods=("POST", "DELETE"))
def facts(request: HttpRequest, member: Member, message_id: int) -> HttpResponse:
    """POST changes a message, DELETE removes it, which can be undone."""
    talk = queries.message_of(member, message_id)
    if request.method == "DELETE":
        place = operations.remove_message(member, message_id)
        return done(request, member, _("The message is removed."), place=place)
    form = MessageForm(member, request.POST)
    changed = attempted(form, lambda: operations.change_message(member, message_id, **form.cleaned_data))
    if changed is not None:
        to = address_of(member.workspace.slug, "message", message_id)
        return done(request, member, _("Saved."), place=place_of(talk.row, changed), to=to)
    return _message(request, talk, form)


def _message(request: HttpRequest, talk: Talk, form: MessageForm) -> HttpResponse:
    context = {"talk": talk, "form": form, "next": next_of(request)}
    return render(request, "conversations/message.html", context, status=422 if form.errors else 200)
