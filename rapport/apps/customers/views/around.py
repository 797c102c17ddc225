"""What belongs to a record: further contact, places, personal facts, terms."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations, queries
from rapport.apps.customers.forms.network import AddressForm, ContactPointForm, PersonalFactForm, TermsForm
from rapport.apps.customers.models import ContactPoint, Party, PersonalFact, PostalAddress
from rapport.apps.customers.rights import fields_of
from rapport.kernel.errors import Refused
from rapport.ui.forms import refuse


@page("customers.edit", methods=("POST",))
def contact_points(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """A further e-mail address or number."""
    found, form = queries.party(member, party_id), ContactPointForm(request.POST)
    return _added(request, member, found, form, "contact", operations.add_contact_point)


@page("customers.edit", methods=("DELETE",))
def contact_point(request: HttpRequest, member: Member, party_id: int, point_id: int) -> HttpResponse:
    """Takes it off the record."""
    found = queries.party(member, party_id)
    queries.belonging(member, found, ContactPoint, point_id)
    operations.remove_contact_point(member, point_id)
    return section(request, member, found, "contact")


@page("customers.edit", methods=("POST",))
def addresses(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """A further place."""
    found, form = queries.party(member, party_id), AddressForm(member, request.POST)
    return _added(request, member, found, form, "addresses", operations.add_address)


@page("customers.edit", methods=("DELETE",))
def address(request: HttpRequest, member: Member, party_id: int, address_id: int) -> HttpResponse:
    """Takes it off the record."""
    found = queries.party(member, party_id)
    queries.belonging(member, found, PostalAddress, address_id)
    operations.remove_address(member, address_id)
    return section(request, member, found, "addresses")


@page("customers.edit", methods=("POST",))
def personal_facts(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """Something personal."""
    found, form = queries.party(member, party_id), PersonalFactForm(request.POST)
    return _added(request, member, found, form, "personal", operations.add_personal_fact)


@page("customers.edit", methods=("DELETE",))
def personal_fact(request: HttpRequest, member: Member, party_id: int, fact_id: int) -> HttpResponse:
    """Forgets it."""
    found = queries.party(member, party_id)
    queries.belonging(member, found, PersonalFact, fact_id)
    operations.remove_personal_fact(member, fact_id)
    return section(request, member, found, "personal")


@page("customers.edit", methods=("GET", "POST"))
def terms(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """What is agreed with a company."""
    fields_of(member).require_visible(["terms"])
    found = queries.party(member, party_id)
    form = TermsForm(request.POST or None, terms=queries.around(member, found).terms)
    if request.method == "POST" and form.is_valid():
        try:
            operations.set_terms(member, party_id, **form.said())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The terms are saved."))
            return redirect("customers:party", workspace=member.workspace.slug, party_id=party_id)
    status = 422 if form.errors else 200
    return render(request, "customers/terms.html", {"party": found, "form": form}, status=status)


def around_of(member: Member, found: Party) -> dict[str, Any]:
    """What the sections around a record show."""
    writes = fields_of(member).writes
    return {
        "around": queries.around(member, found),
        "contact_form": ContactPointForm(),
        "addresses_form": AddressForm(member) if writes("addresses") else None,
        "personal_form": PersonalFactForm() if writes("personal_facts") else None,
    }


def section(
    request: HttpRequest, member: Member, found: Party, part: str, form: forms.Form | None = None
) -> HttpResponse:
    """One section again, for a script; the record for a plain browser."""
    is_fragment, wrong = getattr(request, "htmx", False), form is not None
    if not is_fragment and not wrong:
        return redirect("customers:party", workspace=member.workspace.slug, party_id=found.pk)
    context = {"party": found, **around_of(member, found), "part": f"customers/party/_{part}.html"}
    if form is not None:
        context[f"{part}_form"] = form
    template = context["part"] if is_fragment else "customers/party_part.html"
    return render(request, template, context, status=422 if wrong else 200)


def _added(
    request: HttpRequest, member: Member, found: Party, form: forms.Form, part: str, add: Callable[..., Any]
) -> HttpResponse:
    if form.is_valid():
        try:
            add(member, found.pk, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            return section(request, member, found, part)
    return section(request, member, found, part, form)
