"""Who a row is about: finding parties by what a file knows of them, and regions by their name."""

from collections.abc import Iterable
from typing import NamedTuple

from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import PartyFacts, record_parties, record_regions
from rapport.apps.exchange.importers._entry import Setting

REMEMBERED = 200_000


class Who(NamedTuple):
    """A customer as a row names them; equal for equal persons."""

    external_id: str
    email: str

    @property
    def is_known(self) -> bool:
        """Does the row name anybody?"""
        return bool(self.external_id or self.email)


NOBODY = Who("", "")


def who(external_id: str | None, email: str | None) -> Who:
    """The customer behind an identifier or, without one, an address."""
    return Who(external_id, "") if external_id else Who("", (email or "").strip().lower())


class Regions:
    """Region ids by name, made as they turn up, asked for once."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._ids: dict[str, int] = {}

    def ids(self, names: Iterable[str | None]) -> dict[str, int]:
        """The ids of all these names."""
        unknown = {name for name in names if name and name not in self._ids}
        if unknown:
            self._ids |= record_regions(self._setting.member, unknown, actor=self._setting.actor)
        return self._ids


class Parties:
    """Ids of parties by what rows say of them."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._ids: dict[Who, int] = {}

    def find(self, wanted: Iterable[Who]) -> dict[Who, int]:
        """The ids of those who exist."""
        if len(self._ids) > REMEMBERED:
            self._ids.clear()
        unknown = [each for each in wanted if each.is_known and each not in self._ids]
        rows = Party.objects.of(self._setting.member)
        by_number = [each.external_id for each in unknown if each.external_id]
        found = rows.filter(external_id__in=by_number).values_list("external_id", "pk")
        self._ids |= {Who(number, ""): pk for number, pk in found}
        by_mail = [each.email for each in unknown if each.email]
        found = rows.filter(email_normal__in=by_mail).order_by("-pk").values_list("email_normal", "pk")
        self._ids |= {Who("", email): pk for email, pk in found}
        return self._ids

    def add(self, people: dict[Who, PartyFacts]) -> int:
        """Record parties that are new; returns how many were created."""
        if not people:
            return 0
        recorded = record_parties(self._setting.member, list(people.values()), actor=self._setting.actor)
        self._ids |= dict(zip(people, recorded.ids, strict=True))
        return recorded.created
