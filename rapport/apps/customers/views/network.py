"""The relations of a record: added with a search as one types, changed, ended, removed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations, queries
from rapport.apps.customers.forms.network import RelationForm, TieForm
from rapport.apps.customers.models import Party, Relation
from rapport.kernel.errors import Refused
from rapport.ui.forms import refuse


@page("customers.edit", methods=("POST",))
def relations(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """The record stands in a relation to another."""
    found = queries.party(member, party_id)
    form = RelationForm(found, request.POST)
    if form.is_valid():
        said = dict(form.cleaned_data)
        other_id, kind = said.pop("other"), said.pop("kind")
        ends = (other_id, party_id, Relation.Kind.WORKS_FOR) if kind == "employs" else (party_id, other_id, kind)
        try:
            operations.add_relation(member, ends[0], other_id=ends[1], kind=ends[2], **said)
        except Refused as refused:
            refuse(form, refused)
        else:
            return _section(request, member, found)
    return _section(request, member, found, form)


@page("customers.edit")
def others(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """Who a relation may lead to, as one types."""
    found = queries.party(member, party_id)
    search = request.GET.get("q", "")
    context = {"party": found, "others": queries.others_for(member, found, search), "search": search.strip()}
    return render(request, "customers/party/_others.html", context)


@page("customers.edit", methods=("GET", "POST", "DELETE"))
def relation(request: HttpRequest, member: Member, party_id: int, relation_id: int) -> HttpResponse:
    """Change what a relation says, or remove one that never was."""
    found = queries.party(member, party_id)
    tied = queries.relation_of(member, found, relation_id)
    if request.method == "DELETE":
        operations.remove_relation(member, relation_id)
        messages.success(request, _("The relation is removed."))
        return _to(member, found)
    form = TieForm(request.POST or None, initial={name: getattr(tied, name) for name in TieForm.base_fields})
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_relation(member, relation_id, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Saved."))
            return _to(member, found)
    tie = next((one for one in queries.ties_of(member, found) if one.relation.pk == relation_id), None)
    context = {"party": found, "relation": tied, "tie": tie, "form": form}
    return render(request, "customers/relation.html", context, status=422 if form.errors else 200)


@page("customers.edit", methods=("POST", "DELETE"))
def ending(request: HttpRequest, member: Member, party_id: int, relation_id: int) -> HttpResponse:
    """POST ends a relation today, DELETE lets it go on."""
    found = queries.party(member, party_id)
    queries.relation_of(member, found, relation_id)
    verb = operations.end_relation if request.method == "POST" else operations.resume_relation
    verb(member, relation_id)
    return _section(request, member, found)


def network_of(member: Member, found: Party, form: RelationForm | None = None) -> dict[str, Any]:
    """What the section of relations shows."""
    ties = queries.ties_of(member, found)
    return {
        "party": found,
        "ties": [tie for tie in ties if not tie.is_past],
        "past_ties": [tie for tie in ties if tie.is_past],
        "spots": queries.drawing_of(ties),
        "relation_form": form or RelationForm(found),
    }


def _section(request: HttpRequest, member: Member, found: Party, form: RelationForm | None = None) -> HttpResponse:
    wrong = form is not None
    if not getattr(request, "htmx", False) and not wrong:
        return _to(member, found)
    context = network_of(member, found, form)
    template = "customers/party/_network.html" if getattr(request, "htmx", False) else "customers/party_part.html"
    more = {"part": "customers/party/_network.html"}
    return render(request, template, {**context, **more}, status=422 if wrong else 200)


def _to(member: Member, found: Party) -> HttpResponse:
    return redirect("customers:party", workspace=member.workspace.slug, party_id=found.pk)
