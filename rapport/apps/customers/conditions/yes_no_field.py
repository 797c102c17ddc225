"""Condition: yes or no in one of the workspace’s own fields."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.conditions._fields import fields_of
from rapport.kernel.conditions import Condition, Scope, Test, text_inside

STORED = {"yes": "true", "no": "false"}


def _predicate(scope: Scope, test: Test) -> Q:
    if test.operator == "is_known":
        return text_inside(test, "attributes", test.parameters["field"])
    return text_inside(Test("is", [STORED[value] for value in test.values]), "attributes", test.parameters["field"])


yes_no_field = Condition(
    name="yes_no_field",
    title=_("Yes or no field"),
    help=_("Yes or no in one of your own fields."),
    value_kind="choice",
    predicate=_predicate,
    group=_("Your fields"),
    operators=("is", "is_not", "is_known", "is_unknown"),
    fixed_choices=(("yes", _("yes")), ("no", _("no"))),
    aspect="field",
    kept_in="attributes",
    aspects=fields_of("yes_no"),
    order=84,
)
