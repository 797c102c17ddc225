"""Canvases side by side: which notes are the same, and what differs, in words."""

import doctest
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import add_notes, create_canvas, delete_note, edit_note, move_note
from rapport.apps.canvas.operations.scenarios import make_scenario
from rapport.apps.canvas.operations.versions import name_version
from rapport.apps.canvas.queries.comparing import Comparison, columns, comparison_of, matching, words_asked
from rapport.apps.canvas.queries.comparing.matching import Placed, matched
from rapport.apps.canvas.queries.past import StillNote
from rapport.kernel.errors import Missing, Refused


def note(text: str, key: str = "", section: str = "needs") -> Placed:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    still = StillNote(key or text, section, "a", text, "claim", "", None, (), None, at)
    return Placed(key or text, section, still)


def marks(comparison: Comparison) -> dict[str, str]:
    """The mark of every row by the text in its first column that has it."""
    return {
        "".join(piece.text for piece in next(cell for cell in row.cells if cell.is_there).pieces): row.mark
        for section in comparison.sections
        for row in section.all_rows
    }


@pytest.fixture
def other(mara: Member) -> Canvas:
    """A canvas for everybody, with one pain that reads nearly like the price."""
    canvas = create_canvas(mara, title="Everybody")
    add_notes(mara, canvas.pk, section="pains", texts=["Price is too high!", "Late delivery"])
    return canvas


@pytest.mark.parametrize("module", [columns, matching], ids=["columns", "matching"])
def test_the_worked_examples_are_right(module) -> None:
    assert doctest.testmod(module).failed == 0
    assert doctest.testmod(module).attempted


def test_notes_of_one_origin_are_the_same_however_they_read_now() -> None:
    [row] = matched([[note("Speed", "1")], [note("Everything at once", "1")]])

    assert row.says == "changed"


def test_other_notes_are_paired_by_their_words_within_a_section() -> None:
    rows = matched([
        [note("The price is too high"), note("Speed")],
        [note("speed "), note("Price is too high!"), note("Speed", "x", section="pains")],
    ])  # fmt: skip

    assert [(row.present[0].note.text, row.says) for row in rows] == [
        ("The price is too high", "changed"), ("Speed", "same"), ("Speed", "only"),
    ]  # fmt: skip


def test_a_note_is_paired_with_the_one_most_like_it_and_only_once() -> None:
    rows = matched(
        [[note("fast delivery to Spain")], [note("fast delivery to Spain now"), note("fast delivery to spain")]]
    )

    assert [row.says for row in rows] == ["same", "only"]
    assert rows[1].present[0].note.text == "fast delivery to Spain now"


def test_a_note_that_moved_is_changed() -> None:
    [row] = matched([[note("Speed", "1")], [note("Speed", "1", section="pains")]])

    assert row.says == "changed"


def test_notes_are_marked_and_told_in_words(mara: Member, board: Canvas, price: Note, other: Canvas) -> None:
    add_notes(mara, board.pk, section="needs", texts=["Advice"])

    comparison = comparison_of(mara, board.pk, [str(board.pk), str(other.pk)])

    assert marks(comparison) == {
        "The price is too high": "changed",
        "Advice": "only here",
        "Late delivery": "only here",
    }
    assert comparison.against[0].lines == ["Needs and wants: −1", "Pain points: +1, 1 reworded"]


def test_the_same_canvas_at_a_version_tells_what_was_moved(mara: Member, board: Canvas, price: Note) -> None:
    begun = name_version(mara, board.pk, "Begun")
    add_notes(mara, board.pk, section="pains", texts=["one", "two"])
    move_note(mara, board.pk, price.pk, section="needs")

    comparison = comparison_of(mara, board.pk, [f"{board.pk}@version-{begun.pk}", str(board.pk)])

    assert comparison.against[0].lines == ["Needs and wants: 1 moved from Pain points", "Pain points: +2"]
    assert comparison.columns[0].title == "Close to young women · Begun"


