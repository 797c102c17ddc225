"""How long 100,000 people take to come in (C4), and how much memory: python bench/import_people.py [ROWS]

Writes a CSV with every field a usual export has, starts a fresh house in a temporary folder (on SQLite, or on the
empty database at RAPPORT_DATABASE_URL), checks the file, imports it with mapping, validation and recognition of known
records, imports it again, takes the import back, and prints what it measured.
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
ROWS = 100_000
SEED = 20260
GIVEN = ["Ana", "Ben", "Çağla", "Dora", "Émile", "Finn", "Greta", "Hugo", "Inés", "João", "Kai", "Łucja"]
FAMILY = ["García", "Müller", "Rossi", "Silva", "Novák", "Berg", "O’Neill", "Dubois", "Kowalski", "Demir"]
COUNTRIES = ["Spain", "Germany", "Italy", "Portugal", "France", "Norway", "Ireland", "Poland"]
HEADER = "Customer ID,First Name,Last Name,Email,Phone,Street,City,Zip,Country,Company,Birthday,Created At,Tags"


def main() -> None:
    """Measure in a process of its own, whose peak memory is the import's alone."""
    from bench.import_online_retail import circumstances

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as folder:
        file = Path(folder) / "people.csv"
        write_csv(file, rows)
        environment = {**os.environ, "RAPPORT_DATA": str(Path(folder) / "data"), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, __file__, "measure", str(file)]
        answer = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    print(json.dumps({**circumstances(), **json.loads(answer.splitlines()[-1])}, indent=2))


def write_csv(file: Path, rows: int) -> None:
    """People who differ, one in fifty of them with an address that somebody else has too."""
    chance = random.Random(SEED)
    with file.open("w", newline="", encoding="utf-8") as written:
        lines = csv.writer(written)
        lines.writerow(HEADER.split(","))
        for number in range(rows):
            lines.writerow(person(number, chance))


def person(number: int, chance: random.Random) -> list[str]:
    """One row."""
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    address = number - 1 if number % 50 == 49 else number
    day = f"19{chance.randint(40, 99)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    made = f"2024-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d} 10:00:00"
    company = f"Company {chance.randint(1, 500)}" if number % 10 == 0 else ""
    place = (f"Street {number % 997}", f"City {number % 313}", f"{number % 90_000:05d}", chance.choice(COUNTRIES))
    phone, tags = f"+34600{number:06d}", "newsletter, vip" if number % 20 == 0 else ""
    return [str(number), given, family, f"person{address}@mail.example", phone, *place, company, day, made, tags]


def measure(file: Path) -> None:
    """Check, import, import again and take back; print the measures as one line of JSON."""
    from bench.import_online_retail import open_house, owner, peak_mb, vendor

    idle = open_house()
    member = owner()
    told: dict[str, Any] = {"database": vendor()}
    told["check"], trial = timed(lambda: check(member, file))
    told["import"], first = timed(lambda: bring_in(member, file))
    told |= {"rows": first.rows, "created": first.created, "peak_mb_over_idle": round(peak_mb() - idle)}
    told["check_was_exact"] = trial["created"] == first.created and trial["refused"] == first.refused
    told["same_file_again"], again = timed(lambda: bring_in(member, file))
    told["changed_by_the_same_file"] = again.created + again.updated
    told["undo"], undone = timed(lambda: take_back(member, first))
    told |= {"removed": undone.removed, "kept": undone.kept, "peak_mb_over_idle_at_the_end": round(peak_mb() - idle)}
    print(json.dumps(told))


def timed(act: Any) -> tuple[dict[str, float], Any]:
    """What it gave, and how long it took on the clock and on the processor."""
    began, cpu = time.perf_counter(), time.process_time()
    answer = act()
    seconds = {"seconds": round(time.perf_counter() - began, 1), "cpu_seconds": round(time.process_time() - cpu, 1)}
    return seconds, answer


def received(member: Any, file: Path, kind: str = "people") -> Any:
    """The file taken in, its columns matched."""
    from rapport.apps.exchange.operations import receive_file

    with file.open("rb") as content:
        blocks = iter(lambda: content.read(1 << 20), b"")
        return receive_file(member, name=file.name, content=blocks, kind=kind)


def check(member: Any, file: Path, kind: str = "people") -> Any:
    """The dry run."""
    from rapport.apps.exchange.operations import discard_import, try_file

    source = received(member, file, kind)
    outcome = try_file(member, source, tell=lambda *_: None, stop=lambda: False)
    discard_import(member, source.pk)
    return outcome


def bring_in(member: Any, file: Path, kind: str = "people") -> Any:
    """The import, as the command does it."""
    from rapport.apps.exchange.operations import begin_import, run_import

    source = begin_import(member, received(member, file, kind))
    return run_import(member, source, tell=lambda *_: None, stop=lambda: False)


def take_back(member: Any, source: Any) -> Any:
    """The undo, as the worker does it."""
    from rapport.apps.exchange.operations import run_undo, undo_import

    return run_undo(member, undo_import(member, source.pk), tell=lambda *_: None, stop=lambda: False)


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(Path(sys.argv[2]))
    else:
        main()
