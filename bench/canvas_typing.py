"""How quickly a full board takes what is typed, and how soon twenty people see what one of them does.

    python bench/canvas_typing.py [--people 20] [--changes 20] [--keys 200]

A fresh data folder with one canvas of 200 notes in its nine sections, one web process with the worker beside it.
First a real Chromium opens the board with nothing in its cache: how long from the begin of the navigation until a
first letter stands in a new note; then letters are typed one by one, each measured from the key press until the next
frame is painted. Then that many members each hold a real live stream, as their browsers do; another one moves a note,
again and again, and everybody fetches what changed as the page does: measured until the last of them has it. Last, one
of them has the board open in Chromium as well: measured until the change stands on that page. The machine that
measures is the machine that is measured.
"""

import argparse
import http.client
import json
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
import uuid

import import_online_retail as retail
from canvas_page import PORT, _cookie, _start

NOTES = 200
SECTIONS = 9


def main() -> None:
    chosen = _arguments()
    os.environ["RAPPORT_DATA"] = tempfile.mkdtemp(prefix="rapport-bench-")
    os.environ["PYTHONPATH"] = str(retail.ROOT)
    sys.path.insert(0, str(retail.ROOT))
    retail.open_house()
    from rapport.cli import prepare

    prepare.static_files()
    members, canvas_id, note_ids = _scene(chosen.people + 1)
    cookies = [_cookie(member) for member in members]
    processes = _start()
    path = f"/w/{members[0].workspace.slug}/canvases/{canvas_id}"
    print(f"load before: {os.getloadavg()[0]:.1f}")
    try:
        _typing(path, cookies[0], chosen.keys)
        _together(path, cookies, note_ids, chosen.changes)
    finally:
        for process in processes:
            process.terminate()
    print(f"load after: {os.getloadavg()[0]:.1f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--changes", type=int, default=20)
    parser.add_argument("--keys", type=int, default=200)
    return parser.parse_args()


def _scene(people: int) -> tuple[list, int, list[str]]:  # type: ignore[type-arg]
    """A workspace of that many editors, and a canvas of 200 notes."""
    from rapport.apps.accounts.models import Member, User
    from rapport.apps.canvas.operations import add_notes, create_canvas

    owner = retail.owner()
    users = [User.objects.create(email=f"person{n}@bench.example", name=f"Person {n}") for n in range(people - 1)]
    others = [Member.objects.create(workspace=owner.workspace, user=user, role="editor") for user in users]
    canvas = create_canvas(owner, title="Bench")
    made: list[str] = []
    for number, section in enumerate(canvas.blueprint.sections):
        count = NOTES // SECTIONS + (number < NOTES % SECTIONS)
        texts = [f"{section.title} {n}: what somebody said about it, in a few words of their own" for n in range(count)]
        made += [str(note.pk) for note in add_notes(owner, canvas.pk, section=section.key, texts=texts)]
    return [owner, *others], canvas.pk, made


LAGS = """
() => {
    window.lags = [];
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    addEventListener("keydown", () => {
        const began = performance.now();
        painted().then(() => window.lags.push(performance.now() - began));
    }, true);
}
"""


def _typing(path: str, cookie: str, keys: int) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        firsts = [_first_keystroke(browser, path, cookie) for _ in range(10)]
        _report("first letter stands after opening, empty cache", firsts)
        page = _opened(browser, path, cookie)
        _begin_note(page)
        again = [_again(page) for _ in range(10)]
        _report("first letter stands after opening again", again)
        page.evaluate(LAGS)
        for number in range(keys):
            page.keyboard.press("abcdefghij klmnop"[number % 17])
            page.wait_for_timeout(15)
        _report("key press to painted frame", page.evaluate("window.lags"))
        browser.close()


def _opened(browser, path: str, cookie: str):  # type: ignore[no-untyped-def]
    name, _, value = cookie.partition("=")
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    context.add_cookies([{"name": name, "value": value, "url": f"http://localhost:{PORT}"}])
    page = context.new_page()
    page.goto(f"http://localhost:{PORT}{path}", wait_until="commit")
    return page


def _begin_note(page) -> None:  # type: ignore[no-untyped-def]
    page.wait_for_function("() => customElements.get('canvas-board') && document.querySelector('#section-needs')")
    page.locator("#section-needs").focus()
    page.keyboard.press("n")
    page.keyboard.press("x")
    page.wait_for_function("document.querySelector('note-composer textarea')?.value === 'x'")


def _first_keystroke(browser, path: str, cookie: str) -> float:  # type: ignore[no-untyped-def]
    """From the begin of the navigation, as the page's own clock has it."""
    page = _opened(browser, path, cookie)
    _begin_note(page)
    took = float(page.evaluate("performance.now()"))
    page.context.close()
    return took


def _again(page) -> float:  # type: ignore[no-untyped-def]
    """The same with what the browser has kept of scripts and styles."""
    page.keyboard.press("Escape")
    page.goto(page.url, wait_until="commit")
    _begin_note(page)
    return float(page.evaluate("performance.now()"))


