"""Watched folders and how they fare."""

from django.db.models import QuerySet

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.models import WatchedFolder


def folders_of(member: Member) -> QuerySet[WatchedFolder]:
    """All watched folders of the workspace, by name."""
    member.require("imports.run")
    return WatchedFolder.objects.of(member).select_related("member__user").order_by("folder")
