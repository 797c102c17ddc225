"""Condition: what somebody allows, by purpose and channel."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Aspect, Condition, Scope, Test
from rapport.kernel.conditions.condition import TIME_SPAN
from rapport.kernel.conditions.operators import MEMBERSHIP

UNASKED = "unasked"
STATES = ("given", "withdrawn", UNASKED)
CHOICES = (
    ("email_given", _("given by e-mail")),
    ("email_withdrawn", _("withdrawn by e-mail")),
    ("email_unasked", _("never asked by e-mail")),
    ("phone_given", _("given by phone")),
    ("phone_withdrawn", _("withdrawn by phone")),
    ("phone_unasked", _("never asked by phone")),
    ("sms_given", _("given by text message")),
    ("sms_withdrawn", _("withdrawn by text message")),
    ("sms_unasked", _("never asked by text message")),
    ("post_given", _("given by post")),
    ("post_withdrawn", _("withdrawn by post")),
    ("post_unasked", _("never asked by post")),
    ("chat_given", _("given by chat")),
    ("chat_withdrawn", _("withdrawn by chat")),
    ("chat_unasked", _("never asked by chat")),
    ("in_person_given", _("given in person")),
    ("in_person_withdrawn", _("withdrawn in person")),
    ("in_person_unasked", _("never asked in person")),
)


def _predicate(scope: Scope, test: Test) -> Q:
    return reduce(or_, [_answered(scope, test, *value.rsplit("_", 1)) for value in test.values])


def _answered(scope: Scope, test: Test, channel: str, state: str) -> Q:
    """Those whose newest answer says so, by the leaf's own time span where it names one; unasked has no time."""
    rows: Any = scope.rows("customers.Consent")
    holding = rows.about(test.parameters["purpose"], channel).holding()
    if state == UNASKED:
        return Q(pk__in=[]) if len(test.parameters) > 1 else ~Q(pk__in=holding.exclude(state=UNASKED).values("party"))
    return Q(pk__in=test.during(holding.filter(state=state), "at", scope).values("party"))


def _purposes(scope: Scope) -> Sequence[Aspect]:
    rows = scope.rows("customers.Purpose").filter(archived_at=None).order_by("position", "title")
    return [
        Aspect(key, _("Consent: %(title)s") % {"title": title}, help_text)
        for key, title, help_text in rows.values_list("key", "title", "help")
    ]


consent = Condition(
    name="consent",
    title=_("Consent"),
    help=_("What they answered last for this purpose on a channel: given, withdrawn, or never asked."),
    value_kind="choice",
    predicate=_predicate,
    group=_("Consent"),
    operators=MEMBERSHIP,
    parameters=TIME_SPAN,
    fixed_choices=CHOICES,
    aspect="purpose",
    aspects=_purposes,
    order=58,
)
