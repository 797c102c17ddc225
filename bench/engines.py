"""One canvas on one machine, by DuckDB and by Spark: python bench/engines.py FOLDER (of bench/simulated_customers.py)

The ten metrics of a canvas (``--all``: every metric that the simulated tables can answer) over 20 segments × 10 regions
× 12 months in one question: the start of the engine, opening the tables, the first answer (which checks all rows), the
same again, and one month. Each engine runs in a process of its own, and the figures of both are compared.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from simulated_customers import REGIONS, SEGMENTS, sources

from rapport import analytics
from rapport.analytics.engines import engine_at
from rapport.analytics.metrics import catalogue

YEAR = analytics.Period(datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
MONTH = analytics.Period(datetime(2025, 6, 1, tzinfo=UTC), datetime(2025, 7, 1, tzinfo=UTC))
THERE = {"customers", "orders", "order_lines", "responses"}
CANVAS = (
    *("revenue", "orders", "customers", "active_customers", "average_order_value", "purchase_frequency"),
    *("repeat_purchase_rate", "retention_rate", "churn_rate", "nps"),
)


def answerable() -> list[str]:
    """The metrics whose tables are all simulated."""
    return [one.name for one in catalogue if {part.fact for part in one.ingredients} <= THERE]


def question(metrics: Sequence[str], period: analytics.Period, **wishes: Any) -> analytics.Question:
    """Metrics over segments and regions."""
    return analytics.Question(
        metrics=metrics,
        period=period,
        segments=range(1, SEGMENTS + 1),
        by=["region"],
        regions=REGIONS,
        as_of=YEAR.end,
        known_until=YEAR.end,
        choices=analytics.Choices(margin_rate=0.4),
        **wishes,
    )


def measure(folder: Path, metrics: Sequence[str], address: str, options: dict[str, Any]) -> dict[str, Any]:
    """Seconds of each step, and the figures themselves."""
    steps: dict[str, Any] = {}

    def timed(name: str, act: Any) -> Any:
        began = time.perf_counter()
        found = act()
        steps[name] = round(time.perf_counter() - began, 2)
        return found

    engine = timed("start", lambda: engine_at(address, options))
    with timed("open", lambda: analytics.Source(sources(folder), engine=engine)) as source:
        answer = timed("year, first", lambda: analytics.answer(source, question(metrics, YEAR, grain="month")))
        timed("year, again", lambda: analytics.answer(source, question(metrics, YEAR, grain="month")))
        timed("one month", lambda: analytics.answer(source, question(metrics, MONTH)))
    steps["figures"] = [(row.value, row.low, row.high, row.n, row.state) for row in answer]
    return steps


def differing(one: list[Any], other: list[Any]) -> int:
    """How many figures differ by more than the last digits of a float."""
    pairs = [pair for rows in zip(one, other, strict=True) for pair in zip(*rows, strict=True)]
    return sum(
        not (a == b or (isinstance(a, float) and b is not None and math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)))
        for a, b in pairs
    )


def apart(given: argparse.Namespace, address: str, options: dict[str, Any]) -> dict[str, Any]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, str(given.folder), "--only", address, "--options", json.dumps(options)]
    command += ["--all"] if given.all else []
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]))


def main() -> None:
    """Measure both, one after the other."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--memory", default="4g", help="for Spark's driver; DuckDB gets 1.5 GB")
    asked.add_argument("--all", action="store_true", help="every metric the tables can answer")
    asked.add_argument("--only")
    asked.add_argument("--options", default="{}")
    given = asked.parse_args()
    metrics = answerable() if given.all else CANVAS
    if given.only:
        print(json.dumps(measure(given.folder, metrics, given.only, json.loads(given.options))))
        return
    spark = {"spark.driver.memory": given.memory, "spark.sql.shuffle.partitions": str(os.cpu_count())}
    print(f"{len(metrics)} metrics, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} CPUs")
    duckdb = apart(given, "duckdb", {"memory_limit": "1536MB"})
    local = apart(given, "spark:local[*]", {"settings": spark})
    wrong = differing(duckdb.pop("figures"), local.pop("figures"))
    for name, steps in (("duckdb", duckdb), ("spark:local[*]", local)):
        print(name, json.dumps(steps))
    print(f"figures that differ: {wrong}; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
