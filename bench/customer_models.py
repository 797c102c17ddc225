"""Summaries of purchases and fits of the models, ours beside the known ones, in one run on one machine.

    .venv/bin/python bench/customer_models.py                       # a million customers, then 10,000 to 3,000,000
    .venv/bin/python bench/customer_models.py --customers 100000 --growth 10000,100000 --times 5

Every measure runs in a process of its own (time of the work from the files on, without imports; peak memory of the
whole process), several times, the median counts. Orders come from simulated_customers.py, kept in --folder.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import simulated_customers as simulated  # noqa: E402  found beside this file
from customer_summaries import (  # noqa: E402
    Work,
    duckdb_summary,
    duckdb_whole_summary,
    lifetimes_summary,
    our_summary,
    our_summary_by_time,
    our_summary_of_checked,
    polars_summary,
    polars_whole_summary,
)

SLOW = ("lifetimes summary", "lifetimes fit", "lifetimes Pareto, 20,000")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--customers", type=int, default=1_000_000)
    asked.add_argument("--growth", default="10000,30000,100000,300000,1000000,3000000", help="sizes, or nothing")
    asked.add_argument("--times", type=int, default=3, help="runs of each measure; the slow ones run once")
    asked.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "rapport-bench-customers")
    asked.add_argument("--plot", type=Path, help="write the growth as SVG here")
    asked.add_argument("--measure", nargs=2, metavar=("WHAT", "FOLDER"), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.measure:
        print(json.dumps(measured(given.measure[0], Path(given.measure[1]))))
        return
    print(circumstances())
    compare(made(given.folder, given.customers), given.times)
    sizes = [int(size) for size in given.growth.split(",") if size]
    rows = [growth_of(made(given.folder, size), size, given.times) for size in sizes]
    if given.plot and rows:
        given.plot.write_text(svg(rows))


def circumstances() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    machine = f"{os.cpu_count()} CPUs, {memory:.0f} GB, Python {platform.python_version()}, load {load}"
    return f"{time.strftime('%Y-%m-%d %H:%M')}  {machine}"


def made(folder: Path, customers: int) -> Path:
    """The orders of so many customers, simulated once."""
    place = folder / str(customers)
    if not (place / "done").exists():
        simulated.write(place, simulated.Wishes(customers, extras=False, lake=False))
        (place / "done").touch()
    return place


def compare(folder: Path, times: int) -> None:
    """The table of ours and theirs."""
    found = {name: repeated(name, folder, 1 if name in SLOW else times) for name in WORKS}
    print(f"{'measure':36}{'wall':>10}{'CPU':>10}{'peak':>10}   says")
    for name, one in found.items():
        print(f"{name:36}{one['wall']:9.3f}s{one['cpu']:9.3f}s{one['peak']:8.0f}MB   {one['says']}")
    for ours, theirs in RATIOS:
        ratios = ", ".join(f"{kind} {found[theirs][kind] / found[ours][kind]:.1f}" for kind in ("wall", "cpu"))
        print(f"{theirs} / {ours}: {ratios}")


def growth_of(folder: Path, customers: int, times: int) -> dict[str, float]:
    """Summary and fit in one process, and how that grows."""
    one = repeated("ours summary and fit", folder, times)
    row = {"customers": float(customers), "wall": one["wall"], "cpu": one["cpu"], "peak": one["peak"]}
    print(
        f"{customers:>10,} customers{one['wall']:9.2f}s wall{one['cpu']:9.2f}s CPU{one['peak']:8.0f} MB   {one['says']}"
    )
    return row


def repeated(name: str, folder: Path, times: int) -> dict[str, Any]:
    """The median of several processes."""
    runs = [apart(name, folder) for _ in range(times)]
    medians = {kind: statistics.median(run[kind] for run in runs) for kind in ("wall", "cpu", "peak")}
    return {**medians, "says": runs[0]["says"]}


def apart(name: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, "--measure", name, str(folder)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1])


def measured(name: str, folder: Path) -> dict[str, Any]:
    """One measure in this process: `prepare` is not timed, what it returns is."""
    work = {**WORKS, **GROWTH}[name](folder)
    # With its first array Arrow loads pandas, if it is there; that is an import too, and only theirs needs it.
    pa.array([0])
    began, cpu = time.perf_counter(), time.process_time()
    says = work()
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    return {"wall": wall, "cpu": cpu, "peak": peak_mb(), "says": says}


def peak_mb() -> float:
    """Of this program alone: what getrusage says begins with the memory of the process that started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def history_of(folder: Path) -> Any:
    from rapport.analytics import Period, Source
    from rapport.analytics.models.summary import summary

    source = Source({"orders": simulated.paths(folder, "orders")})
    return summary(source, Period(simulated.START, simulated.END))


def our_fit(folder: Path) -> Work:
    from rapport.analytics.models import bgnbd

    history = history_of(folder)
    return lambda: words(bgnbd.fit(history))


