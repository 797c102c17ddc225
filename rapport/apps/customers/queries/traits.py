"""What was worked out about parties, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, Trait, TraitReading
from rapport.apps.customers.queries.columns import trait_columns
from rapport.catalogue import UnknownEntry
from rapport.kernel.conditions import parse, registered


@dataclass(frozen=True, slots=True)
class KnownTrait:
    """A trait in words: its title, the value, since when it is so, and when it was last worked out."""

    name: str
    title: Any
    words: Any
    since: datetime
    worked_out_at: datetime | None


@dataclass(frozen=True, slots=True)
class TraitValue:
    """A trait as programs read it: nothing where the party has none; never worked out without a moment of that."""

    value: str | None
    since: datetime | None
    worked_out_at: datetime | None


def traits_of(member: Member, party: Party) -> list[KnownTrait]:
    """What was worked out about a party; a trait bears the name of the condition that asks about it."""
    rows = Trait.objects.of(member).filter(party=party).exclude(value="").order_by("name")
    found = list(rows)
    readings = dict(TraitReading.objects.of(member).values_list("name", "worked_out_at")) if found else {}
    told = [_told(row, readings.get(row.name)) for row in found]
    return [one for one in told if one is not None]


def _told(row: Trait, worked_out_at: datetime | None) -> KnownTrait | None:
    try:
        entry = registered().get(row.name)
    except UnknownEntry:
        return None
    words = dict(entry.fixed_choices).get(row.value, row.value)
    return KnownTrait(row.name, entry.title, words, row.since, worked_out_at)


def traits_among(member: Member, party_ids: Iterable[int]) -> dict[int, dict[str, TraitValue]]:
    """Every trait of these parties by its name, with those of which nothing is recorded; by the id of the party."""
    ids = list(party_ids)
    rows = Trait.objects.of(member).filter(party__in=ids).exclude(value="")
    kept = {(row.party_id, row.name): row for row in rows}
    readings = dict(TraitReading.objects.of(member).values_list("name", "worked_out_at"))
    names = [column.key for column in trait_columns()]
    return {one: {name: _value(kept.get((one, name)), readings.get(name)) for name in names} for one in ids}


def _value(row: Trait | None, worked_out_at: datetime | None) -> TraitValue:
    return TraitValue(row.value if row else None, row.since if row else None, worked_out_at)


def readings_of(member: Member, rule: dict[str, Any]) -> list[tuple[Any, TraitReading]]:
    """Of the traits that a rule asks about: the title of each, and when it was last worked out."""
    asked = {leaf.condition.name: leaf.condition.title for leaf in parse(rule).leaves()} if rule else {}
    found = TraitReading.objects.of(member).filter(name__in=list(asked)).order_by("name") if asked else []
    return [(asked[reading.name], reading) for reading in found]
