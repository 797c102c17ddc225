"""Who can be spoken to in a comment or a note."""

from __future__ import annotations

from rapport.apps.accounts.models import Member
from rapport.kernel.mentions import Person


def people_of(member: Member) -> list[Person]:
    """The members of the workspace who can be mentioned, by name; guests are not told who works here."""
    if not member.may("members.view"):
        return []
    found = Member.objects.of(member).active().with_account().select_related("user")
    people = [Person(one.pk, str(one.user), one.user.email) for one in found]
    return sorted(people, key=lambda person: person.name.casefold())


def names_of(member: Member) -> dict[int, str]:
    """What everybody who ever was in the workspace is called today."""
    found = Member.objects.of(member).select_related("user").only("user__name", "user__email", "workspace_id")
    return {one.pk: str(one.user) for one in found}