class Person(threading.Thread):
    """One member's browser without its window: a live stream, and a fetch of what changed whenever it says so."""

    def __init__(self, path: str, cookie: str) -> None:
        super().__init__(daemon=True)
        self.path, self.cookie = path, cookie
        self.canvas = path.rsplit("/", 1)[1]
        self.sequence = 0
        self.has = threading.Condition()
        self.ready = threading.Event()

    def run(self) -> None:
        self._look()
        workspace = self.path.rsplit("/canvases", 1)[0]
        stream = http.client.HTTPConnection("localhost", PORT, timeout=60)
        headers = {"Cookie": self.cookie, "Accept": "text/event-stream"}
        stream.request("GET", f"{workspace}/live", headers=headers)
        answer = stream.getresponse()
        assert answer.status == 200, answer.status
        self.ready.set()
        while line := answer.fp.readline():
            if line.startswith(b"data:") and json.loads(line[5:]).get("topic") == f"canvas:{self.canvas}":
                self._look()

    def _look(self) -> None:
        told = _get(f"{self.path}/changes?since={self.sequence}", self.cookie)
        with self.has:
            self.sequence = told["sequence"]
            self.has.notify_all()

    def wait_for(self, sequence: int, seconds: float = 30) -> float:
        """The moment at which this person has what stands at a place in the log."""
        with self.has:
            if not self.has.wait_for(lambda: self.sequence >= sequence, seconds):
                raise TimeoutError("the change did not arrive")
        return time.perf_counter()


def _together(path: str, cookies: list[str], note_ids: list[str], changes: int) -> None:
    from playwright.sync_api import sync_playwright

    *watchers, writer = cookies
    people = [Person(path, cookie) for cookie in watchers]
    for person in people:
        person.start()
    for person in people:
        person.ready.wait(30)
    token = _token(path, writer)
    arrived = [_until_all(people, path, writer, token, note_ids[number]) for number in range(changes)]
    _report(f"a change is with all {len(people)} people", arrived)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        page = _opened(browser, path, cookies[0])
        page.wait_for_function("document.querySelector('live-stream')?.dataset.state === 'live'")
        shown = [_until_shown(page, path, writer, token, note_ids[-number - 1], number) for number in range(changes)]
        _report("… and stands on the page of one of them", shown)
        browser.close()


def _until_all(people: list[Person], path: str, cookie: str, token: str, note: str) -> float:
    began = time.perf_counter()
    sequence = _send(path, cookie, token, {"do": "move", "note": note, "section": "actions", "below": "end"})
    last = max(person.wait_for(sequence) for person in people)
    time.sleep(0.3)
    return (last - began) * 1000


def _until_shown(page, path: str, cookie: str, token: str, note: str, number: int) -> float:  # type: ignore[no-untyped-def]
    text = f"Said anew {number} {time.time_ns()}"
    began = time.perf_counter()
    _send(path, cookie, token, {"do": "edit", "note": note, "text": text})
    page.wait_for_function(
        "([id, text]) => document.querySelector(`#text-${id}`)?.textContent === text", arg=[note, text], polling=5
    )
    took = (time.perf_counter() - began) * 1000
    page.wait_for_timeout(300)
    return took


def _send(path: str, cookie: str, token: str, step: dict[str, object]) -> int:
    body = json.dumps({"gesture": {"key": str(uuid.uuid4()), "steps": [step]}})
    headers = {
        "Cookie": f"{cookie}; csrftoken={token}",
        "X-CSRFToken": token,
        "Content-Type": "application/json",
        "Accept": "application/json",
    }
    answer = _ask("POST", f"{path}/gestures", headers, body)
    return int(answer["sequence"])


def _get(path: str, cookie: str) -> dict:  # type: ignore[type-arg]
    return _ask("GET", path, {"Cookie": cookie, "Accept": "application/json"})


def _ask(method: str, path: str, headers: dict[str, str], body: str | None = None) -> dict:  # type: ignore[type-arg]
    connection = http.client.HTTPConnection("localhost", PORT, timeout=30)
    connection.request(method, path, body=body, headers=headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{method} {path}: {answer.status} {text[:200]!r}")
    return dict(json.loads(text))


def _token(path: str, cookie: str) -> str:
    """The token that the board hands to its scripts."""
    connection = http.client.HTTPConnection("localhost", PORT, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    for value in answer.headers.get_all("Set-Cookie") or []:
        if value.startswith("csrftoken="):
            return value.split("=", 1)[1].split(";")[0]
    raise RuntimeError("the board sets no token")


def _chromium() -> str:
    return shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"


def _report(name: str, times: list[float]) -> None:
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    middle = statistics.median(times)
    print(f"{name}: median {middle:.0f} ms, p95 {p95:.0f} ms, worst {max(times):.0f} ms ({len(times)} times)")


if __name__ == "__main__":
    main()
