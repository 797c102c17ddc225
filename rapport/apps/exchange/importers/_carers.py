"""Columns that say who looks after whom: a member by name or e-mail address, a team by its name."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from rapport.apps.accounts.models import Member, Team
from rapport.apps.exchange.importers._entry import Field, Problem, noting, refuse

LOOKS_AFTER = "A member, by name or e-mail address; who is given customers is told once."
FIELDS = (
    Field("account_manager", "Account manager", LOOKS_AFTER, synonyms=("account manager", "kundenbetreuer")),
    Field("sales_rep", "Sales rep", LOOKS_AFTER, synonyms=("sales rep", "sales representative", "vendedor")),
    Field("service_team", "Service team", "A team, by its name.", synonyms=("service team", "support team")),
)


class Carers:
    """Members and teams as a file names them; read with the first row that does."""

    def __init__(self, member: Member) -> None:
        self._member = member
        self._people: dict[str, int] | None = None
        self._teams: dict[str, int] = {}

    def ids(self, said: dict[str, Any]) -> dict[str, Any]:
        """The ids by column. Raises Problem where there is nobody of that name, or several."""
        named = {field.name: name for field in FIELDS if (name := (said.get(field.name) or "").strip())}
        ids: dict[str, Any] = {}
        found: list[tuple[str, str]] = []
        for column, name in named.items():
            with noting(found):
                ids[f"{column}_id"] = self._id(column, name)
        refuse(found)
        return ids

    @property
    def names(self) -> dict[str, dict[int, str]]:
        """What members and teams are called, by the columns of a record; empty where no row has named any."""
        people = {row_id: name for name, row_id in (self._people or {}).items() if row_id}
        teams = {row_id: name for name, row_id in self._teams.items()}
        return {"account_manager_id": people, "sales_rep_id": people, "service_team_id": teams}

    def _id(self, column: str, name: str) -> int:
        if self._people is None:
            self._people, self._teams = _people(self._member), _teams(self._member)
        known = self._teams if column == "service_team" else self._people
        found = known.get(name.casefold())
        if found is None:
            words = "There is no team" if column == "service_team" else "There is no member"
            raise Problem(column, f"{words} “{name[:60]}”.")
        if not found:
            raise Problem(column, f"Several members are called “{name[:60]}”; write the e-mail address.")
        return found


def _people(member: Member) -> dict[str, int]:
    """Members by address, and by name; 0 where several bear it.

    Who has left is known by what nobody else is called: records that went out come in again as they were.
    """
    found = Member.objects.of(member).with_account().select_related("user")
    return _called(found.filter(deactivated_at__isnull=False)) | _called(found.active())


def _called(members: Iterable[Member]) -> dict[str, int]:
    every = [(one.pk, one.user.name.casefold(), one.user.email.casefold()) for one in members]
    times = Counter(name for _, name, _ in every)
    names = {name: pk if times[name] == 1 else 0 for pk, name, _ in every if name}
    return {email: pk for pk, _, email in every} | names


def _teams(member: Member) -> dict[str, int]:
    return {name.casefold(): pk for pk, name in Team.objects.of(member).values_list("pk", "name")}
