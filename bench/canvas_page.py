"""How fast a canvas answers, and how soon a change shows on it.

    python bench/canvas_page.py [--data FOLDER] [--requests 200]

The Online Retail orders are imported into FOLDER, or into a temporary one, unless they are there already. A canvas
with 63 notes is made for a segment of it. The page and its two live strips are asked for over loopback, one after the
other, from a web process with a worker beside it; the load generator runs on the same machine. Then orders are
recorded by another process, and the tiles are asked until they have changed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import import_online_retail as retail

PORT = 8931
NOTES_PER_SECTION = 7
WARM_UP = 10
CHANGES = 10
TIMEOUT = 30


def main() -> None:
    chosen = _arguments()
    folder = chosen.data or Path(tempfile.mkdtemp(prefix="rapport-bench-"))
    os.environ["RAPPORT_DATA"] = str(folder.resolve())
    os.environ["PYTHONPATH"] = str(retail.ROOT)
    sys.path.insert(0, str(retail.ROOT))
    retail.open_house()
    from rapport.cli import prepare

    prepare.static_files()
    _bring_in(folder)
    member, paths, segment = _scene()
    cookie = _cookie(member)
    processes = _start()
    try:
        for name, path in paths.items():
            _report(name, _times(path, cookie, chosen.requests))
        changes = [_until_it_shows(member, segment, paths["metric tiles"], cookie) for _ in range(CHANGES)]
        print(f"a change shows after: median {statistics.median(changes):.2f} s, worst {max(changes):.2f} s")
    finally:
        for process in processes:
            process.terminate()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--requests", type=int, default=200)
    return parser.parse_args()


def _bring_in(folder: Path) -> None:
    """The orders of the real file, unless a workspace is here already."""
    from rapport.apps.accounts.queries import every_slug

    if not every_slug():
        file = folder / "orders.csv"
        retail.write_csv(file)
        member = retail.owner()
        retail.import_file(member, file)
        retail.extract(member.workspace_id)


def _scene() -> tuple[object, dict[str, str], object]:
    from rapport.apps.accounts.queries import every_slug, first_owner_of
    from rapport.apps.canvas.blueprints import blueprints
    from rapport.apps.canvas.operations import add_notes, create_canvas
    from rapport.apps.customers.models import Segment
    from rapport.apps.customers.operations import create_segment

    member = first_owner_of(every_slug()[0])
    name = f"Bench {datetime.now(UTC):%H:%M:%S}"
    leaf = {"condition": "order_count", "operator": "at_least", "value": 1}
    segment = create_segment(member, name=name, rule={"all": [leaf]})
    canvas = create_canvas(member, title=name, segment_id=segment.pk)
    for section in blueprints.get("customer_relationship").sections:
        texts = [f"Note {number} about {section.title}" for number in range(NOTES_PER_SECTION)]
        add_notes(member, canvas.pk, section=section.key, texts=texts)
    assert isinstance(segment, Segment)
    base = f"/w/{member.workspace.slug}"
    figures = f"{base}/figures/segment:{segment.pk}"
    return (
        member,
        {
            "canvas page": f"{base}/canvases/{canvas.pk}",
            "metric tiles": f"{figures}/?period=last-12-months",
            "profile": f"{figures}/profile/",
        },
        segment,
    )


def _cookie(member: object) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(member.user)  # type: ignore[attr-defined]
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _start() -> list["subprocess.Popen[bytes]"]:
    options = ["--port", str(PORT), "--lifespan", "off", "--log-level", "warning", "--no-access-log"]
    web = subprocess.Popen([sys.executable, "-m", "uvicorn", "rapport.config.asgi:application", *options])
    worker = subprocess.Popen([sys.executable, "-m", "rapport", "work"])
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=2)
            break
        except OSError:
            time.sleep(0.1)
    return [web, worker]


def _get(path: str, cookie: str) -> str:
    request = urllib.request.Request(f"http://localhost:{PORT}{path}", headers={"Cookie": cookie})
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
        return str(answer.read().decode())


def _times(path: str, cookie: str, requests: int) -> list[float]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and "n = 0" in _get(path, cookie):
        time.sleep(0.5)
    for _ in range(WARM_UP):
        _get(path, cookie)
    found = []
    for _ in range(requests):
        begun = time.perf_counter()
        _get(path, cookie)
        found.append((time.perf_counter() - begun) * 1000)
    return found


def _report(name: str, times: list[float]) -> None:
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    print(f"{name}: median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms, worst {max(times):.0f} ms")


def _until_it_shows(member: object, segment: object, path: str, cookie: str) -> float:
    from rapport.apps.customers.queries.segments import segment_members
    from rapport.apps.sales.models import Order
    from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders

    before = _shown(path, cookie)
    customer = segment_members(member, segment).order_by("pk").first()  # type: ignore[arg-type]
    newest = Order.objects.of(member).order_by("-at").values_list("at", flat=True).first()
    line = LineFacts(sku="bench", quantity=Decimal(1000), unit_price=Decimal(100), description="A change")
    number = f"bench-{time.time_ns()}"
    begun = time.perf_counter()
    order = OrderFacts(number=number, at=newest, lines=[line], customer_id=customer.pk)
    record_orders(member, [order])  # type: ignore[arg-type]
    while _shown(path, cookie) == before:
        if time.perf_counter() - begun > TIMEOUT:
            raise TimeoutError("the change did not show")
        time.sleep(0.05)
    return time.perf_counter() - begun


def _shown(path: str, cookie: str) -> str:
    """The revenue on the tiles."""
    page = _get(path, cookie)
    begin = page.index("Revenue")
    return page[begin : begin + 700].split("Updated")[0]


if __name__ == "__main__":
    main()
