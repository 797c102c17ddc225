"""Looking back: what was on a canvas at a moment, and what changed between two."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import (
    add_evidence,
    add_notes,
    change_note,
    create_canvas,
    delete_note,
    edit_note,
    move_note,
    rename_canvas,
)
from rapport.apps.canvas.operations.log import perform
from rapport.apps.canvas.operations.versions import name_version
from rapport.apps.canvas.queries import canvas_of
from rapport.apps.canvas.queries.past import (
    NOW,
    Difference,
    difference_between,
    moment_of,
    past_of,
    still_at,
    versions_of,
)
from rapport.apps.canvas.queries.past.note_changes import NoteChange
from rapport.apps.canvas.queries.past.timeline import timeline_of
from rapport.apps.canvas.queries.past.word_pieces import word_pieces
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing


def since(member: Member, canvas: Canvas, word: str) -> Difference:
    """What changed on the canvas since a moment."""
    found = canvas_of(member, canvas.pk)
    return difference_between(member, found, moment_of(member, found, word), moment_of(member, found, NOW))


def only(difference: Difference) -> NoteChange:
    [section] = difference.sections
    [change] = section.changes
    return change


@pytest.fixture
def begun(mara: Member, board: Canvas, price: Note) -> str:
    """The address word of the canvas with one pain, “The price is too high”, and three needs."""
    add_notes(mara, board.pk, section="needs", texts=["advice", "speed", "trust"])
    return f"version-{name_version(mara, board.pk, 'Begun').pk}"


def named(board: Canvas, text: str) -> Note:
    found: Note = Note.objects.of(board).get(text=text)
    return found


def test_changes_are_told_in_words_by_section(mara: Member, board: Canvas, price: Note, begun: str) -> None:
    add_notes(mara, board.pk, section="pains", texts=["It breaks", "It is late"])
    delete_note(mara, board.pk, price.pk)
    move_note(mara, board.pk, named(board, "speed").pk, section="pains")
    edit_note(mara, board.pk, named(board, "trust").pk, "trust in repairs")

    words = since(mara, board, begun).words

    assert words == ["Needs and wants: 1 reworded", "Pain points: +2, −1, 1 moved from Needs and wants"]


def test_a_new_text_is_told_word_by_word(mara: Member, board: Canvas, price: Note, begun: str) -> None:
    edit_note(mara, board.pk, price.pk, "The price is much too high for students")

    pieces = only(since(mara, board, begun)).pieces

    assert [(piece.says, piece.text) for piece in pieces] == [
        ("same", "The price is "), ("new", "much "), ("same", "too high"), ("new", " for students"),
    ]  # fmt: skip
    assert "".join(piece.text for piece in pieces if piece.says != "new") == "The price is too high"


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "a b"), ("a b", ""), ("a  b\nc", "a b c"), ("日本 語", "日本"), ("x " * 3000, "y " * 3000)],
)
def test_word_pieces_give_both_texts_back(before: str, after: str) -> None:
    pieces = word_pieces(before, after)

    assert "".join(piece.text for piece in pieces if piece.says != "new") == before
    assert "".join(piece.text for piece in pieces if piece.says != "gone") == after


def test_new_evidence_is_a_change_of_its_note(mara: Member, board: Canvas, price: Note, begun: str) -> None:
    settings = {"source": "Interview with Rosa", "said_on": ""}
    add_evidence(mara, board.pk, price.pk, kind="quotation", settings=settings, direction="supports", quote="Dear")

    change = only(since(mara, board, begun))

    assert change.remarks == ["1 piece of evidence added"]
    assert change.evidence_added[0].quote == "Dear"


def test_another_importance_is_a_change_and_another_place_in_the_section_is_none(
    mara: Member, board: Canvas, price: Note, begun: str
) -> None:
    move_note(mara, board.pk, named(board, "trust").pk, section="needs", below=None)
    change_note(mara, board.pk, price.pk, kind="claim", hue="", importance=5)

    assert only(since(mara, board, begun)).remarks == ["weight from none to 5"]


def test_a_new_title_is_told(mara: Member, board: Canvas, begun: str) -> None:
    rename_canvas(mara, board.pk, "Closer")

    assert since(mara, board, begun).words == ["Title: 1 changed"]


def test_where_nothing_changed_nothing_is_told(mara: Member, board: Canvas, begun: str) -> None:
    assert since(mara, board, begun).is_empty


def test_a_day_shows_the_canvas_as_it_was_when_the_day_ended(mara: Member) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False):
        canvas = create_canvas(mara, title="Spring")
        add_notes(mara, canvas.pk, section="needs", texts=["first"])
    with time_machine.travel(datetime(2026, 3, 1, 22, 30, tzinfo=UTC), tick=False):
        add_notes(mara, canvas.pk, section="needs", texts=["before midnight in Madrid"])
    with time_machine.travel(datetime(2026, 3, 1, 23, 30, tzinfo=UTC), tick=False):
        add_notes(mara, canvas.pk, section="needs", texts=["after midnight in Madrid"])

    with time_machine.travel(datetime(2026, 3, 20, tzinfo=UTC), tick=False):
        past = past_of(mara, canvas.pk, "2026-03-01")

    assert [note.text for note in past.still.notes.values()] == ["first", "before midnight in Madrid"]
    assert past.period == "last-12-months@2026-03-01"
    assert past.since.words == ["Needs and wants: +1"]


def test_a_day_before_the_canvas_is_its_first_day_and_a_day_to_come_is_now(mara: Member) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False):
        canvas = create_canvas(mara, title="Spring")

    with time_machine.travel(datetime(2026, 3, 20, tzinfo=UTC), tick=False):
        assert moment_of(mara, canvas, "2020-01-01").day == date(2026, 3, 1)
        assert moment_of(mara, canvas, "2099-01-01").is_now


@pytest.mark.parametrize("word", ["yesterday", "version-0", "2026-13-01", "version-"])
def test_a_moment_nobody_knows_is_missing(mara: Member, board: Canvas, word: str) -> None:
    with pytest.raises(Missing):
        moment_of(mara, board, word)


def test_the_version_of_another_canvas_is_missing(mara: Member, begun: str) -> None:
    with pytest.raises(Missing):
        moment_of(mara, create_canvas(mara, title="Other"), begun)


def test_the_line_of_days_marks_those_with_changes(mara: Member) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 8, tzinfo=UTC), tick=False):
        canvas = create_canvas(mara, title="Spring")
    for day in (1, 5, 11):
        with time_machine.travel(datetime(2026, 3, day, 9, tzinfo=UTC), tick=False):
            add_notes(mara, canvas.pk, section="needs", texts=["one"] * day)

    with time_machine.travel(datetime(2026, 3, 21, 9, tzinfo=UTC), tick=False):
        line = timeline_of(mara, canvas, date(2026, 3, 5))

    assert (line.length, line.chosen) == (20, 4)
    assert [(mark.day.day, mark.x, mark.count) for mark in line.marks] == [(1, "0", 2), (5, "200", 5), (11, "500", 11)]


def test_versions_tell_what_changed_since_the_one_before(mara: Member, board: Canvas, begun: str) -> None:
    add_notes(mara, board.pk, section="needs", texts=["calm"])
    name_version(mara, board.pk, "More needs")
    name_version(mara, board.pk, "The same again")
    add_notes(mara, board.pk, section="value", texts=["repairs"])

    versions = versions_of(mara, canvas_of(mara, board.pk))

    assert [(line.version.title, line.since, line.notes) for line in versions.lines] == [
        ("The same again", ["Nothing changed"], 5),
        ("More needs", ["Needs and wants: +1"], 5),
        ("Begun", [], 4),
    ]
    assert versions.since_newest == ["Value proposition: +1"]


def test_private_notes_of_others_are_never_shown(mara: Member, edi: Member, board: Canvas) -> None:
    [own] = add_notes(edi, board.pk, section="needs", texts=["a secret"])
    perform(edi, board.pk, "note.hidden", lambda desk: desk.set(desk.note(own.pk), "note.hidden", "is_private", True))
    canvas = canvas_of(mara, board.pk)

    for word in (NOW, now().date().isoformat()):
        assert still_at(mara, canvas, moment_of(mara, canvas, word)).notes == {}
        assert len(still_at(edi, canvas, moment_of(edi, canvas, word)).notes) == 1


def test_notes_stand_as_they_stood_then(mara: Member, board: Canvas, price: Note, begun: str) -> None:
    settings = {"source": "Interview with Rosa", "said_on": ""}
    add_evidence(mara, board.pk, price.pk, kind="quotation", settings=settings, direction="supports", quote="Dear")
    proven = f"version-{name_version(mara, board.pk, 'Proven').pk}"

    def status(word: str) -> str:
        shown = [note for cell in past_of(mara, board.pk, word).cells for one in cell.sections for note in one.notes]
        return next(note.standing.status for note in shown if note.note.id == str(price.pk))

    assert (status(begun), status(proven)) == ("untested", "supported")
