"""The canvas's logic without a document, imported and asserted inside Chromium."""

from typing import Any

import pytest
from playwright.sync_api import Page


@pytest.fixture
def run(page: Page, served: str) -> Any:
    """`run(module, code, argument)` runs code with the module's exports as `m` and the argument as `a`."""
    page.goto(f"{served}/styleguide")

    def evaluate(module: str, code: str, argument: object = None) -> Any:
        return page.evaluate(
            f"async (a) => {{ const m = await import('rapport/canvas/models/{module}'); {code} }}", argument
        )

    return evaluate


def test_ids_of_the_browser_are_version_7_and_sort_as_they_were_made(run: Any) -> None:
    ids = run("ids", "return Array.from({length: 500}, () => m.newId(1_700_000_000_000))")

    assert ids == sorted(set(ids))
    assert all(one[14] == "7" and one[19] in "89ab" and len(one) == 36 for one in ids)


@pytest.mark.parametrize(
    ("pasted", "lines"),
    [
        ("one\ntwo\r\nthree", ["one", "two", "three"]),
        (
            "- one\n* two\n• three\n1. four\n2) five\n[ ] six\n- [x] seven",
            ["one", "two", "three", "four", "five", "six", "seven"],
        ),
        ("\n\n  one  \n\n", ["one"]),
        ("3 of 4 customers\n-5 degrees", ["3 of 4 customers", "-5 degrees"]),
    ],
)
def test_a_pasted_list_is_read_line_by_line_without_its_marks(run: Any, pasted: str, lines: list[str]) -> None:
    assert run("lines", "return m.linesOf(a)", pasted) == lines


def test_one_pasted_line_is_an_ordinary_paste(run: Any) -> None:
    assert run("lines", "return m.notesOfPaste(a)", "only one line\n") is None


def test_a_list_pasted_into_a_draft_continues_it(run: Any) -> None:
    assert run("lines", "return m.notesOfPaste('a\\nb', 'before', 'after')") == ["before a", "b", "after"]


@pytest.mark.parametrize(
    ("event", "meaning"),
    [
        ({"key": "Enter"}, "next"),
        ({"key": "Enter", "shiftKey": True}, ""),
        ({"key": "Enter", "ctrlKey": True}, "stay"),
        ({"key": "Enter", "metaKey": True}, "stay"),
        ({"key": "Enter", "isComposing": True}, ""),
        ({"key": "Escape"}, "cancel"),
        ({"key": "Tab"}, ""),
        ({"key": "n"}, ""),
    ],
)
def test_what_keys_mean_while_writing(run: Any, event: dict[str, object], meaning: str) -> None:
    assert run("writing", "return m.meaningOf(a)", event) == meaning


ONE_COLUMN = """
const note = (id, top) => ({ id, box: { left: 10, right: 90, top, bottom: top + 20 } });
const notes = [note("a", 20), note("b", 50), note("c", 80)];
const list = { left: 10, right: 90, top: 20, bottom: 100 };
const sections = [
  { key: "needs", box: { left: 0, right: 100, top: 0, bottom: 120 }, list, notes },
  {
    key: "pains", box: { left: 110, right: 200, top: 0, bottom: 120 },
    list: { left: 120, right: 190, top: 20, bottom: 20 }, notes: [],
  },
];
return a.map(([x, y]) => m.placeAt({ x, y }, sections, "b")).map((place) => place && [place.section, place.below]);
"""


def test_a_dragged_note_lands_between_the_notes_it_is_held_between(run: Any) -> None:
    points = [[50, 5], [50, 35], [50, 75], [50, 110], [150, 60], [300, 60]]

    places = run("placing", ONE_COLUMN, points)

    assert places == [["needs", None], ["needs", "a"], ["needs", "a"], ["needs", "c"], ["pains", None], None]


TWO_COLUMNS = """
const note = (id, left, top) => ({ id, box: { left, right: left + 40, top, bottom: top + 20 } });
const notes = [note("a", 0, 0), note("b", 50, 0), note("c", 0, 30), note("d", 50, 30)];
const section = { key: "journey", box: { left: 0, right: 100, top: 0, bottom: 100 }, list: {}, notes };
return a.map(([x, y]) => m.placeAt({ x, y }, [section], "z").below);
"""


