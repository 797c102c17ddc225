"""Condition: the country of the record's region."""

from collections.abc import Sequence

from babel import Locale
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition, Scope, Test


def _predicate(scope: Scope, test: Test) -> Q:
    regions = scope.rows("customers.Region")
    if test.operator == "is_known":
        return Q(region__in=regions.exclude(country="").values("pk"))
    return Q(region__in=regions.filter(country__in=[code.upper() for code in test.values]).values("pk"))


def _choices(scope: Scope) -> Sequence[tuple[str, str]]:
    codes = scope.rows("customers.Region").exclude(country="").order_by().values_list("country", flat=True).distinct()
    return sorted(((code, _label(code)) for code in codes), key=lambda choice: choice[1])


def _label(code: str) -> str:
    return str(Locale.parse(get_language() or "en", sep="-").territories.get(code.upper(), code))


country = Condition(
    name="country",
    title=_("Country"),
    help=_("The country of the record's region, as a two-letter code."),
    value_kind="choice",
    predicate=_predicate,
    group=_("Where"),
    choices=_choices,
    label=_label,
    order=21,
)
