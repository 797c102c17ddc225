"""How long the order list of a wholesaler takes to come in, and how much memory: python bench/import_online_retail.py

Writes the CSV a shop would have out of the raw file at RAPPORT_TEST_DATA, starts a fresh house in a temporary folder
(on SQLite, or on the empty database at RAPPORT_DATABASE_URL), imports the file, extracts the lake, imports the same
file once more, and prints what it measured.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RAW = Path(os.environ.get("RAPPORT_TEST_DATA", ROOT.parent / "shared" / "data")) / "uci_online_retail_2010_2011.parquet"
BLOCK = 1 << 20


def main() -> None:
    """Measure in a process of its own, whose peak memory is the import's alone."""
    if not RAW.exists():
        sys.exit(f"There is no {RAW.name}. Set RAPPORT_TEST_DATA to the folder that holds it.")
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as folder:
        file = Path(folder) / "orders.csv"
        write_csv(file)
        environment = {**os.environ, "RAPPORT_DATA": str(Path(folder) / "data"), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, __file__, "measure", str(file)]
        answer = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    measured = json.loads(answer.splitlines()[-1])
    print(json.dumps({**circumstances(), **measured}, indent=2))


def write_csv(file: Path) -> None:
    """The raw file as comma-separated values."""
    import duckdb

    duckdb.connect().execute(f"COPY (SELECT * FROM '{RAW}') TO '{file}' (HEADER)")


def circumstances() -> dict[str, Any]:
    """Where and when."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return {
        "at": time.strftime("%Y-%m-%d %H:%M"),
        "cpus": os.cpu_count(),
        "memory_gb": round(memory),
        "load_before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
    }


def measure(file: Path) -> None:
    """Import into a fresh workspace and print the measures as one line of JSON."""
    idle = open_house()
    member = owner()
    began = time.perf_counter()
    first = import_file(member, file)
    imported = time.perf_counter()
    lake_rows = extract(member.workspace_id)
    extracted = time.perf_counter()
    peak, cpu = peak_mb(), time.process_time()
    again = import_file(member, file)
    finished = time.perf_counter()
    print(
        json.dumps(
            {
                "database": vendor(),
                "rows": first.rows,
                "orders": first.created,
                "seconds_import": round(imported - began, 1),
                "seconds_extraction": round(extracted - imported, 1),
                "seconds_whole": round(extracted - began, 1),
                "rows_per_second": round(first.rows / (imported - began)),
                "cpu_seconds_whole": round(cpu, 1),
                "seconds_same_file_again": round(finished - extracted, 1),
                "changed_by_the_same_file": again.created + again.updated,
                "peak_mb": round(peak),
                "peak_mb_over_idle": round(peak - idle),
                "rows_in_lake": lake_rows,
            }
        )
    )


def open_house() -> float:
    """Django and empty tables; returns the memory in use before any work."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return peak_mb()


def owner() -> Any:
    """A new owner of a new workspace that counts in pounds."""
    from rapport.apps.accounts.models import User
    from rapport.apps.accounts.operations import create_workspace

    user = User.objects.create_user(f"bench-{time.time_ns()}@rapport.example", None, name="Bench")
    return create_workspace(user, name="Bench", currency="GBP", time_zone="Europe/London")


def import_file(member: Any, file: Path) -> Any:
    """As the command does it."""
    from rapport.apps.exchange.operations import begin_import, receive_file, run_import

    with file.open("rb") as content:
        source = receive_file(member, name=file.name, content=iter(lambda: content.read(BLOCK), b""), kind="orders")
    begin_import(member, source)
    return run_import(member, source, tell=lambda *_: None, stop=lambda: False)


def extract(workspace_id: int) -> int:
    """Bring the lake up to date; returns how many rows that wrote."""
    from rapport.apps.insights.operations.extraction import extract as bring_up

    report = bring_up(workspace_id)
    if report.problems:
        sys.exit(f"The lake could not be brought up to date: {report.problems}")
    return int(report.rows)


def vendor() -> str:
    """SQLite or PostgreSQL."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return f"SQLite {connection.Database.sqlite_version}"
    return f"PostgreSQL {connection.pg_version // 10_000}"


def peak_mb() -> float:
    """The most memory this process has used, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(Path(sys.argv[2]))
    else:
        main()
