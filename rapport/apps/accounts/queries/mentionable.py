"""Who can be spoken to in a comment or a note."""

from __future__ import annotations

import json
from functools import cached_property

from rapport.apps.accounts.models import Member
from rapport.kernel.mentions import Person


class Mentionable:
    """Who can be spoken to, as pages offer them to one member; read where a page needs it, and once."""

    def __init__(self, member: Member) -> None:
        self._member = member
        self.me = member.pk

    @cached_property
    def people(self) -> list[Person]:
        """Everybody who can be mentioned, by name."""
        return people_of(self._member)

    @cached_property
    def words(self) -> str:
        """They as the field needs them that offers names while somebody types."""
        return json.dumps([{"id": one.id, "name": one.name, "email": one.email} for one in self.people])


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