def test_in_two_columns_notes_are_placed_along_the_row(run: Any) -> None:
    points = [[5, 10], [35, 10], [45, 10], [85, 10], [5, 40], [35, 40], [90, 40], [50, 90]]

    assert run("placing", TWO_COLUMNS, points) == [None, "a", "a", "b", "b", "c", "d", "d"]


OUTBOX = """
const stored = new Map();
const storage = {
  get length() { return stored.size; },
  key: (index) => [...stored.keys()][index],
  getItem: (name) => stored.get(name) ?? null,
  setItem: (name, value) => stored.set(name, value),
  removeItem: (name) => stored.delete(name),
};
const said = [], sent = [], refused = [], pauses = [];
let answer = async () => ({});
let again = null;
const make = () => new m.Outbox({
  prefix: "p.", storage,
  send: async (gesture) => { sent.push(gesture.key); return answer(gesture); },
  answered: () => {}, refused: (refusal) => refused.push(refusal.message),
  state: (state) => said.push(state), later: (act, pause) => { pauses.push(pause); again = act; return 0; },
});
const outbox = make();
"""


def test_a_gesture_is_stored_until_the_server_has_answered(run: Any) -> None:
    code = (
        OUTBOX
        + """
    let release; answer = () => new Promise((done) => (release = done));
    const saving = outbox.put({ key: "1" });
    const during = [...stored.keys()];
    release({}); await saving;
    return { during, after: [...stored.keys()], said };
    """
    )

    assert run("outbox", code) == {"during": ["p.1"], "after": [], "said": ["saving", "saved"]}


def test_what_could_not_be_sent_is_said_kept_and_sent_in_order_by_the_next_page(run: Any) -> None:
    code = (
        OUTBOX
        + """
    answer = async () => { throw new Error("cut"); };
    await outbox.put({ key: "1" }); await outbox.put({ key: "2" });
    const cut = [...said], kept = [...stored.keys()];
    answer = async () => ({}); sent.length = 0;
    const next = make(); next.restore(); await next.pump();
    return { last: cut.at(-1), kept, sent, left: stored.size, end: said.at(-1) };
    """
    )

    assert run("outbox", code) == {
        "last": "waiting",
        "kept": ["p.1", "p.2"],
        "sent": ["1", "2"],
        "left": 0,
        "end": "saved",
    }


def test_it_tries_again_with_longer_pauses_until_it_is_through(run: Any) -> None:
    code = (
        OUTBOX
        + """
    answer = async () => { throw new Error("cut"); };
    await outbox.put({ key: "1" });
    for (let turn = 0; turn < 6; turn++) await again();
    answer = async () => ({}); await again();
    return { pauses, end: said.at(-1) };
    """
    )

    assert run("outbox", code) == {"pauses": [1000, 2000, 4000, 8000, 15000, 15000, 15000], "end": "saved"}


def test_what_the_server_refuses_is_not_sent_again_and_does_not_stop_the_rest(run: Any) -> None:
    code = (
        OUTBOX
        + """
    answer = async (gesture) => { if (gesture.key === "1") throw new m.Refusal("No such section."); return {}; };
    await outbox.put({ key: "1" }); await outbox.put({ key: "2" });
    return { sent, refused, left: stored.size, end: said.at(-1) };
    """
    )

    assert run("outbox", code) == {"sent": ["1", "2"], "refused": ["No such section."], "left": 0, "end": "saved"}


def test_who_is_signed_out_is_told_so_and_loses_nothing(run: Any) -> None:
    code = (
        OUTBOX
        + """
    answer = async () => { throw new m.SignedOut(); };
    await outbox.put({ key: "1" });
    return { said: said.at(-1), kept: stored.size };
    """
    )

    assert run("outbox", code) == {"said": "signed-out", "kept": 1}


def test_full_storage_keeps_the_gesture_as_long_as_the_page_lives(run: Any) -> None:
    code = (
        OUTBOX
        + """
    storage.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
    answer = async () => { throw new Error("cut"); };
    await outbox.put({ key: "1" });
    answer = async () => ({}); sent.length = 0; await again();
    return { sent, end: said.at(-1) };
    """
    )

    assert run("outbox", code) == {"sent": ["1"], "end": "saved"}
