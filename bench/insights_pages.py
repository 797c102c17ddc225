# ruff: noqa: E402  Django is set up before its models are read
"""The explorer, the alerts and three analyses at size L: the first time in a process, and again.

.venv/bin/python bench/insights_pages.py FOLDER [--times 3] [--profile WHAT]
.venv/bin/python tests/postgres.py .venv/bin/python bench/insights_pages.py FOLDER

FOLDER is one of bench/size_l.py; an empty one is filled first. The lake is brought up to date and its tables are
checked once. Each measure has a process of its own that has loaded what the web process loads, without pandas, which
only these tests bring: "first" is its first page with nothing kept of the answer, "new process" the same page with the
answer kept by another one, "again" the page once more, "another" the same page about something else, nothing kept.
Analyses are worked out as the worker does, without their page. Seconds on the clock and of this process's own work,
medians; --profile says where the work of one goes.
"""

import argparse
import cProfile
import json
import os
import pstats
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
if __name__ == "__main__" and len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
    os.environ["RAPPORT_DATA"] = sys.argv[1]

import rapport.config  # noqa: F401  brings the SQLite that Django is to use

import django  # isort: skip

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from bench.size_l import prepare
from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.insights.lake.reading import PARTS
from rapport.apps.insights.lake.tables import lake_folder
from rapport.apps.insights.models import MetricResult
from rapport.apps.insights.operations.analyses import work_out_analysis
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries.analyses import Asking, analysis_called
from rapport.apps.insights.queries.subjects import Subject
from rapport.cli.prepare import static_files

SIZES = {"people": 100_000, "companies": 10_000, "orders": 300_000, "answers": 50_000, "events": 1_000_000}
PAGES = {
    "explorer": ("metrics/?metric=revenue&by=region", "metrics/?metric=orders&by=region"),
    "alerts": ("metrics/alerts/", "metrics/alerts/?period=last-3-months"),
}
ANALYSES = ("portfolio", "lifetime_value", "survival")


class WithoutPandas(MetaPathFinder):
    """Says of pandas that it is not installed."""

    def find_spec(self, name: str, path: Any, target: Any = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--times", type=int, default=3)
    asked.add_argument("--profile", help="explorer, alerts or an analysis: where the work of the first one goes")
    asked.add_argument("--measure", help=argparse.SUPPRESS)
    chosen = asked.parse_args()
    if chosen.measure or chosen.profile:
        print(json.dumps(measured(chosen.measure or chosen.profile, profiled=bool(chosen.profile))))
        return
    if not (chosen.folder / "rapport.sqlite3").exists():
        chosen.folder.mkdir(parents=True, exist_ok=True)
        prepare(chosen.folder, **SIZES)
    static_files()
    began = time.perf_counter()
    report = extract(workspace().pk)
    took = time.perf_counter() - began
    print(f"{report.rows:,} rows brought to the lake in {took:.1f} s; {report.problems or 'well'}")
    ask("explorer")
    print(f"load {os.getloadavg()[0]:.1f}; seconds on the clock (own work)")
    for name in (*PAGES, *ANALYSES):
        runs = [apart(name) for _ in range(chosen.times)]
        shown = " | ".join(f"{what} {_median(runs, what, 0):.2f} ({_median(runs, what, 1):.2f})" for what in runs[0])
        print(f"{name}: {shown}")


def _median(runs: list[dict[str, list[float]]], what: str, kind: int) -> float:
    return statistics.median(run[what][kind] for run in runs)


def workspace() -> Workspace:
    return Workspace.objects.get()


def apart(name: str) -> dict[str, list[float]]:
    """Of what is kept nothing is left; then one process asks, and another one asks the same."""
    forget(workspace())
    first = ask(name)
    return first | {"new process": ask(name)["first"]} if name in PAGES else first


def forget(of: Workspace) -> None:
    """All that is kept of figures and answers; what the tables were found to be stays."""
    shutil.rmtree(lake_folder(of.pk) / PARTS, ignore_errors=True)
    MetricResult.objects.of(of).delete()


def ask(name: str) -> dict[str, list[float]]:
    command = [sys.executable, __file__, str(settings.DATA_FOLDER), "--measure", name]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1])


def measured(name: str, *, profiled: bool) -> dict[str, list[float]]:
    """The first time in this process; of a page also again, and another one."""
    of = workspace()
    acts = _page_acts(of, name) if name in PAGES else {"first": _analysis_act(of, name)}
    if profiled:
        forget(of)
        profile = cProfile.Profile()
        profile.runcall(acts["first"])
        pstats.Stats(profile, stream=sys.stderr).sort_stats("cumulative").print_stats(70)
    return {what: timed(act) for what, act in acts.items()}


def _page_acts(of: Workspace, name: str) -> dict[str, Callable[[], Any]]:
    sys.meta_path.insert(0, WithoutPandas())
    import_module("rapport.config.asgi")
    client = Client(headers={"host": "localhost"})
    client.force_login(Member.objects.of(of).get().user)
    page, other = (f"/w/{of.slug}/{path}" for path in PAGES[name])
    return {"first": _opening(client, page), "again": _opening(client, page), "another": _opening(client, other)}


def _opening(client: Client, address: str) -> Callable[[], Any]:
    def act() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)

    return act


def _analysis_act(of: Workspace, name: str) -> Callable[[], Any]:
    analysis = analysis_called(name)
    usual = {wish.name: wish.default for wish in analysis.wishes}
    asking = Asking(analysis, Subject.parse("everybody"), None, "last-12-months", usual)
    return lambda: work_out_analysis(of, asking)


def timed(act: Callable[[], Any]) -> list[float]:
    began, own = time.perf_counter(), time.process_time()
    act()
    return [time.perf_counter() - began, time.process_time() - own]


if __name__ == "__main__":
    call_command("migrate", verbosity=0) if "--measure" not in sys.argv else None
    main()
