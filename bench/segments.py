# ruff: noqa: E402  Django is set up before its models are read
"""Rules while they are written, and how soon members follow a change, at size L.

.venv/bin/python bench/segments.py FOLDER
.venv/bin/python tests/postgres.py .venv/bin/python bench/segments.py FOLDER

FOLDER is one of bench/size_l.py; an empty one is filled first. Every rule is asked as the rule builder asks it: counted
exactly, with ten people. Then a worker runs beside this process, which changes a customer, an order, an answer and an
event, and waits until the membership is there.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
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
from django.db import connection

from bench.size_l import prepare
from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.activity.followers import declared
from rapport.apps.activity.queries import followers_of, open_jobs_of
from rapport.apps.customers.models import Membership, Party
from rapport.apps.customers.operations import create_segment, refresh_segments, update_party
from rapport.apps.customers.queries.segments import count_and_sample
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.apps.tracking.operations import EventFacts, record_events
from rapport.kernel.clock import now

TIMES, PATIENCE = 5, 60
SIZES = {"people": 100_000, "companies": 10_000, "orders": 300_000, "answers": 50_000, "events": 1_000_000}


def leaf(condition: str, operator: str, value: Any = None, **parameters: Any) -> dict[str, Any]:
    said = {"condition": condition, "operator": operator}
    return said | ({} if value is None else {"value": value}) | ({"parameters": parameters} if parameters else {})


RULES: dict[str, dict[str, Any]] = {
    "lives in a city": leaf("city", "is", "Berlin"),
    "has a tag": leaf("tag", "is", "vip"),
    "middle of a name": leaf("name", "contains", "müll"),
    "five orders or more": leaf("order_count", "at_least", 5),
    "two orders in 90 days": leaf("order_count", "at_least", 2, days=90),
    "spent 1,000 or more": leaf("order_total", "at_least", 1000),
    "never ordered": leaf("order_count", "at_most", 0),
    "bought from a category": leaf("bought_category", "is", "Category 3"),
    "promoter": leaf("nps_score", "at_least", 9),
    "viewed a product three times in 90 days": leaf("event_count", "at_least", 3, event="product_viewed", days=90),
    "never filled a cart": leaf("event_count", "at_most", 0, event="cart_filled"),
    "all of them: money, and city or promoter, and not a category": {
        "all": [
            leaf("order_total", "at_least", 200),
            {"any": [leaf("city", "is", "Berlin"), leaf("nps_score", "at_least", 9)]},
            {"not": leaf("bought_category", "is", "Category 3")},
        ]
    },
}


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("folder", type=Path)
    folder = given.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    owner = Member.objects.select_related("workspace").first() if Workspace.objects.exists() else None
    owner = owner or prepare(folder, **SIZES)
    load = os.getloadavg()[0]
    print(
        f"{connection.vendor}, load {load:.1f}; count and ten people, milliseconds of {TIMES}: median / worst (of them)"
    )
    for name, rule in RULES.items():
        taken, found = timed(lambda rule=rule: count_and_sample(owner, rule))
        print(f"| {name} | {statistics.median(taken):,.0f} | {max(taken):,.0f} | {found.count:,} |", flush=True)
    follow(owner)


def timed(act: Callable[[], Any]) -> tuple[list[float], Any]:
    taken, found = [], act()
    for _ in range(TIMES):
        began = time.perf_counter()
        found = act()
        taken.append((time.perf_counter() - began) * 1000)
    return taken, found


def follow(owner: Member) -> None:
    """Four changes, each waited for while a worker does what it always does."""
    mark = f"{time.time():.0f}"
    mine = {
        "a customer moves": leaf("city", "is", f"Town {mark}"),
        "somebody buys": leaf("bought_product", "is", "P-0007"),
        "somebody answers": leaf("nps_score", "at_least", 9),
        "an event comes": leaf("event_count", "at_least", 1, event=f"bench_{mark}"),
    }
    line = LineFacts("P-0007", Decimal(1), Decimal(20))
    changes: dict[str, Callable[[Party], Any]] = {
        "a customer moves": lambda one: update_party(owner, one.pk, city=f"Town {mark}"),
        "somebody buys": lambda one: record_orders(owner, [OrderFacts(f"X-{mark}", now(), [line], customer_id=one.pk)]),
        "somebody answers": lambda one: record_responses(
            owner, [ResponseFacts(kind="nps", score=Decimal(10), at=now(), customer_id=one.pk)]
        ),
        "an event comes": lambda one: record_events(
            owner, [EventFacts(f"x-{mark}", f"bench_{mark}", now(), party_id=one.pk)]
        ),
    }
    record_events(owner, [EventFacts(f"y-{mark}", f"bench_{mark}", now(), anonymous_id="nobody")])
    segments = {name: create_segment(owner, name=f"{name} {mark}", rule=rule) for name, rule in mine.items()}
    for number in range(20):
        create_segment(owner, name=f"Other {number} {mark}", rule=list(RULES.values())[number % len(RULES)])
    refresh_segments(owner.workspace)
    worker = subprocess.Popen([sys.executable, "-m", "rapport", "work"], stderr=subprocess.DEVNULL)
    try:
        print(f"the worker had done what there was to do after {calm(owner):.0f} s", flush=True)
        for name, change in changes.items():
            inside = Membership.objects.of(owner).filter(segment=segments[name], until=None)
            one = Party.objects.of(owner).exclude(pk__in=inside.values("party")).order_by("pk").first()
            change(one)
            print(f"| {name} | {waited(inside.filter(party=one)):.2f} s |", flush=True)
    finally:
        worker.terminate()
        worker.wait(30)


def calm(owner: Member) -> float:
    """How long until followers and jobs have caught up."""
    began = time.perf_counter()
    time.sleep(5)
    while time.perf_counter() - began < 10 * PATIENCE:
        lag = {one.name: one.lag for one in followers_of(owner.workspace)}
        begun = all(one.name in lag for one in declared())
        if begun and not any(lag.values()) and not open_jobs_of(owner.workspace):
            break
        time.sleep(0.2)
    return time.perf_counter() - began


def waited(rows: Any) -> float:
    began = time.perf_counter()
    while not rows.exists():
        if time.perf_counter() - began > PATIENCE:
            return float("nan")
        time.sleep(0.02)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