def lifetimes_fit(folder: Path) -> Work:
    from lifetimes import BetaGeoFitter

    history = history_of(folder)

    def work() -> str:
        fitter = BetaGeoFitter().fit(history.frequency, history.recency, history.age)
        return " ".join(f"{name} {fitter.params_[name]:.4f}" for name in ("r", "alpha", "a", "b"))

    return work


def some_of(folder: Path) -> Any:
    """Twenty thousand customers of them all."""
    history = history_of(folder)
    return history.take(slice(None, None, max(len(history) // 20_000, 1)))


def our_pareto(folder: Path) -> Work:
    from rapport.analytics.models import paretonbd

    history = some_of(folder)
    return lambda: words(paretonbd.fit(history))


def lifetimes_pareto(folder: Path) -> Work:
    from lifetimes import ParetoNBDFitter

    history = some_of(folder)

    def work() -> str:
        fitter = ParetoNBDFitter().fit(history.frequency, history.recency, history.age)
        return " ".join(f"{name} {fitter.params_[name]:.4f}" for name in ("r", "alpha", "s", "beta"))

    return work


def cdnow() -> Any:
    from lifetimes.datasets import load_cdnow_summary

    return load_cdnow_summary()


def our_cdnow(_: Path) -> Work:
    from rapport.analytics.models import bgnbd
    from rapport.analytics.models.purchases import purchases_of

    frame = cdnow()
    bgnbd.fit(purchases_of(frame["frequency"], frame["recency"], frame["T"]))
    return lambda: words(bgnbd.fit(purchases_of(frame["frequency"], frame["recency"], frame["T"]).grouped()))


def lifetimes_cdnow(_: Path) -> Work:
    from lifetimes import BetaGeoFitter

    frame = cdnow()
    BetaGeoFitter().fit(frame["frequency"], frame["recency"], frame["T"])

    def work() -> str:
        fitter = BetaGeoFitter().fit(frame["frequency"], frame["recency"], frame["T"])
        return " ".join(f"{name} {fitter.params_[name]:.4f}" for name in ("r", "alpha", "a", "b"))

    return work


def our_summary_and_fit(folder: Path) -> Work:
    from rapport.analytics import Period, Source
    from rapport.analytics.models import bgnbd
    from rapport.analytics.models.summary import summary

    def work() -> str:
        with Source({"orders": simulated.paths(folder, "orders")}) as source:
            return words(bgnbd.fit(summary(source, Period(simulated.START, simulated.END))))

    return work


def words(fit: Any) -> str:
    return " ".join(f"{one.name} {one.value:.4f} ± {one.error:.4f}" for one in fit.estimates)


WORKS: dict[str, Callable[[Path], Work]] = {
    "ours summary, by day": our_summary,
    "ours summary, by timestamp": our_summary_by_time,
    "ours, of a checked table": our_summary_of_checked,
    "DuckDB summary, by day": duckdb_summary,
    "DuckDB, with checks and refunds": duckdb_whole_summary,
    "Polars summary, by day": polars_summary,
    "Polars, with checks and refunds": polars_whole_summary,
    "lifetimes summary": lifetimes_summary,
    "ours fit": our_fit,
    "lifetimes fit": lifetimes_fit,
    "ours Pareto, 20,000": our_pareto,
    "lifetimes Pareto, 20,000": lifetimes_pareto,
    "ours CDNOW": our_cdnow,
    "lifetimes CDNOW": lifetimes_cdnow,
}
GROWTH: dict[str, Callable[[Path], Work]] = {"ours summary and fit": our_summary_and_fit}
RATIOS = (
    ("ours summary, by day", "lifetimes summary"),
    ("ours, of a checked table", "lifetimes summary"),
    ("ours summary, by day", "DuckDB summary, by day"),
    ("ours summary, by day", "DuckDB, with checks and refunds"),
    ("ours summary, by day", "Polars summary, by day"),
    ("ours summary, by day", "Polars, with checks and refunds"),
    ("ours fit", "lifetimes fit"),
    ("ours Pareto, 20,000", "lifetimes Pareto, 20,000"),
    ("ours CDNOW", "lifetimes CDNOW"),
)


def svg(rows: list[dict[str, float]]) -> str:
    """Time and peak memory over the number of customers, both axes in powers of ten."""
    import vl_convert

    x = {"field": "customers", "type": "quantitative", "scale": {"type": "log"}, "title": "customers"}
    x["axis"] = {"format": "~s", "values": [row["customers"] for row in rows]}

    def panel(field: str, title: str) -> dict[str, Any]:
        y = {"field": field, "type": "quantitative", "scale": {"type": "log"}, "title": title}
        return {"width": 300, "height": 220, "mark": {"type": "line", "point": True}, "encoding": {"x": x, "y": y}}

    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": rows},
        "config": {"font": "Source Sans Pro, sans-serif"},
        "hconcat": [panel("cpu", "CPU seconds: summary and BG/NBD fit"), panel("peak", "peak memory, MB")],
    }
    return str(vl_convert.vegalite_to_svg(spec))


if __name__ == "__main__":
    main()
