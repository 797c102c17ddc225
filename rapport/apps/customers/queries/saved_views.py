"""The views of the list that members keep."""

from typing import Any

from django.db.models import Q, QuerySet

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import SavedView
from rapport.kernel.errors import Missing

SUBJECT = "customers"


def saved_views(member: Member) -> QuerySet[Any, SavedView]:
    """The member's own views and those that others share, by name."""
    member.require("customers.view")
    seen = Q(member=member.pk) | Q(shared_at__isnull=False)
    return SavedView.objects.of(member).filter(seen, subject=SUBJECT).order_by("name", "pk")  # type: ignore[no-any-return]


def saved_view(member: Member, view_id: int) -> SavedView:
    """A view the member may open. Raises Missing."""
    found: SavedView | None = saved_views(member).filter(pk=view_id).first()
    if found is None:
        raise Missing("There is no such view.")
    return found


def may_change(member: Member, view: SavedView) -> bool:
    """A view is changed by its owner; a shared one by everybody who may edit customers."""
    if view.shared_at is not None:
        return member.may("customers.edit")
    return view.member_id == member.pk
