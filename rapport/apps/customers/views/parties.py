"""People and companies: the list, one record, what can be done with them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations, queries
from rapport.apps.customers.forms import PartyForm, SelectionForm, TagForm
from rapport.apps.customers.models import Party
from rapport.apps.customers.queries import PartyFilter
from rapport.kernel.errors import Refused


@page("customers.view")
def parties(request: HttpRequest, member: Member) -> HttpResponse:
    """Everybody, filtered, searched and sorted."""
    wanted = _wanted(request)
    found = queries.list_parties(member, wanted, cursor=request.GET.get("page", ""))
    context = {"found": found, "wanted": wanted, **queries.choices_for_filters(member)}
    return render(request, "customers/parties.html", context)


@page("customers.view")
def count(request: HttpRequest, member: Member) -> HttpResponse:
    """The exact number of records that were asked for."""
    return render(request, "customers/parties/_count.html", {"count": queries.count_parties(member, _wanted(request))})


@page("customers.edit", methods=("GET", "POST"))
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """A new person or company; one that seems to be there already is shown first."""
    kind = Party.Kind.COMPANY if request.GET.get("kind") == "company" else Party.Kind.PERSON
    form = PartyForm(member, kind=kind, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        known = [] if form.cleaned_data["known_is_fine"] else queries.known_by(member, **_normal(member, form))
        if known:
            return _form(request, form, status=409, known=known)
        try:
            made = operations.create_party(member, **form.facts())
        except Refused as refused:
            _at_field(form, refused)
        else:
            messages.success(request, f"{made.name} is in your records.")
            return redirect("customers:party", workspace=member.workspace.slug, party_id=made.pk)
    return _form(request, form, status=422 if form.errors else 200)


@page("customers.view")
def party(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """One person or company: who, and all that is known about them."""
    found = queries.party(member, party_id)
    context: dict[str, Any] = {"party": found, "taggings": queries.tags_of(member, found)}
    context["memberships"] = queries.memberships_of(member, found)
    context["history"] = queries.party_history(member, found)
    context["people"] = [] if found.is_person else queries.people_of(member, found)
    return render(request, "customers/party.html", context)


@page("customers.edit", methods=("GET", "POST"))
def facts(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """Change what is known about a record."""
    found = queries.party(member, party_id)
    form = PartyForm(member, kind=found.kind, party=found, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.update_party(member, party_id, **form.facts())
        except Refused as refused:
            _at_field(form, refused)
        else:
            messages.success(request, "Saved.")
            return redirect("customers:party", workspace=member.workspace.slug, party_id=party_id)
    return _form(request, form, status=422 if form.errors else 200, party=found)


@page("customers.edit", methods=("POST", "DELETE"))
def archival(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """POST takes a record out of lists and segments, DELETE brings it back."""
    if request.method == "POST":
        found = operations.archive_party(member, party_id)
        messages.success(request, f"{found.name} is archived. Orders and answers stay.")
    else:
        found = operations.restore_party(member, party_id)
        messages.success(request, f"{found.name} is back.")
    return redirect("customers:party", workspace=member.workspace.slug, party_id=party_id)


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


@page("customers.edit", methods=("POST",))
def selection(request: HttpRequest, member: Member) -> HttpResponse:
    """Tag or untag the selected records, or make them a fixed segment."""
    form = SelectionForm(request.POST)
    if not form.is_valid():
        place, errors = next(iter(form.errors.items()))
        raise Refused(str(errors[0]), place=place)
    do, word, chosen = (form.cleaned_data[name] for name in ("do", "word", "party"))
    if do == "segment":
        made = operations.create_segment(member, name=word, party_ids=chosen)
        return redirect("customers:segment", workspace=member.workspace.slug, segment_id=made.pk)
    verb = operations.tag_parties if do == "tag" else operations.untag_parties
    number = verb(member, chosen, word)
    messages.success(request, f"“{word}” {'put on' if do == 'tag' else 'taken off'} {number} records.")
    return redirect("customers:parties", workspace=member.workspace.slug)


def _wanted(request: HttpRequest) -> PartyFilter:
    asked = request.GET
    return PartyFilter(
        search=asked.get("q", "").strip(),
        kind=asked.get("kind", ""),
        region_id=_number(asked.get("region")),
        tag_id=_number(asked.get("tag")),
        segment_id=_number(asked.get("segment")),
        archived=asked.get("archived") == "1",
        sort=asked.get("sort", "name"),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


def _normal(member: Member, form: PartyForm) -> dict[str, Any]:
    region = next((one for one in queries.regions(member) if one.pk == form.cleaned_data["region_id"]), None)
    return operations.normal_contact(
        form.cleaned_data["email"], form.cleaned_data["phone"], region.country if region else ""
    )


def _at_field(form: PartyForm, refused: Refused) -> None:
    form.add_error(refused.place if refused.place in form.fields else None, refused.message)


def _form(request: HttpRequest, form: PartyForm, *, status: int, **more: Any) -> HttpResponse:
    return render(request, "customers/party_form.html", {"form": form, "kind": form.kind, **more}, status=status)


def _tags(request: HttpRequest, member: Member, found: Party) -> HttpResponse:
    if not getattr(request, "htmx", False):
        return redirect("customers:party", workspace=member.workspace.slug, party_id=found.pk)
    context = {"party": found, "taggings": queries.tags_of(member, found)}
    return render(request, "customers/party/_tags.html", context)
