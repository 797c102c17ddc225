"""One person or company: the record, what is known about it, and what can be done with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations, queries
from rapport.apps.customers.forms import PartyForm, TagForm
from rapport.apps.customers.forms.conflicts import as_posted, compared, picked
from rapport.apps.customers.forms.network import PaperForm, RemarkForm
from rapport.apps.customers.models import Party
from rapport.apps.customers.queries.duplicates import moved_to, possible_duplicates
from rapport.apps.customers.queries.persons import erased_among
from rapport.apps.customers.views.around import around_of
from rapport.apps.customers.views.consents import consent_of
from rapport.apps.customers.views.network import network_of
from rapport.kernel.errors import Missing, Refused
from rapport.ui.forms import refuse


@page("customers.edit", methods=("GET", "POST"))
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """A new person or company; one that seems to be there already is shown first."""
    kind = Party.Kind.COMPANY if request.GET.get("kind") == "company" else Party.Kind.PERSON
    form = PartyForm(member, kind=kind, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        normal = {} if form.cleaned_data["known_is_fine"] else _normal(member, form)
        known = queries.known_by(member, **normal) if normal else []
        erased = erased_among(member, normal.values())
        if known or erased:
            return _form(request, form, status=409, known=known, erased=sorted(erased))
        try:
            made = operations.create_party(member, **form.facts())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"{made.name} is in your records.")
            return _to(member, made.pk)
    return _form(request, form, status=422 if form.errors else 200)


@page("customers.view")
def party(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """One person or company: who, and all that is known about them. A merged record's address leads to the kept one."""
    try:
        found = queries.party(member, party_id)
    except Missing:
        kept = moved_to(member, party_id)
        if kept is None:
            raise
        return _to(member, kept)
    if found.erased_at is not None:
        return render(request, "customers/privacy/shell.html", {"party": found})
    context: dict[str, Any] = {
        "party": found,
        "taggings": queries.tags_of(member, found),
        "memberships": queries.memberships_of(member, found) if member.may("segments.view") else [],
        "own": queries.field_values(queries.own_fields(member, found.kind), found),
        "website": queries.web_address(found),
        "possible_duplicates": possible_duplicates(member, found),
        "completeness": queries.completeness_of(member, found),
        "traits": queries.traits_of(member, found),
        "note_form": RemarkForm(),
        "paper_form": PaperForm(),
        **network_of(member, found),
        **consent_of(member, found),
        **around_of(member, found),
    }
    return render(request, "customers/party.html", context)


@page("customers.edit", methods=("GET", "POST"))
def facts(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """Change what is known about a record; what somebody else changed meanwhile is shown beside it."""
    found = queries.party(member, party_id)
    if request.method == "GET":
        return _form(request, PartyForm(member, kind=found.kind, party=found), status=200, party=found)
    posted = picked(request.POST)
    form = PartyForm(member, kind=found.kind, data=posted)
    if form.is_valid():
        try:
            operations.update_party(member, party_id, version=form.cleaned_data["version"], **form.facts())
        except Refused as refused:
            if refused.code == "changed":
                return _met(request, member, found, form, posted)
            refuse(form, refused)
        else:
            messages.success(request, _("Saved."))
            return _to(member, party_id)
    return _form(request, form, status=422, party=found)


@page("customers.edit", methods=("POST", "DELETE"))
def archival(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """POST takes a record out of lists and segments, DELETE brings it back."""
    if request.method == "POST":
        found = operations.archive_party(member, party_id)
        messages.success(request, f"{found.name} is archived. Orders and answers stay.")
    else:
        found = operations.restore_party(member, party_id)
        messages.success(request, f"{found.name} is back.")
    return _to(member, party_id)


@page("customers.edit", methods=("POST",))
def tags(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """Put a tag on a record."""
    found = queries.party(member, party_id)
    form = TagForm(request.POST)
    if not form.is_valid():
        raise Refused("A tag is one or a few words, up to 60 characters.", place="tag")
    operations.tag_parties(member, [found.pk], form.cleaned_data["name"])
    return _tags(request, member, found)


@page("customers.edit", methods=("DELETE",))
def tag(request: HttpRequest, member: Member, party_id: int, tag_id: int) -> HttpResponse:
    """Take a tag off a record."""
    found = queries.party(member, party_id)
    operations.untag_parties(member, [found.pk], queries.tag(member, tag_id).name)
    return _tags(request, member, found)


def _met(request: HttpRequest, member: Member, found: Party, mine: PartyForm, posted: QueryDict) -> HttpResponse:
    """Somebody else saved first. Where both changed different fields, both hold; else one chooses."""
    theirs = PartyForm(member, kind=found.kind, party=found)
    comparison = compared(mine, posted, theirs)
    if not comparison.clashes:
        merged = PartyForm(member, kind=found.kind, data=as_posted(comparison.merged))
        if merged.is_valid():
            operations.update_party(member, found.pk, **merged.facts())
            messages.success(request, _("Saved, together with what somebody else changed meanwhile."))
            return _to(member, found.pk)
    chosen = {clash.name for clash in comparison.clashes}
    context = {
        "party": found,
        "clashes": comparison.clashes,
        "kept": [(name, _parts(value)) for name, value in comparison.merged.items() if name not in chosen],
        "version": theirs.initial["version"],
        "seen": theirs.initial["seen"],
        "who": next((told.who for told in queries.party_history(member, found)), ""),
    }
    return render(request, "customers/party_conflict.html", context, status=409)


def _parts(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _normal(member: Member, form: PartyForm) -> dict[str, Any]:
    region = next((one for one in queries.regions(member) if one.pk == form.cleaned_data["region_id"]), None)
    cleaned = form.cleaned_data
    return operations.normal_contact(
        cleaned.get("email", ""), cleaned.get("phone", ""), region.country if region else ""
    )


def _form(request: HttpRequest, form: PartyForm, *, status: int, **more: Any) -> HttpResponse:
    return render(request, "customers/party_form.html", {"form": form, "kind": form.kind, **more}, status=status)


def _to(member: Member, party_id: int) -> HttpResponse:
    return redirect("customers:party", workspace=member.workspace.slug, party_id=party_id)


def _tags(request: HttpRequest, member: Member, found: Party) -> HttpResponse:
    if not getattr(request, "htmx", False):
        return _to(member, found.pk)
    context = {"party": found, "taggings": queries.tags_of(member, found)}
    return render(request, "customers/party/_tags.html", context)
