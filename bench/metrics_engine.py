"""All metrics of a canvas in one pass: python bench/metrics_engine.py FOLDER --customers 1000000

Twenty segments × ten regions × twelve months, by month and region, over simulated customers (made in FOLDER where they
are not there yet). Each measurement runs in a process of its own, so that its peak memory is its own:

    first     nothing is known of the lake's files: tables are checked, every metric is worked out
    checked   the check alone, as an extraction does it once after writing; noted in FOLDER/checks
    laid      copies of large tables in the order of customers, as tidying the lake makes them; in FOLDER/copies
    cold      the lake's files are there and checked, nothing is open and no figure kept: every metric is worked out
    again     the same question to the same open source (figures that are kept do not come here at all)
    cache     the same question again in a new process: no table is asked, its rows come from FOLDER/kept
    grown     a thousand orders more, in a file of their own, worked into the parts kept in FOLDER/kept, with the copies
    by hand   eight metrics of orders in one DuckDB statement, written by hand, without jackknife or rows

With `--grow 10000,100000,1000000` a table of how `cold` grows in Markdown and, with `--plot FILE.svg`, a drawing of it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import duckdb
import numpy as np
import pyarrow as pa
import simulated_customers as simulated

from rapport import analytics
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.metrics import catalogue

YEAR = analytics.Period(datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
FACTS = {"customers", "orders", "order_lines", "responses"}
FIRST = [
    "customers",
    "active_customers",
    "revenue",
    "orders",
    "average_order_value",
    "purchase_frequency",
    "repeat_purchase_rate",
    "retention_rate",
    "churn_rate",
    "lifetime_revenue",
    "lifetime_value",
    "anonymous_revenue",
    "refunds",
    "refund_share",
    "nps",
    "csat",
    "csat_mean",
    "ces",
    "ces_share",
    "responses",
]
SETS: dict[str, Callable[[], list[str]]] = {
    "canvas": lambda: FIRST,
    "all": lambda: [m.name for m in catalogue if {one.fact for one in m.ingredients} <= FACTS],
}
MEASURED = ("first", "checked", "laid", "cold", "again", "cache", "grown", "hand")
NEW_ROWS = 1_000


def question(metrics: list[str]) -> analytics.Question:
    return analytics.Question(
        metrics=metrics,
        period=YEAR,
        grain="month",
        by=("region",),
        segments=tuple(range(1, simulated.SEGMENTS + 1)),
        as_of=simulated.END,
        known_until=simulated.END,
    )


def measure(folder: Path, what: str, metrics: list[str], memory: str) -> dict[str, Any]:
    """One measurement in this process."""
    files = simulated.sources(folder)
    if what == "hand":
        return timed(lambda: by_hand(files, memory))
    if what == "grown":
        files["orders"] = [*files["orders"], str(more_orders(folder))]
    if what == "checked":
        rmtree(folder / "checks", ignore_errors=True)
        return timed(lambda: check(folder, files, memory))
    if what == "laid":
        rmtree(folder / "copies", ignore_errors=True)
        return timed(lambda: lay(folder, files))
    if what == "cache":
        return from_cache(folder, files, metrics, memory)
    if what in ("first", "cold"):
        checks = analytics.Checks(folder / "checks") if what == "cold" else None
        return timed(lambda: answered(folder, files, metrics, memory, checks=checks))
    kept = analytics.Kept(folder / "kept") if what == "grown" else None
    source = analytics.Source(simulated.sources(folder), memory_limit=memory)
    before = timed(lambda: analytics.answer(source, question(metrics), kept=kept))
    if what == "again":
        return timed(lambda: analytics.answer(source, question(metrics)))
    found = timed(lambda: answered(folder, files, metrics, memory, kept))
    return found | {f"{name} before": before[name] for name in ("rows", "seconds", "memory")}


def answered(
    folder: Path,
    files: dict[str, list[str]],
    metrics: list[str],
    memory: str,
    kept: analytics.Kept | None = None,
    checks: analytics.Checks | None = None,
) -> analytics.Answer:
    copies = analytics.Copies(folder / "copies") if kept else None
    with analytics.Source(files, memory_limit=memory, checks=checks, copies=copies) as source:
        return analytics.answer(source, question(metrics), kept=kept)


def from_cache(folder: Path, files: dict[str, list[str]], metrics: list[str], memory: str) -> dict[str, Any]:
    """The kept answer, by a source opened for it and by one that is open; an earlier process has worked it out."""
    known = analytics.Checks(folder / "checks")
    found = timed(lambda: answered(folder, files, metrics, memory, analytics.Kept(folder / "kept"), known))
    with analytics.Source(files, memory_limit=memory, checks=known) as source:
        opened = timed(lambda: analytics.answer(source, question(metrics), kept=analytics.Kept(folder / "kept")))
    return found | {f"{name} when open": opened[name] for name in ("seconds", "processor")}


def check(folder: Path, files: dict[str, list[str]], memory: str) -> int:
    """Check all tables and note what they hold; the number of rows."""
    with analytics.Source(files, memory_limit=memory, checks=analytics.Checks(folder / "checks")) as source:
        return sum(source.profile(name).total for name in files)


def lay(folder: Path, files: dict[str, list[str]]) -> int:
    """Copy the large tables; how many."""
    copies = analytics.Copies(folder / "copies")
    return sum(copies.lay(facts.get(name), paths) for name, paths in files.items())


def timed(act: Callable[[], Any]) -> dict[str, Any]:
    # With its first array Arrow loads pandas, if it is there: an import like the others, and users have none.
    pa.array([0])
    began, worked = time.perf_counter(), processor_time()
    result = act()
    return {
        "seconds": round(time.perf_counter() - began, 2),
        "processor": round(processor_time() - worked, 2),
        "memory": peak_memory(),
        "rows": len(result.rows) if hasattr(result, "rows") else result,
    }


def peak_memory() -> int:
    """Megabytes; what `resource` tells begins with the peak of the process that started this one."""
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
        if found:
            return int(found[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def processor_time() -> float:
    used = os.times()
    return used.user + used.system


def more_orders(folder: Path) -> Path:
    """A thousand sales of known customers in the last days, as one more file of the lake."""
    path = folder / "new" / "orders.parquet"
    chance = np.random.default_rng(1)
    customers = sum(simulated.pq.read_metadata(file).num_rows for file in simulated.paths(folder, "customers"))
    whose = chance.integers(1, customers + 1, NEW_ROWS)
    last = simulated.WEEKS * simulated.WEEK
    sold = {
        "id": (1 << 50) + np.arange(NEW_ROWS),
        "customer": whose,
        "region": whose % len(simulated.REGIONS),
        "at": np.sort(last - 1 - chance.integers(0, simulated.WEEK, NEW_ROWS)),
        "net": np.round(chance.gamma(2, 20, NEW_ROWS), 2),
        "refunds": np.zeros(NEW_ROWS, np.int64),
    }
    simulated.write_one(path, simulated.orders(sold, simulated.Wishes()))
    return path


def by_hand(files: dict[str, list[str]], memory: str) -> int:
    """Sales, revenue, refunds, active and repeat buyers by segment × region × month × bucket."""
    names = {name: ", ".join(f"'{path}'" for path in files[name]) for name in ("orders", "customers", "memberships")}
    with duckdb.connect(config={"memory_limit": memory}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        return int(
            connection.execute(
                f"""
                WITH bought AS (
                  SELECT customer, bucket, date_trunc('month', orders.at) AS month, sum(net) AS net,
                    count(*) FILTER (WHERE kind = 'sale') AS sales,
                    sum(net) FILTER (WHERE kind = 'sale') AS sold,
                    -sum(net) FILTER (WHERE kind = 'refund') AS refunded
                  FROM read_parquet([{names["orders"]}]) AS orders
                  WHERE NOT deleted AND orders.at >= TIMESTAMPTZ '2025-01-01' AND orders.at < TIMESTAMPTZ '2026-01-01'
                  GROUP BY ALL
                ), homes AS (
                  SELECT id AS customer, region FROM read_parquet([{names["customers"]}])
                ), members AS (
                  SELECT NULL AS segment, customer, region FROM homes UNION ALL
                  SELECT segment, customer, region FROM read_parquet([{names["memberships"]}])
                  JOIN homes USING (customer)
                  WHERE until IS NULL OR until > TIMESTAMPTZ '{simulated.END.isoformat()}'
                )
                SELECT count(*), sum(net) FROM (
                  SELECT segment, region, month, bucket, sum(net) AS net, sum(sales) AS sales, sum(sold) AS sold,
                    sum(refunded) AS refunded, count(*) FILTER (WHERE sales > 0) AS active,
                    count(*) FILTER (WHERE sales > 1) AS repeaters
                  FROM bought JOIN members USING (customer) GROUP BY ALL)
                """
            ).fetchall()[0][0]
        )


def apart(folder: Path, what: str, given: argparse.Namespace) -> dict[str, Any]:
    """One measurement in a process of its own."""
    command = [sys.executable, __file__, str(folder), "--measure", what, "--set", given.set, "--memory", given.memory]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def ready(folder: Path, customers: int) -> Path:
    if not (folder / "orders").exists():
        simulated.write(folder, simulated.Wishes(customers))
    return folder


def grow(given: argparse.Namespace) -> None:
    sizes = [int(size) for size in given.grow.split(",")]
    folders = [ready(given.folder / str(size), size) for size in sizes]
    for folder in folders:
        apart(folder, "checked", given)
    found = [(size, apart(folder, "cold", given)) for size, folder in zip(sizes, folders, strict=True)]
    print("| customers, cold | seconds | processor seconds | peak memory |\n| --- | --- | --- | --- |")
    for size, one in found:
        print(f"| {size:,} | {one['seconds']} | {one['processor']} | {one['memory']:,} MB |")
    if given.plot:
        given.plot.write_text(drawing(found), encoding="utf-8")


def drawing(found: list[tuple[int, dict[str, Any]]]) -> str:
    """Seconds and megabytes over customers, both on logarithmic axes."""
    lines = []
    for place, (key, name) in enumerate(
        (("processor", "cold, rows tallied: processor seconds"), ("memory", "peak memory, MB"))
    ):
        left = 60 + 360 * place
        across = scale([size for size, _ in found], left, left + 280)
        upright = scale([max(one[key], 0.01) for _, one in found], 240, 40)
        points = [(across(size), upright(max(one[key], 0.01)), size, one[key]) for size, one in found]
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y, _, _ in points)
        lines.append(f'<text x="{left}" y="20">{name}</text><polyline points="{path}" fill="none" stroke="#3366aa"/>')
        for x, y, size, value in points:
            lines.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="#3366aa"/>')
            lines.append(f'<text x="{x:.0f}" y="{y - 8:.0f}" text-anchor="middle">{value:g}</text>')
            lines.append(f'<text x="{x:.0f}" y="266" text-anchor="middle">{size:,}</text>')
    body = "\n".join(lines)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 280" font-family="sans-serif" font-size="11">'
        f"\n{body}\n</svg>\n"
    )


def scale(values: list[float], low: float, high: float) -> Callable[[float], float]:
    first, last = np.log(min(values)), np.log(max(values))
    return lambda value: low + (high - low) * float((np.log(value) - first) / ((last - first) or 1))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--customers", type=int, default=10_000)
    asked.add_argument("--set", choices=list(SETS), default="canvas", help="canvas: the first twenty metrics")
    asked.add_argument("--memory", default="1GB", help="DuckDB's limit; Python's own comes on top")
    asked.add_argument("--only", help=f"of {','.join(MEASURED)}")
    asked.add_argument("--grow", help="numbers of customers, for the table of growth")
    asked.add_argument("--plot", type=Path)
    asked.add_argument("--measure", choices=MEASURED, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.measure:
        print(json.dumps(measure(given.folder, given.measure, SETS[given.set](), given.memory)))
    elif given.grow:
        grow(given)
    else:
        folder = ready(given.folder, given.customers)
        print(f"{len(SETS[given.set]())} metrics, load {os.getloadavg()[0]:.1f}")
        for what in given.only.split(",") if given.only else MEASURED:
            if what == "cache":
                apart(folder, what, given)
            print(what, json.dumps(apart(folder, what, given)), flush=True)


if __name__ == "__main__":
    main()
