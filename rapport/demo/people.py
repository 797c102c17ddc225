"""The people of the demo: made with a fixed seed, so that every demo is the same."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import PartyFacts, record_parties
from rapport.demo.company import GROUPS, MONTHS, MONTHS_BEFORE, REGIONS, Group
from rapport.demo.names import FAMILIES, MEN, WOMEN

CITIES = {"Spain": ("Madrid", "Valencia", "Sevilla", "Bilbao"), "Portugal": ("Lisboa", "Porto", "Braga", "Faro")}


@dataclass(slots=True)
class Person:
    """A person of the demo and how they behave."""

    id: int
    group: Group
    region: str
    joined: datetime
    monthly_orders: float


def make_people(member: Member, regions: dict[str, int], *, today: datetime, chance: Random) -> list[Person]:
    """Record all people and return them with their ids."""
    drawn = [_draw(group, number, today, chance) for group in GROUPS for number in range(group.people)]
    chance.shuffle(drawn)
    facts = [_facts(person, index, regions, today, chance) for index, person in enumerate(drawn)]
    for person, party_id in zip(drawn, record_parties(member, facts).ids, strict=True):
        person.id = party_id
    return drawn


def _draw(group: Group, number: int, today: datetime, chance: Random) -> Person:
    # The shop is older than its data, and more people join towards the end.
    days = (MONTHS + MONTHS_BEFORE) * 30.4 * (1 - chance.random() ** 0.7)
    return Person(
        id=0,
        group=group,
        region=REGIONS[0] if chance.random() < 0.64 else REGIONS[1],
        joined=today - timedelta(days=days, hours=chance.uniform(0, 12)),
        monthly_orders=group.monthly_orders * chance.gammavariate(2.2, 1 / 2.2),
    )


def _facts(person: Person, index: int, regions: dict[str, int], today: datetime, chance: Random) -> PartyFacts:
    given = chance.choice(WOMEN if person.group.gender == "female" else MEN)
    family = chance.choice(FAMILIES)
    channels = person.group.channels
    return PartyFacts(
        name=f"{given} {family}",
        given_name=given,
        family_name=family,
        external_id=f"MB-{index + 1:05d}",
        email=f"{_plain(given)}.{_plain(family)}.{index + 1}@mail.example",
        region_id=regions[person.region],
        city=chance.choice(CITIES[person.region]),
        gender=person.group.gender,
        birth_date=_birth_date(person.group, today.date(), chance),
        acquisition_channel=chance.choices(list(channels), list(channels.values()))[0],
        first_seen_at=person.joined,
        tags=["newsletter"] if chance.random() < 0.41 else [],
    )


def _birth_date(group: Group, today: date, chance: Random) -> date:
    youngest, oldest = group.ages
    # Nobody has a birthday that would carry them out of their segment while the demo is fresh.
    return today - timedelta(days=int(365.25 * chance.uniform(youngest + 0.1, oldest + 0.6)))


def _plain(name: str) -> str:
    return name.lower().translate(str.maketrans("áéíóúãõâêôçñü", "aeiouaoaeocnu"))
