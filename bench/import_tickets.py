"""How long 500,000 tickets take to come in, and how much memory: python bench/import_tickets.py [ROWS]

Writes a CSV as a service desk exports it, with a customer for every fifth ticket and one row in a thousand that
contradicts itself; starts a fresh house in a temporary folder (on SQLite, or on the empty database at
RAPPORT_DATABASE_URL), checks the file, imports it with the customers it names, imports it again, takes the import back,
and prints what it measured.
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
ROWS = 500_000
SEED = 20260
HEADER = "Ticket ID,Email,Created at,First response at,Solved at,Via,Type,Reopens,Country,Minutes"
COUNTRIES = ["Spain", "Germany", "Italy", "Portugal", "France", "Norway", "Ireland", "Poland"]
WAYS, TOPICS = ["Mail", "Chat", "Phone", "Form"], [f"Topic {number}" for number in range(40)]
BEGIN = datetime(2024, 1, 1)


def main() -> None:
    """Measure in a process of its own, whose peak memory is the import's alone."""
    from bench.import_online_retail import circumstances

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as folder:
        file = Path(folder) / "tickets.csv"
        write_csv(file, rows)
        environment = {**os.environ, "RAPPORT_DATA": str(Path(folder) / "data"), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, __file__, "measure", str(file)]
        answer = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    print(json.dumps({**circumstances(), **json.loads(answer.splitlines()[-1])}, indent=2))


def write_csv(file: Path, rows: int) -> None:
    """Tickets of a fifth as many customers, one in ten of nobody known."""
    chance = random.Random(SEED)
    with file.open("w", newline="", encoding="utf-8") as written:
        lines = csv.writer(written)
        lines.writerow(HEADER.split(","))
        for number in range(rows):
            lines.writerow(ticket(number, rows, chance))


def ticket(number: int, rows: int, chance: random.Random) -> list[str]:
    """One row."""
    opened = BEGIN + timedelta(minutes=number)
    answered = opened + timedelta(minutes=chance.randint(1, 600) if number % 1_000 else -5)
    solved = str(answered + timedelta(hours=chance.randint(1, 90))) if number % 1_000 and number % 7 else ""
    email = f"person{chance.randrange(rows // 5 or 1)}@mail.example" if number % 10 else ""
    moments = [str(opened), str(answered), solved]
    told = [chance.choice(WAYS), chance.choice(TOPICS), str(chance.randint(0, 2)), chance.choice(COUNTRIES)]
    return [f"T{number}", email, *moments, *told, str(chance.randint(1, 90))]


def measure(file: Path) -> None:
    """Check, import, import again and take back; print the measures as one line of JSON."""
    from bench.import_online_retail import open_house, owner, peak_mb, vendor
    from bench.import_people import bring_in, check, take_back, timed

    idle = open_house()
    member = owner()
    told: dict[str, Any] = {"database": vendor()}
    told["check"], trial = timed(lambda: check(member, file, "tickets"))
    told["peak_mb_over_idle_of_the_check"] = round(peak_mb() - idle)
    told["import"], first = timed(lambda: bring_in(member, file, "tickets"))
    told |= {"rows": first.rows, "created": first.created, "refused": first.refused, "extra": first.extra}
    told |= {"peak_mb_over_idle": round(peak_mb() - idle)}
    told["check_was_exact"] = trial["created"] == first.created and trial["refused"] == first.refused
    told["same_file_again"], again = timed(lambda: bring_in(member, file, "tickets"))
    told["changed_by_the_same_file"] = again.created + again.updated
    told["undo"], undone = timed(lambda: take_back(member, first))
    told |= {"removed": undone.removed, "kept": undone.kept, "peak_mb_over_idle_at_the_end": round(peak_mb() - idle)}
    print(json.dumps(told))


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(Path(sys.argv[2]))
    else:
        main()
