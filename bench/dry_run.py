"""How long the dry run of an import takes, and how much memory: python bench/dry_run.py [KIND [ROWS]]

KIND is people, orders, products, responses or all (the default). Writes a CSV in which what can come again does come
again, starts a fresh house in a temporary folder (on SQLite, or on the empty database at RAPPORT_DATABASE_URL), checks
the file without writing anything, and prints what it measured; each kind in a process of its own, whose peak memory is
that of its dry run alone.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
ROWS = 500_000
SEED = 20260
Line = list[str]


def main() -> None:
    """Measure each kind in a process of its own."""
    from bench.import_online_retail import circumstances

    wanted = sys.argv[1] if len(sys.argv) > 1 else "all"
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else ROWS
    told = [measured(kind, rows) for kind in FILES if wanted in (kind, "all")]
    print(json.dumps({**circumstances(), "dry_runs": told}, indent=2))


def measured(kind: str, rows: int) -> dict[str, Any]:
    """What the dry run of a file of that kind takes."""
    from bench.imports import measured_apart, write_lines

    header, lines = FILES[kind]
    chance = random.Random(SEED)
    return measured_apart(__file__, f"{kind}.csv", lambda file: write_lines(file, header, lines(rows, chance)), kind)


def people(rows: int, chance: random.Random) -> Iterator[Line]:
    """People with an answer about e-mail, the second half of the file about those of the first once more."""
    for number in range(rows):
        who = number % (rows // 2 or 1)
        answer = chance.choice(["yes", "no", "unsubscribed", ""])
        yield [str(who), f"Person {who}", f"person{who}@mail.example", f"+34600{who:06d}", f"City {who % 313}", answer]


def orders(rows: int, chance: random.Random) -> Iterator[Line]:
    """Orders of four lines, of as many customers as there are orders."""
    for number in range(rows):
        order = number // 4
        day = f"2025-{1 + order % 12:02d}-{1 + order % 28:02d}"
        sku = f"S{chance.randrange(20_000)}"
        yield [f"O{order}", day, f"C{order % 200_000}", sku, f"Product {sku}", "2", f"{chance.randint(100, 999)}.50"]


def products(rows: int, chance: random.Random) -> Iterator[Line]:
    """Products, those of the second half of the file once more with another price."""
    for number in range(rows):
        sku = number % (rows // 2 or 1)
        yield [f"S{sku}", f"Product number {sku}", f"Kind {sku % 50}", f"{chance.randint(1, 999)}.50", "1.25"]


def responses(rows: int, chance: random.Random) -> Iterator[Line]:
    """Answers with a number, those of the second half once more; one in four of nobody known and without a number."""
    for number in range(rows):
        answer = number % (rows // 2 or 1)
        named = [f"R{answer}", f"C{answer % 100_000}"] if answer % 4 else ["", ""]
        yield [*named, "2025-05-05 10:00:00", str(chance.randint(0, 10)), f"Words about number {answer}"]


FILES: dict[str, tuple[str, Callable[[int, random.Random], Iterator[Line]]]] = {
    "people": ("Customer ID,Name,Email,Phone,City,Accepts Marketing", people),
    "orders": ("Order Number,Order Date,Customer ID,SKU,Product Name,Quantity,Unit Price", orders),
    "products": ("SKU,Name,Category,Price,Cost", products),
    "responses": ("Response ID,Customer ID,Submitted At,Score,Comment", responses),
}


def measure(kind: str, file: Path) -> None:
    """Take the file in, check it, and print the measures as one line of JSON."""
    from bench.import_online_retail import open_house, owner, peak_mb, vendor
    from bench.imports import received, timed

    idle = open_house()
    from rapport.apps.customers.operations import lay_purposes
    from rapport.apps.exchange.operations import try_file

    member = owner()
    lay_purposes(member)
    source = received(member, file, kind)
    taken, outcome = timed(lambda: try_file(member, source, tell=lambda *_: None, stop=lambda: False))
    shown = {name: outcome[name] for name in ("rows", "records", "created", "updated", "unchanged", "refused")}
    over = {"peak_mb_over_idle": round(peak_mb() - idle), "extra": outcome.get("extra", {})}
    print(json.dumps({"kind": kind, "database": vendor(), **taken, **shown, **over}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
