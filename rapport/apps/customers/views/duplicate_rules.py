"""The rules by which records are taken for one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations
from rapport.apps.customers.forms.duplicates import RuleForm, kind_of, read_tree, slots_of
from rapport.apps.customers.models import DuplicateRule
from rapport.apps.customers.queries import duplicates as queries
from rapport.kernel.errors import Refused
from rapport.ui.forms import refuse


@page("workspace.manage", methods=("GET", "POST"))
def rules(request: HttpRequest, member: Member) -> HttpResponse:
    """All rules; POST lays those that ship where there are none."""
    if request.method == "POST":
        operations.lay_rules(member)
        return redirect("customers:duplicate-rules", workspace=member.workspace.slug)
    return render(request, "customers/duplicates/rules.html", {"rules": queries.duplicate_rules(member)})


@page("workspace.manage", methods=("GET", "POST"))
def new_rule(request: HttpRequest, member: Member) -> HttpResponse:
    """A new rule."""
    return _edited(request, member, None)


@page("workspace.manage", methods=("GET", "POST", "DELETE"))
def rule(request: HttpRequest, member: Member, rule_id: int) -> HttpResponse:
    """One rule: change it, or remove it."""
    if request.method == "DELETE":
        operations.delete_rule(member, rule_id)
        messages.success(request, _("The rule is gone; groups that only it found close with the next search."))
        return redirect("customers:duplicate-rules", workspace=member.workspace.slug)
    return _edited(request, member, queries.duplicate_rule(member, rule_id))


@page("workspace.manage", methods=("POST",))
def count(request: HttpRequest, member: Member) -> HttpResponse:
    """How many groups the rule on the screen would find."""
    try:
        found: int | None = operations.count_groups(member.workspace, kind_of(request.POST), read_tree(request.POST))
        refused = None
    except Refused as error:
        found, refused = None, error
    return render(request, "customers/duplicates/_count.html", {"count": found, "refused": refused})


def _edited(request: HttpRequest, member: Member, known: DuplicateRule | None) -> HttpResponse:
    if request.method == "GET":
        form = RuleForm(initial=_initial(known))
        kind = known.applies_to if known else kind_of(request.GET)
        return _form(request, form, known, kind, known.rule if known else {})
    form = RuleForm(request.POST)
    kind, tree = (known.applies_to if known else kind_of(request.POST)), read_tree(request.POST)
    try:
        if form.is_valid():
            words = form.cleaned_data
            operations.save_rule(member, known.pk if known else None, applies_to=kind, rule=tree, **words)
            messages.success(request, _("Saved. Records are compared by it with the next search."))
            return redirect("customers:duplicate-rules", workspace=member.workspace.slug)
    except Refused as refused:
        refuse(form, refused)
    return _form(request, form, known, kind, tree, status=422)


def _initial(known: DuplicateRule | None) -> dict[str, Any]:
    if known is None:
        return {"weight": 0.9}
    return {"name": known.name, "weight": known.weight, "paused": known.paused_at is not None}


def _form(
    request: HttpRequest,
    form: RuleForm,
    known: DuplicateRule | None,
    kind: str,
    tree: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "rule": known, "kind": kind, "lines": slots_of(tree, kind)}
    return render(request, "customers/duplicates/rule.html", context, status=status)
