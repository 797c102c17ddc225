# ruff: noqa: E402  Django is set up before its models are read
"""Searching 20,000 notes, with evidence and comments, in a fresh workspace of its own.

.venv/bin/python bench/canvas_search.py
.venv/bin/python tests/postgres.py .venv/bin/python bench/canvas_search.py
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
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
from django.test import Client

from rapport.apps.accounts.models import User
from rapport.apps.accounts.operations import create_workspace
from rapport.apps.canvas.models import Canvas, Comment, Evidence, Note
from rapport.apps.canvas.operations import create_canvas
from rapport.apps.canvas.queries.search import Wanted, search
from rapport.kernel.clock import now
from rapport.kernel.ids import new_id

CANVASES, NOTES, TIMES = 40, 20_000, 40
SAID = (
    "price delivery café señora wants quick answers colour budget friends student weekend shop online return parcel "
    "late gift birthday niño skin advice trust brand sample newsletter points refund size sold out Instagram video "
    "party Saturday cheap quality review honest photo screen different favourite days question service chat evening"
)
WORDS = SAID.split()
ASKED = {
    "a rare word": "zanzibar",
    "a common word": "price",
    "two words": "cafe niño",
    "four words": "late gift refund chat",
    "one letter": "a",
    "a word that is nowhere": "teapot",
}


def main() -> None:
    call_command("migrate", verbosity=0)
    owner = create_workspace(User.objects.create_user("bench@rapport.example", "bench"), name="Bench")
    chance = random.Random(7)
    canvases = [create_canvas(owner, title=f"Canvas {n}") for n in range(CANVASES)]
    fill(canvases, chance)
    print(f"{connection.vendor}: {NOTES:,} notes, {NOTES // 5:,} comments, {NOTES // 5:,} pieces of evidence")
    client = Client()
    client.force_login(owner.user)
    for what, text in ASKED.items():
        report(what, lambda text=text: search(owner, Wanted(text)))
    report("offered while typing", lambda: offered(client, owner.workspace.slug))


def fill(canvases: list[Canvas], chance: random.Random) -> None:
    """Rows as the operations write them, without the log: the search does not read it."""
    notes = [make(Note, one_of(canvases, n), chance, number=n) for n in range(NOTES)]
    notes[chance.randrange(NOTES)].text = "Would go as far as Zanzibar for it"
    for note in notes:
        note.derive()
    Note.objects.bulk_create(notes, batch_size=1000)
    for model in (Comment, Evidence):
        rows = [make(model, note.canvas, chance, note=note) for note in notes[::5]]
        for row in rows:
            row.derive()
        model.objects.bulk_create(rows, batch_size=1000)


def one_of(canvases: list[Canvas], number: int) -> Canvas:
    return canvases[number % len(canvases)]


def make(model: type[Any], canvas: Canvas, chance: random.Random, *, number: int = 0, note: Any = None) -> Any:
    said = " ".join(chance.choices(WORDS, k=chance.randint(5, 14)))
    common = {"id": new_id(), "workspace_id": canvas.workspace_id, "canvas": canvas, "added_at": now()}
    if model is Note:
        stamps = {"changed_at": now(), "changed_sequence": number, "text_version": number}
        return Note(section="needs", order_key=f"{number:06}", text=said, **stamps, **common)
    if model is Comment:
        return Comment(note=note, text=said, **common)
    settings = {"source": "A talk", "said_on": ""}
    return Evidence(note=note, kind="quotation", settings=settings, direction="supports", quote=said, **common)


def offered(client: Client, slug: str) -> None:
    answer = client.get(f"/w/{slug}/search?q=price+caf", headers={"accept": "application/json"})
    assert answer.status_code == 200


def report(what: str, act: Callable[[], object]) -> None:
    act()
    cpu = time.process_time()
    took = sorted(timed(act) for _ in range(TIMES))
    own = (time.process_time() - cpu) * 1000 / TIMES
    print(f"  {what}: median {statistics.median(took):.0f} ms, p95 {took[int(TIMES * 0.95)]:.0f} ms, CPU {own:.0f} ms")


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
