"""Imports of a workspace."""

from django.db.models import QuerySet

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.models import Import
from rapport.kernel.errors import Missing


def imports_of(member: Member) -> QuerySet[Import]:
    """All imports, newest first, with who began them."""
    member.require("imports.run")
    return Import.objects.of(member).select_related("member__user").order_by("-pk")


def import_of(member: Member, import_id: int, *, lock: bool = False) -> Import:
    """One import. Raises Missing for another workspace's as for none."""
    member.require("imports.run")
    rows = Import.objects.of(member)
    found: Import | None = (rows.select_for_update() if lock else rows).filter(pk=import_id).first()
    if found is None:
        raise Missing("There is no such import.")
    return found


def latest_import(member: Member) -> Import | None:
    """The import begun last, or None."""
    return imports_of(member).first()
