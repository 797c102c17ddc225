"""The people of a workspace by their ids, for author lines."""

from __future__ import annotations

from rapport.apps.accounts.models import Member


def names_of(member: Member) -> dict[int | None, str]:
    """The name of every member of the workspace."""
    people = Member.objects.of(member).select_related("user").only("user__name", "user__email", "workspace_id")
    return {person.pk: str(person.user) for person in people}
