# ruff: noqa: E402  Django is set up before its models are read
"""Lists and search of people: pages of views, counts and searches at 10,000, 100,000 and 1,000,000 records.

.venv/bin/python bench/lists.py [--sizes 10000 100000 1000000]
.venv/bin/python tests/postgres.py .venv/bin/python bench/lists.py

Milliseconds in one process, after one call to warm up: median and p95 by the wall clock, and of this process's own work
(which on SQLite is all of it). The last column is the growth of the median from the smallest size to the largest. Rows
are written by the room's own bulk operation.
"""

import argparse
import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
os.environ["RAPPORT_DATA"] = tempfile.mkdtemp(prefix="rapport-bench-")

import rapport.config  # noqa: F401  brings the SQLite that Django is to use

import django  # isort: skip

django.setup()

from django.core.management import call_command
from django.db import connection

from bench.simulated_people import FAMILY_NAMES, GIVEN_NAMES
from rapport.apps.accounts.models import Member, User
from rapport.apps.accounts.operations import create_workspace
from rapport.apps.customers.models import PartyTag
from rapport.apps.customers.operations import PartyFacts, record_parties, record_regions
from rapport.apps.customers.queries import PartyFilter, count_parties, list_parties
from rapport.apps.customers.queries.finding import find_parties
from rapport.kernel.bulk import learn_sizes

TIMES, BATCH = 20, 5_000
GIVEN, FAMILY = GIVEN_NAMES.split(), FAMILY_NAMES.split()
CITIES = ["Lyon", "Lugo", "Porto", "Berlin", "Ghent", "Turin", "Leeds", "Cork", "Graz", "Malmö"]


def main() -> None:
    given = argparse.ArgumentParser()
    given.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    sizes = sorted(given.parse_args().sizes)
    call_command("migrate", verbosity=0)
    measured: dict[str, list[tuple[float, float, float]]] = {}
    for size in sizes:
        owner = create_workspace(
            User.objects.create_user(f"bench{size}@rapport.example", "bench"), name=f"Bench {size}"
        )
        fill(owner, size)
        for what, act in acts(owner).items():
            measured.setdefault(what, []).append(timed(act))
    print(f"{connection.vendor}, load {os.getloadavg()[0]:.1f}; median / p95 (own) in ms at {sizes}")
    gc.unfreeze()
    for what, figures in measured.items():
        shown = " | ".join(f"{median:.0f} / {slow:.0f} ({own:.0f})" for median, slow, own in figures)
        print(f"| {what} | {shown} | {figures[-1][0] / max(figures[0][0], 1):.1f} × |")


def fill(owner: Member, size: int) -> None:
    chance = random.Random(7)
    regions = list(record_regions(owner, ["Spain", "France", "Germany", "Portugal", "Italy"]).values())
    for start in range(0, size, BATCH):
        facts = [person(chance, number, regions) for number in range(start, min(start + BATCH, size))]
        record_parties(owner, facts)
    learn_sizes()
    gc.collect()
    gc.freeze()  # as the web process does


def person(chance: random.Random, number: int, regions: list[int]) -> PartyFacts:
    given, family = chance.choice(GIVEN), " ".join(chance.choices(FAMILY, k=2))
    return PartyFacts(
        name=f"{given} {family}",
        email=f"{given}.{family.split()[0]}{number}@mail.example".lower() if chance.random() < 0.8 else None,
        phone=f"+34 6{number:08d}",
        external_id=f"K-{number}",
        kind="company" if number % 11 == 0 else "person",
        region_id=chance.choice(regions),
        city=chance.choice(CITIES) if chance.random() < 0.9 else None,
        tags=["vip"] if number % 500 == 0 else [],
    )


def acts(owner: Member) -> dict[str, Callable[[], Any]]:
    """What is measured. Every list is a page with its columns, its count up to 10,000 and the page after it."""
    tag = PartyTag.objects.of(owner).values_list("tag", flat=True)[0]
    in_lyon = {"all": [{"condition": "city", "operator": "is", "value": "Lyon"}]}
    views = {
        "list by name": PartyFilter(),
        "list, newest first": PartyFilter(sort="-created_at"),
        "list by city": PartyFilter(sort="city"),
        "list by address, falling": PartyFilter(sort="-email"),
        "companies": PartyFilter(kind="company"),
        "a tag on one of 500, by region": PartyFilter(tag_id=tag, sort="region"),
        "a rule on the city": PartyFilter(rule=in_lyon, sort="-created_at"),
        "search, middle of a name": PartyFilter(search="arc"),
        "search, part of an address": PartyFilter(search="99@mail"),
        "search, a phone": PartyFilter(search="(6) 00000-123"),
        "search, two words": PartyFilter(search="mar lop"),
        "search, two letters": PartyFilter(search="an"),
    }
    found: dict[str, Callable[[], Any]] = {what: page_twice(owner, view) for what, view in views.items()}
    for what, text in {"": "garc", ", a short word": "an", ", a word of every address": "mail"}.items():
        found[f"offered in the box{what}"] = partial(find_parties, owner, text, most=5)
    found["counted exactly"] = lambda: count_parties(owner, PartyFilter())
    return found


def page_twice(owner: Member, wanted: PartyFilter) -> Callable[[], Any]:
    """The page after the first one: what a reader waits for, at any depth."""
    cursor = list_parties(owner, wanted).page.next
    return lambda: list_parties(owner, wanted, cursor=cursor)


def timed(act: Callable[[], Any]) -> tuple[float, float, float]:
    act()
    took, own = [], []
    for _ in range(TIMES):
        began, worked = time.perf_counter(), time.process_time()
        act()
        took.append((time.perf_counter() - began) * 1_000)
        own.append((time.process_time() - worked) * 1_000)
    return statistics.median(took), sorted(took)[int(TIMES * 0.95)], statistics.median(own)


if __name__ == "__main__":
    main()
