"""What the measures of imports share: a file, a process of its own that takes it in, and each step with its time."""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def measured_apart(script: str, name: str, write: Callable[[Path], None], *told: str) -> dict[str, Any]:
    """What the script says of a file, in a process of its own, whose peak memory is the import's alone."""
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as folder:
        file = Path(folder) / name
        write(file)
        environment = {**os.environ, "RAPPORT_DATA": str(Path(folder) / "data"), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, script, "measure", *told, str(file)]
        answer = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    return dict(json.loads(answer.splitlines()[-1]))


def write_lines(file: Path, header: str, lines: Iterable[Sequence[str]]) -> None:
    """A CSV of that header and these lines."""
    with file.open("w", newline="", encoding="utf-8") as written:
        writer = csv.writer(written)
        writer.writerow(header.split(","))
        writer.writerows(lines)


def measure_import(file: Path, kind: str) -> None:
    """Check, import, import again and take back; print the measures as one line of JSON."""
    from bench.import_online_retail import open_house, owner, peak_mb, vendor

    idle = open_house()
    member = owner()
    told: dict[str, Any] = {"database": vendor()}
    told["check"], trial = timed(lambda: check(member, file, kind))
    told["peak_mb_over_idle_of_the_check"] = round(peak_mb() - idle)
    told["import"], first = timed(lambda: bring_in(member, file, kind))
    told |= {"rows": first.rows, "created": first.created, "refused": first.refused, "extra": first.extra}
    told["peak_mb_over_idle"] = round(peak_mb() - idle)
    told["check_was_exact"] = trial["created"] == first.created and trial["refused"] == first.refused
    told["same_file_again"], again = timed(lambda: bring_in(member, file, kind))
    told["changed_by_the_same_file"] = again.created + again.updated
    told["undo"], undone = timed(lambda: take_back(member, first))
    told |= {"removed": undone.removed, "kept": undone.kept, "peak_mb_over_idle_at_the_end": round(peak_mb() - idle)}
    print(json.dumps(told))


def timed(act: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    """How long it took on the clock and on the processor, and what it gave."""
    began, cpu = time.perf_counter(), time.process_time()
    answer = act()
    seconds = {"seconds": round(time.perf_counter() - began, 1), "cpu_seconds": round(time.process_time() - cpu, 1)}
    return seconds, answer


def received(member: Any, file: Path, kind: str) -> Any:
    """The file taken in, its columns matched."""
    from rapport.apps.exchange.operations import receive_file

    with file.open("rb") as content:
        blocks = iter(lambda: content.read(1 << 20), b"")
        return receive_file(member, name=file.name, content=blocks, kind=kind)


def check(member: Any, file: Path, kind: str) -> Any:
    """The dry run."""
    from rapport.apps.exchange.operations import discard_import, try_file

    source = received(member, file, kind)
    outcome = try_file(member, source, tell=lambda *_: None, stop=lambda: False)
    discard_import(member, source.pk)
    return outcome


def bring_in(member: Any, file: Path, kind: str) -> Any:
    """The import, as the command does it."""
    from rapport.apps.exchange.operations import begin_import, run_import

    source = begin_import(member, received(member, file, kind))
    return run_import(member, source, tell=lambda *_: None, stop=lambda: False)


def take_back(member: Any, source: Any) -> Any:
    """The undo, as the worker does it."""
    from rapport.apps.exchange.operations import run_undo, undo_import

    return run_undo(member, undo_import(member, source.pk), tell=lambda *_: None, stop=lambda: False)
