"""Condition: to whom the record stands in a relation, by kind of relation and name."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Aspect, Condition, Scope, Test

# Each aspect: the kind of relation it reads, and from which of its two ends.
READ = {
    "works_for": ("works_for", "party"),
    "employs": ("works_for", "other"),
    "partner": ("partner", "both"),
    "supplies": ("supplier", "party"),
    "supplied_by": ("supplier", "other"),
    "invests_in": ("investor", "party"),
    "investor": ("investor", "other"),
    "household": ("household", "both"),
    "referred_by": ("referred_by", "party"),
    "referred": ("referred_by", "other"),
}
OPPOSITE = {"party": "other", "other": "party"}


def _predicate(scope: Scope, test: Test) -> Q:
    kind, end = READ[test.parameters["relation"]]
    rows = scope.rows("customers.Relation").filter(kind=kind, until=None)
    found = Q()
    for mine in ("party", "other") if end == "both" else (end,):
        theirs = OPPOSITE[mine]
        named = rows if test.operator == "is_known" else rows.filter(test.on_text(f"{theirs}__name"))
        found |= Q(pk__in=named.values(mine))
    return found


relation = Condition(
    name="relation",
    title=_("Relation"),
    help=_("The name of whom the record stands in this relation to. Relations that ended do not count."),
    value_kind="text",
    predicate=_predicate,
    group=_("Relations"),
    aspect="relation",
    fixed_aspects=(
        Aspect("works_for", _("Employer")),
        Aspect("employs", _("Person who works there")),
        Aspect("partner", _("Business partner")),
        Aspect("supplies", _("Company they supply")),
        Aspect("supplied_by", _("Supplier")),
        Aspect("invests_in", _("Company they invest in")),
        Aspect("investor", _("Investor")),
        Aspect("household", _("Person of the same household")),
        Aspect("referred_by", _("Who referred them")),
        Aspect("referred", _("Whom they referred")),
    ),
    looks_beyond=True,
    order=35,
)
