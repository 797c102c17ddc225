# ruff: noqa: E402  Django is set up before its models are read
"""A workspace of size L in a folder: 110,000 people and companies, 300,000 orders, 50,000 answers, 1 million events.

.venv/bin/python bench/size_l.py FOLDER [--people 100000] [--companies 10000] [--orders 300000] [--events 1000000]
.venv/bin/python tests/postgres.py .venv/bin/python bench/size_l.py FOLDER

Everything is written by the rooms' own operations, some records twice; FOLDER/truth.csv says which record is of whom
(`party,truth`: equal numbers are one person). Other benchmarks call `prepare` and then use the workspace.
"""

import argparse
import csv
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
if __name__ == "__main__" and len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
    os.environ["RAPPORT_DATA"] = sys.argv[1]

import rapport.config  # noqa: F401  brings the SQLite that Django is to use

import django  # isort: skip

django.setup()

from django.core.management import call_command

from bench.simulated_people import Simulated, simulated
from rapport.apps.accounts.models import Member, User
from rapport.apps.accounts.operations import create_workspace
from rapport.apps.customers.operations import PartyFacts, record_parties, record_regions
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.sales.operations import LineFacts, OrderFacts, ProductFacts, record_orders, record_products
from rapport.apps.tracking.operations import EventFacts, record_events
from rapport.kernel.clock import now

OWNER, PASSWORD, BATCH = "bench@rapport.example", "quiet-harbour-42", 2_000
TAGS = ["newsletter", "vip", "trade fair", "wholesale", "complained", "asked for a sample"]


def prepare(
    folder: Path, *, people: int, companies: int, orders: int, answers: int, events: int = 0, seed: int = 7
) -> Member:
    """A migrated database with one workspace of that size; returns its owner. Says how long each part took."""
    call_command("migrate", verbosity=0)
    owner = create_workspace(User.objects.create_user(OWNER, PASSWORD, name="Bench"), name="Size L", currency="EUR")
    chance = random.Random(seed)
    ids = _timed("people and companies", lambda: _people(owner, folder, people, companies, chance))
    _timed("orders", lambda: _orders(owner, ids, orders, chance))
    _timed("answers", lambda: _answers(owner, ids, answers, chance))
    _timed("events", lambda: _events(owner, ids, events, chance))
    return owner


def _people(owner: Member, folder: Path, people: int, companies: int, chance: random.Random) -> list[int]:
    records = simulated(persons=people, companies=companies, seed=chance.randrange(1_000_000))
    regions = record_regions(owner, ["Spain", "Portugal", "Germany", "France", "United Kingdom"])
    ids: list[int] = []
    with (folder / "truth.csv").open("w", newline="") as file:
        truth = csv.writer(file)
        truth.writerow(["party", "truth"])
        for batch in _batches(records, BATCH):
            facts = [_facts(one, len(ids) + place, regions, chance) for place, one in enumerate(batch)]
            done = record_parties(owner, facts)
            truth.writerows(zip(done.ids, (one.truth for one in batch), strict=True))
            ids += done.ids
    return ids


def _facts(one: Simulated, number: int, regions: dict[str, int], chance: random.Random) -> PartyFacts:
    return PartyFacts(
        name=one.name,
        kind=one.kind,
        external_id=f"C-{number:07}",
        given_name=one.given_name,
        family_name=one.family_name,
        email=one.email,
        phone=one.phone,
        city=one.city,
        postal_code=one.postal_code,
        region_id=regions[one.region],
        birth_date=one.birth_date,
        first_seen_at=now() - timedelta(days=chance.randrange(1, 1_500)),
        acquisition_channel=chance.choice(["search", "social", "friend", "shop", ""]),
        tags=chance.sample(TAGS, 1) if chance.random() < 0.2 else (),
    )


def _orders(owner: Member, ids: Sequence[int], count: int, chance: random.Random) -> None:
    skus = [f"P-{number:04}" for number in range(400)]
    record_products(
        owner, [ProductFacts(sku, f"Product {sku}", f"Category {number % 12}") for number, sku in enumerate(skus)]
    )
    at = now()
    said = (
        OrderFacts(
            number=f"O-{number:08}",
            at=at - timedelta(minutes=chance.randrange(1, 1_000_000)),
            lines=[
                LineFacts(
                    chance.choice(skus), Decimal(chance.randrange(1, 5)), Decimal(chance.randrange(300, 9_000)) / 100
                )
                for _line in range(chance.choice([1, 1, 2, 3]))
            ],
            # A few buy a lot, most buy little.
            customer_id=ids[int(len(ids) * chance.random() ** 3)],
            channel=chance.choice(["web", "shop", "phone"]),
        )
        for number in range(count)
    )
    for batch in _batches(said, BATCH):
        record_orders(owner, batch)


def _answers(owner: Member, ids: Sequence[int], count: int, chance: random.Random) -> None:
    at = now()
    said = (
        ResponseFacts(
            kind="nps",
            score=Decimal(chance.choice([10, 10, 9, 9, 8, 8, 7, 6, 4, 0])),
            at=at - timedelta(minutes=chance.randrange(1, 1_000_000)),
            customer_id=chance.choice(ids),
        )
        for _number in range(count)
    )
    for batch in _batches(said, BATCH):
        record_responses(owner, batch)


def _events(owner: Member, ids: Sequence[int], count: int, chance: random.Random) -> None:
    """What visitors do: half of them named at once, the others under an anonymous id that nobody knows."""
    at = now()
    said = (
        EventFacts(
            message_id=f"E-{number:09}",
            name=chance.choice(
                ["page_viewed", "page_viewed", "page_viewed", "product_viewed", "cart_filled", "mail_opened"]
            ),
            at=at - timedelta(minutes=chance.randrange(1, 500_000)),
            channel=chance.choice(["web", "app"]),
            **(_named(ids, chance) if number % 2 else {"anonymous_id": f"v{chance.randrange(1, 1 + count // 4)}"}),
        )
        for number in range(count)
    )
    for batch in _batches(said, BATCH):
        record_events(owner, batch)


def _named(ids: Sequence[int], chance: random.Random) -> dict[str, Any]:
    return {"party_id": ids[int(len(ids) * chance.random() ** 2)]}


def _batches(items: Any, size: int) -> Iterator[list[Any]]:
    """The items in lists of that size."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _timed(name: str, work: Any) -> Any:
    began = time.perf_counter()
    result = work()
    print(f"{name}: {time.perf_counter() - began:.1f} s", flush=True)
    return result


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--people", type=int, default=100_000)
    asked.add_argument("--companies", type=int, default=10_000)
    asked.add_argument("--orders", type=int, default=300_000)
    asked.add_argument("--answers", type=int, default=50_000)
    asked.add_argument("--events", type=int, default=1_000_000)
    chosen = asked.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    sizes = ("people", "companies", "orders", "answers", "events")
    prepare(chosen.folder, **{name: getattr(chosen, name) for name in sizes})
    print(f"Ready in {chosen.folder}: sign in as {OWNER} / {PASSWORD}.")


if __name__ == "__main__":
    main()
