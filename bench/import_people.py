"""How long 100,000 people take to come in (C4), and how much memory: python bench/import_people.py [ROWS]

Writes a CSV with every field a usual export has, starts a fresh house in a temporary folder (on SQLite, or on the
empty database at RAPPORT_DATABASE_URL), checks the file, imports it with mapping, validation and recognition of known
records, imports it again, takes the import back, and prints what it measured.
"""

import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
ROWS = 100_000
SEED = 20260
GIVEN = ["Ana", "Ben", "Çağla", "Dora", "Émile", "Finn", "Greta", "Hugo", "Inés", "João", "Kai", "Łucja"]
FAMILY = ["García", "Müller", "Rossi", "Silva", "Novák", "Berg", "O’Neill", "Dubois", "Kowalski", "Demir"]
COUNTRIES = ["Spain", "Germany", "Italy", "Portugal", "France", "Norway", "Ireland", "Poland"]
HEADER = "Customer ID,First Name,Last Name,Email,Phone,Street,City,Zip,Country,Company,Birthday,Created At,Tags"


def main() -> None:
    """Measure in a process of its own."""
    from bench.import_online_retail import circumstances
    from bench.imports import measured_apart

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    measured = measured_apart(__file__, "people.csv", lambda file: write_csv(file, rows))
    print(json.dumps({**circumstances(), **measured}, indent=2))


def write_csv(file: Path, rows: int) -> None:
    """People who differ, one in fifty of them with an address that somebody else has too."""
    from bench.imports import write_lines

    chance = random.Random(SEED)
    write_lines(file, HEADER, (person(number, chance) for number in range(rows)))


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


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        from bench.imports import measure_import

        measure_import(Path(sys.argv[2]), "people")
    else:
        main()
