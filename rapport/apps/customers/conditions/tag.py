"""Condition: a tag on the record."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition, Scope, Test


def _predicate(scope: Scope, test: Test) -> Q:
    tagged = scope.rows("customers.PartyTag").filter(tag__name__in=test.values)
    return Q(pk__in=tagged.values("party"))


def _choices(scope: Scope) -> Sequence[tuple[str, str]]:
    names = scope.rows("customers.Tag").order_by("name").values_list("name", flat=True)
    return [(name, name) for name in names]


tag = Condition(
    name="tag",
    title=_("Tag"),
    help=_("The record bears the tag."),
    value_kind="tag",
    predicate=_predicate,
    group=_("Who"),
    choices=_choices,
    order=15,
)
