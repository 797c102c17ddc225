"""Who a row is about: finding parties by what a file knows of them, and regions by their name."""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

from rapport.apps.customers.models import Party, Region
from rapport.apps.customers.operations import PartyFacts, record_parties, record_regions
from rapport.apps.exchange.importers._entry import Setting, Written
from rapport.kernel.bulk import chunks
from rapport.kernel.remembering import Remembered
from rapport.kernel.text import text_error

REMEMBERED = 200_000
LONGEST_NAME = 80


class Who(NamedTuple):
    """A customer as a row names them; equal for equal persons."""

    external_id: str
    email: str

    @property
    def is_known(self) -> bool:
        """Does the row name anybody?"""
        return bool(self.external_id or self.email)


NOBODY = Who("", "")


def not_made_yet(*named: str) -> int:
    """An id below zero for what is not made yet: the same for the same name, so that none need be remembered.

    >>> not_made_yet("region", "Spain") == not_made_yet("region", "Spain") < 0
    True
    """
    digest = blake2b("\n".join(named).encode(), digest_size=7).digest()
    return -1 - int.from_bytes(digest)


def who(external_id: str | None, email: str | None) -> Who:
    """The customer behind an identifier or, without one, an address."""
    return Who(external_id, "") if external_id else Who("", (email or "").strip().lower())


def newcomer(each: Who, name: str | None = None) -> PartyFacts:
    """Somebody of whom a row tells a number or an address, and perhaps a name."""
    if each.external_id:
        return PartyFacts(name=name or f"Customer {each.external_id}", external_id=each.external_id)
    return PartyFacts(name=name or each.email, email=each.email)


class EqualOnes:
    """How many equal ones have stood in the file so far; kept on disk, however long the file is."""

    def __init__(self) -> None:
        self._seen = Remembered()

    def counted(self, names: Sequence[str]) -> list[int]:
        """Of each of these, in their order, the how manieth of its name it is."""
        seen, places = Counter(self._seen.by_id(names)), []
        for name in names:
            seen[name] += 1
            places.append(seen[name])
        self._seen.put(dict(seen))
        return places


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

    def judged(self, names: Iterable[str | None]) -> dict[str, int]:
        """The ids of those of these regions that there are; others get ids below zero."""
        wanted = {name for name in names if name}
        if len(self._ids) > REMEMBERED:
            self._ids.clear()
        unknown = sorted(wanted - set(self._ids))
        known: dict[str, int] = {}
        for part in chunks([name.strip() for name in unknown]):
            known |= dict(Region.objects.of(self._setting.member).filter(name__in=part).values_list("name", "pk"))
        self._ids |= {name: known.get(name.strip()) or not_made_yet("region", name.strip()) for name in unknown}
        return {name: self._ids[name] for name in wanted}

    def forget(self) -> None:
        """Ask anew: what was made is not there after all."""
        self._ids.clear()


def region_error(name: str | None) -> str:
    """Why no region can be called so; empty when one can."""
    return text_error(name or "", longest=LONGEST_NAME)


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

    def made(self, people: dict[Who, PartyFacts], written: Written) -> dict[Who, int]:
        """The ids of all of these; those who were unknown are added and counted."""
        known = self.find(people)
        missing = {each: people[each] for each in sorted(people) if each not in known}
        written.count("customers_created", self.add(missing))
        return self.find(people)

    def judged(self, wanted: Iterable[Who]) -> dict[Who, int]:
        """The ids of those who exist; others get ids below zero."""
        asked = {each for each in wanted if each.is_known}
        known = self.find(asked)
        return {each: known.get(each) or not_made_yet("party", *each) for each in asked}

    def forget(self) -> None:
        """Ask anew: what was made is not there after all."""
        self._ids.clear()
