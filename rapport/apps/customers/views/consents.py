"""What one person allows: how they stand, what they answered, and a new answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations, queries
from rapport.apps.customers.forms.consents import AnswerForm, NoMoreForm
from rapport.apps.customers.models import CHANNELS, Party
from rapport.apps.customers.queries.consents import consents_of, purposes
from rapport.kernel.errors import Refused
from rapport.ui.forms import refuse


@page("customers.view")
def consents(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """How one person stands, and all that they ever answered."""
    return _whole(request, member, queries.party(member, party_id))


@page("consent.edit", methods=("GET", "POST"))
def answers(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """Record an answer. A mistake is corrected by another answer; none is changed or removed."""
    found = queries.party(member, party_id)
    form = AnswerForm(member, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data.get("file")
        file = (sent.name, sent.chunks()) if sent else None
        try:
            made = operations.record_consent(member, found.pk, form.answer(), file=file)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _told(member, found, made[0].purpose.title, [row.pk for row in made]))
            return _to(member, found)
    status = 422 if form.errors else 200
    return render(request, "customers/consent_form.html", {"party": found, "answer_form": form}, status=status)


@page("consent.edit", methods=("POST",))
def withdrawal(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """ "No more at all"."""
    found, form = queries.party(member, party_id), NoMoreForm(request.POST)
    if form.is_valid():
        try:
            operations.withdraw_everything(member, found.pk, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            words = _("Recorded: no more at all. From now on nothing may be sent to %(name)s.") % {"name": found.name}
            messages.success(request, words)
            return _to(member, found)
    return _whole(request, member, found, no_more_form=form)


@page("consent.edit")
def for_many(request: HttpRequest, member: Member) -> HttpResponse:
    """What is asked when many answered: fetched where the dialog for many records shows it."""
    context = {"purposes": purposes(member), "channels": CHANNELS}
    return render(request, "customers/parties/_consent.html", context)


def consent_of(member: Member, found: Party, *, whole: bool = False) -> dict[str, Any]:
    """What the block on a record shows."""
    standing = consents_of(member, found, whole=whole)
    return {
        "consents": standing,
        "answer_form": AnswerForm(member, in_use=[row.purpose for row in standing.rows]),
        "no_more_form": NoMoreForm(),
    }


def _told(member: Member, found: Party, title: str, made: list[int]) -> str:
    rows = consents_of(member, found).rows
    holding = {cell.answer.pk for row in rows for cell in row.cells if cell.answer}
    if holding & set(made):
        return _("The answer for “%(title)s” is recorded.") % {"title": title}
    return _("The answer for “%(title)s” is recorded. A later one stands already, and that one holds.") % {
        "title": title
    }


def _whole(request: HttpRequest, member: Member, found: Party, **forms: Any) -> HttpResponse:
    context = {"party": found, **consent_of(member, found, whole=True), **forms}
    return render(request, "customers/consents.html", context, status=422 if forms else 200)


def _to(member: Member, found: Party) -> HttpResponse:
    return redirect(f"{reverse('customers:party', args=[member.workspace.slug, found.pk])}#party-consents")
