"""Condition: whether the record is archived."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

archived = Condition(
    name="archived",
    title=_("Archived"),
    help=_("Since when the record is archived. Archived records are in no segment, but lists may show them."),
    value_kind="date",
    predicate=lambda scope, test: (
        Q(archived_at__isnull=False) if test.operator == "is_known" else test.on_moment("archived_at", scope)
    ),
    group=_("Origin"),
    order=44,
)
