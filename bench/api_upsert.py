"""How many customers a second come in through the interface (C40): python bench/api_upsert.py [ROWS]

Starts a fresh house in a temporary folder (on SQLite, or on the empty database at RAPPORT_DATABASE_URL) with a real web
process, sends 500 customers a request over one connection to the bulk address, sends the same again, then the same with
another city, and prints what it measured.
"""

import http.client
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
ROWS = 20_000
AT_ONCE = 500
PORT = 8931


def main() -> None:
    """Measure against a process of its own."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as folder:
        os.environ["RAPPORT_DATA"] = folder
        secret = prepare()
        from bench.import_online_retail import circumstances

        web = serve()
        try:
            measured = measure(secret, rows)
        finally:
            web.terminate()
            web.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = {"CPU of the web process": round(used.ru_utime + used.ru_stime, 1)}
    print(json.dumps({**circumstances(), "rows": rows, **measured, **spent}, indent=2))


def prepare() -> str:
    """A workspace with an owner and a token; returns the token."""
    import rapport.config  # noqa: F401  brings the newer SQLite

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from rapport.apps.accounts.operations import create_token, first_start

    call_command("migrate", verbosity=0)
    owner = first_start(
        email="bench@rapport.example",
        password="quiet-harbour-42",
        user_name="Bench",
        workspace_name="Bench",
        currency="EUR",
        time_zone="UTC",
    )
    return create_token(owner, name="Bench")[1]


def serve() -> "subprocess.Popen[bytes]":
    """A web process; returns it once it answers."""
    options = ["--port", str(PORT), "--lifespan", "off", "--log-level", "warning"]
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "rapport.config.asgi:application", *options],
        env={**os.environ, "RAPPORT_API_REQUESTS": "1000000", "PYTHONPATH": str(ROOT)},
    )
    for _ in range(300):
        try:
            ask("GET", "/healthz", "")
            return process
        except (OSError, SystemExit, http.client.HTTPException):
            CONNECTION.close()
            time.sleep(0.1)
    process.kill()
    raise SystemExit("the web process does not answer")


def measure(secret: str, rows: int) -> dict[str, Any]:
    """Rows a second: new ones, the same again, changed ones."""
    chance = random.Random(20260)
    parts = [[customer(start + number, chance) for number in range(AT_ONCE)] for start in range(0, rows, AT_ONCE)]
    found: dict[str, Any] = {}
    for name, change in (("new", {}), ("the same again", {}), ("changed", {"city": "Vigo"})):
        sent = [json.dumps({"customers": [{**one, **change} for one in part]}) for part in parts]
        started, told = time.perf_counter(), {"created": 0, "updated": 0, "unchanged": 0, "refused": 0}
        for body in sent:
            said = json.loads(ask("POST", "/api/v1/customers/bulk", secret, body))
            told = {state: told[state] + said[state] for state in told}
        seconds = time.perf_counter() - started
        found[name] = {**told, "seconds": round(seconds, 2), "rows a second": round(rows / seconds)}
    return found


def customer(number: int, chance: random.Random) -> dict[str, Any]:
    """Somebody with everything a shop knows."""
    return {
        "name": f"Person {number}",
        "external_id": f"c-{number}",
        "email": f"person{number}@mail.example",
        "phone": f"+34 6{chance.randint(10_000_000, 99_999_999)}",
        "city": f"City {number % 313}",
        "postal_code": f"{number % 90_000:05d}",
        "birth_date": f"19{chance.randint(40, 99)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}",
        "tags": ["shop"],
    }


CONNECTION = http.client.HTTPConnection("127.0.0.1", PORT)


def ask(method: str, path: str, secret: str, body: str = "") -> bytes:
    """The answer, over the one connection."""
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    CONNECTION.request(method, path, body, headers)
    answer = CONNECTION.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{answer.status}: {content[:500]!r}")
    return content


if __name__ == "__main__":
    main()
