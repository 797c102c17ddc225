"""Setting and removing targets."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.insights.forms import PlaceForm, TargetForm
from rapport.apps.insights.operations.targets import remove_target, set_target
from rapport.apps.insights.queries.definitions import metric as metric_of
from rapport.apps.insights.queries.periods import DEFAULT
from rapport.apps.insights.views.figures import figure_context
from rapport.apps.insights.views.fragments import is_fragment
from rapport.kernel.errors import Missing, Refused
from rapport.ui.answers import toasted


@page("targets.edit", methods=("POST",))
def targets(request: HttpRequest, member: Member) -> HttpResponse:
    """Set the target of one figure."""
    place = PlaceForm(request.POST)
    if not place.is_valid():
        raise Missing("There are no such figures.")
    metric, subject, region = (place.cleaned_data[name] for name in ("metric", "subject", "region"))
    period = place.cleaned_data["period"] or DEFAULT
    form = TargetForm(metric_of(metric), request.POST, currency=member.workspace.currency, auto_id="target-%s")
    if form.is_valid():
        try:
            chosen = {"direction": form.cleaned_data["direction"], "value": form.amount}
            set_target(member, metric=metric, subject=subject, region=region, **chosen)
            return _figure(request, member, subject, metric, region, period, said="The target is set.")
        except Refused as refused:
            if refused.place not in form.fields:
                raise
            form.add_error(refused.place, refused.message)
    return _figure(request, member, subject, metric, region, period, form=form)


@page("targets.edit", methods=("DELETE",))
def target(request: HttpRequest, member: Member, target_id: int) -> HttpResponse:
    """Take a target out of force."""
    gone = remove_target(member, target_id)
    subject = f"segment:{gone.segment_id}" if gone.segment_id else "everybody"
    period = request.GET.get("period") or DEFAULT
    return _figure(request, member, subject, gone.metric, gone.region_id, period, said="The target is removed.")


def _figure(
    request: HttpRequest,
    member: Member,
    subject: str,
    metric: str,
    region: int | None,
    period: str,
    *,
    said: str = "",
    form: TargetForm | None = None,
) -> HttpResponse:
    status = 200 if form is None else 422
    if is_fragment(request) or form is not None:
        context = figure_context(member, subject, metric, region=region, period=period, form=form)
        template = "insights/_figure.html" if is_fragment(request) else "insights/figure.html"
        answer = render(request, template, context, status=status)
        return toasted(answer, said) if said else answer
    messages.success(request, said)
    if request.GET.get("back") == "alerts":
        return redirect(reverse("insights:alerts", kwargs={"workspace": member.workspace.slug}))
    parts = {"workspace": member.workspace.slug, "subject": subject, "metric": metric}
    query = f"?period={period}{f'&region={region}' if region else ''}"
    return redirect(reverse("insights:tile", kwargs=parts) + query)
