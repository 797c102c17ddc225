"""Condition: the part a person plays when their company buys."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition, Scope, Test


def _predicate(scope: Scope, test: Test) -> Q:
    rows = scope.rows("customers.Relation").filter(until=None).exclude(buying_role="")
    if test.operator != "is_known":
        rows = rows.filter(buying_role__in=test.values)
    return Q(pk__in=rows.values("party"))


buying_role = Condition(
    name="buying_role",
    title=_("Buying role"),
    help=_("The part the person plays in a purchase of a company they work for."),
    value_kind="choice",
    predicate=_predicate,
    group=_("Relations"),
    fixed_choices=(
        ("decider", _("decides")),
        ("buyer", _("buys")),
        ("influencer", _("influences")),
        ("user", _("uses")),
        ("gatekeeper", _("guards the way in")),
        ("approver", _("approves the money")),
    ),
    order=36,
)
