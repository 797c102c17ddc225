"""Rates of exchange: the page of settings on which they are entered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import RateFacts, carry_rates, record_rates, remove_rate
from rapport.apps.insights.forms import CarryForm, RateForm
from rapport.apps.insights.queries.currencies import currencies_page
from rapport.kernel.errors import Refused
from rapport.ui.forms import refuse


@page("workspace.manage", methods=("GET", "POST"))
def currencies(request: HttpRequest, member: Member) -> HttpResponse:
    """The rates and what waits for one; POST enters a rate or changes that of the day."""
    given = request.POST if request.method == "POST" else None
    asked = {name: request.GET.get(name, "") for name in ("day", "currency")}
    form = RateForm(given, own=member.workspace.currency, initial={name: word for name, word in asked.items() if word})
    if given is not None and form.is_valid():
        try:
            done = record_rates(member, [RateFacts(**form.cleaned_data)])
            said = _("The rate was that already.") if done.unchanged else _("The rate is saved. Figures follow.")
            messages.success(request, said)
            return redirect("insights:currencies", workspace=member.workspace.slug)
        except Refused as refused:
            refuse(form, Refused(refused.message, place=refused.place.rpartition(" › ")[2]))
    return _shown(request, member, form=form)


@page("workspace.manage", methods=("DELETE",))
def rate(request: HttpRequest, member: Member, rate_id: int) -> HttpResponse:
    """Remove a rate."""
    gone = remove_rate(member, rate_id)
    said = _("The rate of %(currency)s on %(day)s is removed.") % {"currency": gone.currency, "day": gone.day}
    messages.success(request, said)
    return redirect("insights:currencies", workspace=member.workspace.slug)


@page("workspace.manage", methods=("POST",))
def carrying(request: HttpRequest, member: Member) -> HttpResponse:
    """Say for how many days a rate holds on."""
    form = CarryForm(request.POST)
    if form.is_valid():
        carry_rates(member, form.cleaned_data["rates_carried"])
        messages.success(request, _("Saved. Amounts are converted anew."))
        return redirect("insights:currencies", workspace=member.workspace.slug)
    return _shown(request, member, carry=form)


def _shown(
    request: HttpRequest, member: Member, *, form: RateForm | None = None, carry: CarryForm | None = None
) -> HttpResponse:
    wrong = any(given is not None and given.errors for given in (form, carry))
    context = {
        "shown": currencies_page(member, currency=request.GET.get("currency", ""), cursor=request.GET.get("page", "")),
        "form": form or RateForm(own=member.workspace.currency),
        "carry": carry or CarryForm(initial={"rates_carried": member.workspace.rates_carried}),
    }
    return render(request, "insights/currencies.html", context, status=422 if wrong else 200)