def test_the_same_canvas_on_two_days(mara: Member) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False):
        canvas = create_canvas(mara, title="Spring")
        [first] = add_notes(mara, canvas.pk, section="needs", texts=["first"])
    with time_machine.travel(datetime(2026, 3, 5, 9, tzinfo=UTC), tick=False):
        delete_note(mara, canvas.pk, first.pk)
        add_notes(mara, canvas.pk, section="needs", texts=["second"])

    with time_machine.travel(datetime(2026, 3, 20, tzinfo=UTC), tick=False):
        comparison = comparison_of(mara, canvas.pk, [f"{canvas.pk}@2026-03-02", f"{canvas.pk}@2026-03-06"])

    assert comparison.against[0].lines == ["Needs and wants: +1, −1"]
    assert [column.period for column in comparison.columns] == [
        "last-12-months@2026-03-02", "last-12-months@2026-03-06",
    ]  # fmt: skip


def test_a_scenario_is_compared_note_by_note_with_its_origin(mara: Member, board: Canvas, price: Note) -> None:
    scenario = make_scenario(mara, board.pk, "Warmer")
    copy = Note.objects.of(board).get(canvas=scenario)
    edit_note(mara, scenario.pk, copy.pk, "Nobody answers the telephone")

    comparison = comparison_of(mara, board.pk, [str(board.pk), str(scenario.pk)])

    assert comparison.against[0].lines == ["Pain points: 1 reworded"]
    assert {cell.is_same for row in comparison.figures for cell in row.cells[1:]} == {True}


def test_with_three_columns_a_note_says_where_it_is_missing(
    mara: Member, board: Canvas, price: Note, other: Canvas
) -> None:
    empty = create_canvas(mara, title="Empty")

    comparison = comparison_of(mara, board.pk, [str(board.pk), str(other.pk), str(empty.pk)])

    assert marks(comparison)["The price is too high"] == "changed, not in C"


def test_differences_alone_leave_out_what_is_the_same(mara: Member, board: Canvas, price: Note) -> None:
    scenario = make_scenario(mara, board.pk, "Warmer")
    add_notes(mara, scenario.pk, section="needs", texts=["new"])

    comparison = comparison_of(mara, board.pk, [str(board.pk), str(scenario.pk)], only_differences=True)

    assert marks(comparison) == {"new": "only here"}


def test_five_are_too_many_and_a_strange_one_is_missing(mara: Member, otto: Member, board: Canvas) -> None:
    days = [f"{board.pk}@2026-01-0{day}" for day in range(1, 6)]
    foreign = create_canvas(otto, title="Hidden")

    with pytest.raises(Refused, match="At most 4"):
        comparison_of(mara, board.pk, days)
    for word in (str(foreign.pk), "x", "", "7@@", f"{board.pk}@version-9", "9" * 30):
        with pytest.raises(Missing):
            comparison_of(mara, board.pk, [str(board.pk), word])


def test_private_notes_of_others_take_no_part(mara: Member, edi: Member, board: Canvas, other: Canvas) -> None:
    from rapport.apps.canvas.operations.log import perform

    [own] = add_notes(edi, board.pk, section="needs", texts=["a secret"])
    perform(edi, board.pk, "note.hidden", lambda desk: desk.set(desk.note(own.pk), "note.hidden", "is_private", True))

    assert "a secret" not in marks(comparison_of(mara, board.pk, [str(board.pk), str(other.pk)]))


def test_the_address_of_a_comparison_can_be_sent(
    client: Client, vic: Member, board: Canvas, price: Note, other: Canvas
) -> None:
    client.force_login(vic.user)

    page = client.get(
        reverse("canvas:compare", args=[vic.workspace.slug, board.pk]), {"of": [board.pk, other.pk], "on": ["", ""]}
    ).content.decode()

    assert "Pain points: +1, 1 reworded" in page
    assert "Show as a table" in page


def test_alone_the_page_asks_what_to_compare_with(client: Client, vic: Member, board: Canvas) -> None:
    client.force_login(vic.user)

    page = client.get(reverse("canvas:compare", args=[vic.workspace.slug, board.pk])).content.decode()

    assert "Choose what to compare with" in page
    assert words_asked(board.pk, [], []) == [str(board.pk)]


def test_notes_of_two_scenarios_are_matched_by_their_origin(mara: Member, board: Canvas, price: Note) -> None:
    one, other = (make_scenario(mara, board.pk, title) for title in ("One", "Other"))
    [copy] = Note.objects.of(board).filter(canvas=other)
    edit_note(mara, other.pk, copy.pk, "Something else altogether")

    [against] = comparison_of(mara, one.pk, [str(one.pk), str(other.pk)]).against

    assert against.lines == ["Pain points: 1 reworded"]
