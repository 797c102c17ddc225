"""How long 500,000 tickets take to come in, and how much memory: python bench/import_tickets.py [ROWS]

Writes a CSV as a service desk exports it, with a customer for every fifth ticket and one row in a thousand that
contradicts itself; starts a fresh house in a temporary folder (on SQLite, or on the empty database at
RAPPORT_DATABASE_URL), checks the file, imports it with the customers it names, imports it again, takes the import back,
and prints what it measured.
"""

import json
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
ROWS = 500_000
SEED = 20260
HEADER = "Ticket ID,Email,Created at,First response at,Solved at,Via,Type,Reopens,Country,Minutes"
COUNTRIES = ["Spain", "Germany", "Italy", "Portugal", "France", "Norway", "Ireland", "Poland"]
WAYS, TOPICS = ["Mail", "Chat", "Phone", "Form"], [f"Topic {number}" for number in range(40)]
BEGIN = datetime(2024, 1, 1)


def main() -> None:
    """Measure in a process of its own."""
    from bench.import_online_retail import circumstances
    from bench.imports import measured_apart

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    measured = measured_apart(__file__, "tickets.csv", lambda file: write_csv(file, rows))
    print(json.dumps({**circumstances(), **measured}, indent=2))


def write_csv(file: Path, rows: int) -> None:
    """Tickets of a fifth as many customers, one in ten of nobody known."""
    from bench.imports import write_lines

    chance = random.Random(SEED)
    write_lines(file, HEADER, (ticket(number, rows, chance) for number in range(rows)))


def ticket(number: int, rows: int, chance: random.Random) -> list[str]:
    """One row."""
    opened = BEGIN + timedelta(minutes=number)
    answered = opened + timedelta(minutes=chance.randint(1, 600) if number % 1_000 else -5)
    solved = str(answered + timedelta(hours=chance.randint(1, 90))) if number % 1_000 and number % 7 else ""
    email = f"person{chance.randrange(rows // 5 or 1)}@mail.example" if number % 10 else ""
    moments = [str(opened), str(answered), solved]
    told = [chance.choice(WAYS), chance.choice(TOPICS), str(chance.randint(0, 2)), chance.choice(COUNTRIES)]
    return [f"T{number}", email, *moments, *told, str(chance.randint(1, 90))]


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        from bench.imports import measure_import

        measure_import(Path(sys.argv[2]), "tickets")
    else:
        main()
