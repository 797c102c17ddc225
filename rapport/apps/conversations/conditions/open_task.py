"""Condition: whether something is still to be done for them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition, Scope, Test


def _predicate(scope: Scope, test: Test) -> Q:
    waiting = scope.rows("conversations.Task").filter(party__isnull=False, done_at=None)
    has_one = Q(pk__in=waiting.order_by().values("party"))
    wanted = set(test.values)
    return (has_one if "yes" in wanted else Q(pk__in=[])) | (~has_one if "no" in wanted else Q(pk__in=[]))


open_task = Condition(
    name="open_task",
    title=_("Open task"),
    help=_("Whether a task about them is still to be done, by anybody."),
    value_kind="choice",
    predicate=_predicate,
    group=_("Talks and tasks"),
    operators=("is", "is_not"),
    fixed_choices=(("yes", _("yes")), ("no", _("no"))),
    order=76,
)
