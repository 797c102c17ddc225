# ruff: noqa: E402  Django is set up before its models are read
"""The timeline of one customer with 100, 1,000 and 10,000 entries among 20,000 of others (C14: first page ≤ 150 ms).

.venv/bin/python bench/timeline.py [--sizes 100 1000 10000]
.venv/bin/python tests/postgres.py .venv/bin/python bench/timeline.py

Milliseconds in one process, after one call to warm up: median and p95 by the wall clock, of this process's own work
(which on SQLite is all of it), and the number of queries. The pages are asked for through their address, signed in, in
parts as a browser gets them. Entries are spread evenly over ten tables.
"""

import argparse
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
os.environ["RAPPORT_DATA"] = tempfile.mkdtemp(prefix="rapport-bench-")

import rapport.config  # noqa: F401  brings the SQLite that Django is to use

import django  # isort: skip

django.setup()

from django.apps import apps
from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rapport.apps.accounts.models import Member, User
from rapport.apps.accounts.operations import create_workspace
from rapport.apps.customers.models import Party, Purpose, Segment
from rapport.apps.customers.operations import PartyFacts, record_parties
from rapport.kernel.bulk import learn_sizes
from rapport.kernel.clock import now
from rapport.web.timeline.reading import PAGE_SIZE, sources

TIMES, OTHERS = 20, 20_000
Make = Callable[[int, datetime], dict[str, Any]]
PART = {"HTTP_HX_REQUEST": "true", "HTTP_HOST": "localhost"}


def main() -> None:
    given = argparse.ArgumentParser()
    given.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000])
    sizes = sorted(given.parse_args().sizes)
    call_command("migrate", verbosity=0)
    owner = create_workspace(User.objects.create_user("bench@rapport.example", "bench"), name="Bench")
    facts = [PartyFacts(name=f"Customer {number}") for number in range(len(sizes) + 200)]
    ids = list(record_parties(owner, facts).ids)
    chance = random.Random(7)
    for size, party_id in zip(sizes, ids, strict=False):
        fill(owner, [party_id], size, chance)
    fill(owner, ids[len(sizes) :], OTHERS, chance)
    company = employ(owner, ids[len(sizes) : len(sizes) + 50])
    learn_sizes()
    print(f"{connection.vendor}, load {os.getloadavg()[0]:.1f}; median / p95 / own in ms (queries)")
    print(f"| what | {' | '.join(f'{size:,} entries' for size in sizes)} |")
    for what, query in pages().items():
        shown = [timed(owner, party_id, query) for party_id in ids[: len(sizes)]]
        print(f"| {what} | {' | '.join(shown)} |")
    print(f"| a company with its 50 people | {timed(owner, company, lambda address: 'people=1')} |")


def fill(owner: Member, party_ids: list[int], count: int, chance: random.Random) -> None:
    """So many entries over all tables, evenly."""
    kinds = {**traded(), **talked(), **kept(owner)}
    for label, make in kinds.items():
        model = apps.get_model(label)
        party, at = WHERE.get(label, ("party_id", "at"))
        rows = []
        for number in range(count // len(kinds)):
            moment = now() - timedelta(minutes=chance.randrange(1_000_000))
            whose = {party: chance.choice(party_ids), at: moment}
            rows.append(model(workspace_id=owner.workspace_id, **whose, **make(number, moment)))
        model._default_manager.bulk_create(rows, batch_size=500)


# The columns that say whose a row is and when it was, where they are called otherwise.
WHERE = {
    "sales.Order": ("customer_id", "at"),
    "feedback.Response": ("customer_id", "at"),
    "conversations.Task": ("party_id", "done_at"),
    "customers.Membership": ("party_id", "since"),
    "activity.Activity": ("subject_id", "at"),
}


def traded() -> dict[str, Make]:
    """Orders and one refund in ten, answers, events."""
    return {
        "sales.Order": lambda number, at: {
            "number": str(uuid4()),
            "kind": "refund" if number % 10 == 0 else "sale",
            "currency": "EUR",
            "net_amount": number,
        },
        "feedback.Response": lambda number, at: {"kind": "nps", "score": number % 11, "text": "Well made"},
        "tracking.Event": lambda number, at: {
            "message_id": str(uuid4()),
            "name": "page_viewed",
            "received_at": at,
        },
    }


def talked() -> dict[str, Make]:
    """Messages, calls, tasks."""
    return {
        "conversations.Message": lambda number, at: {
            "direction": "in",
            "subject": f"Question {number}",
            "text": "Words " * 50,
        },
        "conversations.Call": lambda number, at: {"held_at": at, "subject": f"Call {number}", "member_label": "Bench"},
        "conversations.Task": lambda number, at: {"title": f"Task {number}", "author_label": "Bench"},
    }


def kept(owner: Member) -> dict[str, Make]:
    """Notes, consent, segments, the log."""
    segment = Segment.objects.get_or_create(workspace=owner.workspace, name="Regulars", kind="fixed")[0]
    purpose = Purpose.objects.get_or_create(workspace=owner.workspace, key="news", title="News")[0]
    said = {"purpose": purpose, "channel": "email", "state": "given", "source": "form"}
    logged = {"actor_kind": "member", "actor_label": "Bench", "verb": "party.updated", "subject_type": "party"}
    return {
        "customers.PartyNote": lambda number, at: {"text": f"Note {number} " * 20, "author_label": "Bench"},
        "customers.Consent": lambda number, at: said,
        "customers.Membership": lambda number, at: {"segment": segment, "until": at + timedelta(hours=1)},
        "activity.Activity": lambda number, at: {
            **logged,
            "sequence": uuid4().int % 2**60,
            "details": {"before": {"city": "Vigo"}},
        },
    }


def employ(owner: Member, people: list[int]) -> int:
    """A company at which these people work."""
    company = record_parties(owner, [PartyFacts(name="Acme", kind="company")]).ids[0]
    Party.objects.of(owner).filter(pk__in=people).update(company=company)
    return int(company)


def pages() -> dict[str, Callable[[str], str]]:
    """What is asked, each as the query of an address; it may need the first page to begin with."""
    return {
        "first page": lambda first: "",
        f"page after {PAGE_SIZE}": lambda first: re.findall(r"\bat=[\w-]+", first)[0] if "at=" in first else "",
        "two kinds": lambda first: "kind=orders&kind=notes",
        "a word that few hold": lambda first: "q=Question+7",
        "one month": lambda first: f"until={(now() - timedelta(days=300)).date()}",
        "what is new": lambda first: re.findall(r"through=[\w-]+", first)[0] if "through=" in first else "",
    }


def timed(owner: Member, party_id: int, query: Callable[[str], str]) -> str:
    client = Client()
    client.force_login(owner.user)
    place = f"/w/{owner.workspace.slug}/customers/{party_id}/timeline"
    address = f"{place}?{query(client.get(place, **PART).content.decode())}"
    reset_queries()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, **PART)
    assert answer.status_code == 200, answer.status_code
    queries = len(asked)
    took, own = [], []
    for _ in range(TIMES):
        began, worked = time.perf_counter(), time.process_time()
        client.get(address, **PART)
        took.append((time.perf_counter() - began) * 1_000)
        own.append((time.process_time() - worked) * 1_000)
    slow = sorted(took)[int(TIMES * 0.95)]
    return f"{statistics.median(took):.0f} / {slow:.0f} / {statistics.median(own):.0f} ({queries})"


if __name__ == "__main__":
    print(f"{len(sources)} sources")
    main()
