"""Writing on a canvas: every gesture is in the log, in the rows, and in the workspace's record."""

import uuid

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Canvas, CanvasOperation, Evidence, Note
from rapport.apps.customers.models import Segment
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused
from rapport.kernel.ids import new_id

MISSING = "0198c0de-0000-7000-8000-000000000000"


def texts(canvas: Canvas, section: str) -> list[str]:
    notes = Note.objects.of(canvas).living().filter(canvas=canvas, section=section)
    return [note.text for note in sorted(notes, key=lambda note: note.order_key)]


def gesture(*steps: dict[str, object], key: uuid.UUID | None = None) -> dict[str, object]:
    return {"key": str(key or new_id()), "steps": list(steps)}


def test_a_canvas_is_named_after_its_segment_unless_it_has_a_title(mara: Member, young: Segment) -> None:
    assert operations.create_canvas(mara, segment_id=young.pk).title == "Young women"
    assert operations.create_canvas(mara, segment_id=young.pk, title="  Close  ").title == "Close"
    assert operations.create_canvas(mara).subject_kind == "everybody"


def test_a_canvas_cannot_be_about_another_workspaces_segment(otto: Member, young: Segment) -> None:
    with pytest.raises(Missing):
        operations.create_canvas(otto, segment_id=young.pk)


def test_a_change_is_one_operation_and_one_record_with_the_canvas_as_topic(mara: Member, board: Canvas) -> None:
    operations.add_notes(mara, board.pk, section="needs", texts=["Wants to be sure"])

    last = CanvasOperation.objects.of(mara).filter(canvas=board).last()
    record = Activity.objects.of(mara).last()
    assert (last.kind, last.sequence, last.after["text"]) == ("note.added", 2, "Wants to be sure")
    assert (record.verb, record.topics, record.details["sequence"]) == ("note.added", [f"canvas:{board.pk}"], 2)


def test_many_lines_are_many_notes_in_order_and_one_gesture(mara: Member, board: Canvas, price: Note) -> None:
    added = operations.add_notes(mara, board.pk, section="pains", texts=["one", "two", "three"], below=None)

    assert texts(board, "pains") == ["one", "two", "three", "The price is too high"]
    logged = CanvasOperation.objects.of(mara).filter(canvas=board, object_id__in=[str(note.pk) for note in added])
    assert len({operation.gesture_id for operation in logged}) == 1
    assert Activity.objects.of(mara).filter(verb="note.added").count() == 2


def test_a_note_moves_between_two_others_and_to_other_sections(mara: Member, board: Canvas) -> None:
    one, two, three = operations.add_notes(mara, board.pk, section="needs", texts=["one", "two", "three"])

    operations.move_note(mara, board.pk, three.pk, section="needs", below=one.pk)
    operations.move_note(mara, board.pk, one.pk, section="value")
    operations.move_note(mara, board.pk, two.pk, section="value", below=None)

    assert (texts(board, "needs"), texts(board, "value")) == (["three"], ["two", "one"])


def test_a_move_to_where_the_note_stands_leaves_no_trace(mara: Member, board: Canvas) -> None:
    one, _two = operations.add_notes(mara, board.pk, section="needs", texts=["one", "two"])

    outcome = operations.move_note(mara, board.pk, one.pk, section="needs", below=None)

    assert outcome.sequence == 3


def test_below_a_note_that_is_deleted_means_where_it_stood(mara: Member, board: Canvas) -> None:
    gone, _other = operations.add_notes(mara, board.pk, section="needs", texts=["gone", "x"])
    operations.delete_note(mara, board.pk, gone.pk)

    operations.add_notes(mara, board.pk, section="needs", texts=["y"], below=gone.pk)

    assert texts(board, "needs") == ["y", "x"]


def test_below_a_note_that_moved_away_means_where_it_stood(mara: Member, board: Canvas) -> None:
    one, _two, three = operations.add_notes(mara, board.pk, section="needs", texts=["one", "two", "three"])
    operations.move_note(mara, board.pk, one.pk, section="pains")

    operations.move_note(mara, board.pk, three.pk, section="needs", below=one.pk)

    assert (texts(board, "needs"), texts(board, "pains")) == (["three", "two"], ["one"])


def test_below_a_note_that_never_stood_there_means_at_the_end(mara: Member, board: Canvas, price: Note) -> None:
    operations.add_notes(mara, board.pk, section="needs", texts=["x"])
    operations.delete_note(mara, board.pk, price.pk)

    operations.add_notes(mara, board.pk, section="needs", texts=["y"], below=price.pk)

    assert texts(board, "needs") == ["x", "y"]


def test_an_edit_on_the_version_seen_replaces_the_text(mara: Member, board: Canvas, price: Note) -> None:
    operations.edit_note(mara, board.pk, price.pk, "Shipping is too dear", base=price.text_version)

    assert texts(board, "pains") == ["Shipping is too dear"]


def test_two_texts_from_one_version_are_both_kept_and_the_second_writer_is_told(
    mara: Member, edi: Member, board: Canvas, price: Note
) -> None:
    operations.edit_note(mara, board.pk, price.pk, "Mara's", base=price.text_version)

    outcome = operations.edit_note(edi, board.pk, price.pk, "Edi's", base=price.text_version)

    kept = Note.objects.of(mara).get(pk=price.pk)
    assert (kept.text, [rival["text"] for rival in kept.rivals]) == ("Mara's", ["Edi's"])
    assert [told["kind"] for told in outcome.told] == ["conflict"]


@pytest.mark.parametrize(("choice", "left"), [("theirs", ["A"]), ("mine", ["B"]), ("both", ["A", "B"])])
def test_the_second_writer_chooses(
    mara: Member, edi: Member, board: Canvas, price: Note, choice: str, left: list[str]
) -> None:
    operations.edit_note(mara, board.pk, price.pk, "A", base=price.text_version)
    outcome = operations.edit_note(edi, board.pk, price.pk, "B", base=price.text_version)

    operations.settle_note(edi, board.pk, price.pk, rival=outcome.told[0]["rival"], choice=choice)

    assert texts(board, "pains") == left
    assert Note.objects.of(mara).get(pk=price.pk).rivals == []


def test_a_second_choice_between_the_same_texts_is_refused(
    mara: Member, edi: Member, board: Canvas, price: Note
) -> None:
    operations.edit_note(mara, board.pk, price.pk, "A", base=price.text_version)
    rival = operations.edit_note(edi, board.pk, price.pk, "B", base=price.text_version).told[0]["rival"]
    operations.settle_note(edi, board.pk, price.pk, rival=rival, choice="theirs")

    with pytest.raises(Conflict):
        operations.settle_note(mara, board.pk, price.pk, rival=rival, choice="mine")


def test_edits_made_offline_one_after_the_other_are_no_conflict_with_oneself(
    mara: Member, board: Canvas, price: Note
) -> None:
    first, second = new_id(), new_id()
    base = price.text_version
    edit = {"do": "edit", "note": str(price.pk), "base": base}
    operations.record_gesture(mara, board.pk, gesture({**edit, "text": "one"}, key=first))

    outcome = operations.record_gesture(
        mara, board.pk, gesture({**edit, "text": "two", "builds_on": str(first)}, key=second)
    )

    assert (outcome.told, texts(board, "pains")) == ([], ["two"])


def test_a_move_and_an_edit_by_two_people_both_survive(mara: Member, edi: Member, board: Canvas, price: Note) -> None:
    operations.move_note(mara, board.pk, price.pk, section="needs")
    operations.edit_note(edi, board.pk, price.pk, "Wants a fair price", base=price.text_version)

    assert texts(board, "needs") == ["Wants a fair price"]


def test_text_written_on_a_deleted_note_brings_it_back(mara: Member, edi: Member, board: Canvas, price: Note) -> None:
    operations.delete_note(mara, board.pk, price.pk)

    outcome = operations.edit_note(edi, board.pk, price.pk, "Still too high", base=price.text_version)

    assert texts(board, "pains") == ["Still too high"]
    assert outcome.told[0]["kind"] == "brought back"


def test_a_gesture_sent_twice_counts_once_and_gets_the_same_answer(mara: Member, board: Canvas) -> None:
    sent = gesture({"do": "add", "section": "needs", "texts": ["a", "b"]})

    first = operations.record_gesture(mara, board.pk, sent)
    second = operations.record_gesture(mara, board.pk, sent)

    assert texts(board, "needs") == ["a", "b"]
    assert (first.repeated, second.repeated, second.sequence) == (False, True, first.sequence)


def test_another_content_under_the_same_key_is_refused(mara: Member, board: Canvas) -> None:
    key = new_id()
    operations.record_gesture(mara, board.pk, gesture({"do": "add", "section": "needs", "text": "a"}, key=key))

    with pytest.raises(Refused, match="same key"):
        operations.record_gesture(mara, board.pk, gesture({"do": "add", "section": "needs", "text": "b"}, key=key))


def test_a_gesture_with_one_wrong_step_changes_nothing_and_names_the_step(mara: Member, board: Canvas) -> None:
    good = {"do": "add", "section": "needs", "text": "fine"}
    bad = {"do": "add", "section": "nowhere", "text": "lost"}

    with pytest.raises(Refused) as refused:
        operations.record_gesture(mara, board.pk, gesture(good, bad))

    assert refused.value.place == "step 2 › section"
    assert texts(board, "needs") == []


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ("nothing", "steps"),
        ([], "steps"),
        ([{"do": "explode"}], "step 1 › do"),
        ([{"do": "undo"}, {"do": "redo"}], "step 1 › do"),
        ([{"do": "add", "section": "needs", "text": 7}], "step 1 › note 1"),
        ([{"do": "add", "section": 7, "text": "x"}], "step 1 › section"),
        ([{"do": "add", "section": "needs", "text": "x", "note": 7}], "step 1 › notes"),
        ([{"do": "edit", "note": "no id", "text": "x"}], "step 1 › note"),
        ([{"do": "edit", "note": MISSING, "text": "x", "base": 10**30}], "step 1 › base"),
        ([{"do": "edit", "note": MISSING, "text": "x", "base": True}], "step 1 › base"),
        ([{"do": "weigh", "note": MISSING, "importance": 1.5}], "step 1 › importance"),
        ([{"do": "add", "section": "needs", "text": "x\x00y"}], "step 1 › note 1 › character 2"),
        ([{"do": "add", "section": "needs", "text": "\ud800"}], "step 1 › note 1 › character 1"),
        ([{"do": "add", "section": "needs", "text": "x" * 10_001}], "step 1 › note 1"),
        ([{"do": "add", "section": "needs", "text": "   "}], "step 1 › note 1"),
    ],
)
def test_what_cannot_be_done_is_refused_by_its_place(mara: Member, board: Canvas, steps: object, place: str) -> None:
    with pytest.raises(Refused) as refused:
        operations.record_gesture(mara, board.pk, {"key": str(new_id()), "steps": steps})

    assert refused.value.place == place


def test_any_script_markup_and_direction_marks_are_stored_as_written(mara: Member, board: Canvas) -> None:
    odd = "<b>&amp;</b> {{ x }} =1+1 \u202eabc عربي 👩‍👩‍👧 " + "y" * 9_000

    operations.add_notes(mara, board.pk, section="needs", texts=[odd])

    assert texts(board, "needs") == [odd]


def test_a_note_id_that_exists_already_is_refused(mara: Member, otto: Member, board: Canvas, price: Note) -> None:
    elsewhere = operations.create_canvas(otto)
    step = {"do": "add", "section": "needs", "text": "x", "note": str(price.pk)}

    for member, canvas in ((mara, board), (otto, elsewhere)):
        with pytest.raises(Conflict):
            operations.record_gesture(member, canvas.pk, gesture(step))


def test_a_contributor_adds_notes_and_changes_only_their_own(cora: Member, board: Canvas, price: Note) -> None:
    [own] = operations.add_notes(cora, board.pk, section="needs", texts=["mine"])

    operations.edit_note(cora, board.pk, own.pk, "mine, better", base=own.text_version)
    for forbidden in (
        lambda: operations.edit_note(cora, board.pk, price.pk, "hers"),
        lambda: operations.move_note(cora, board.pk, price.pk, section="needs"),
        lambda: operations.delete_note(cora, board.pk, price.pk),
        lambda: operations.rename_canvas(cora, board.pk, "Mine"),
    ):
        with pytest.raises(NotPermitted):
            forbidden()

    assert (texts(board, "needs"), texts(board, "pains")) == (["mine, better"], ["The price is too high"])


def test_a_viewer_writes_nothing(vic: Member, board: Canvas) -> None:
    with pytest.raises(NotPermitted):
        operations.add_notes(vic, board.pk, section="needs", texts=["x"])


def test_another_workspaces_canvas_is_missing(otto: Member, board: Canvas, price: Note) -> None:
    with pytest.raises(Missing):
        operations.edit_note(otto, board.pk, price.pk, "stolen")


def test_evidence_is_added_and_removed_and_stays_in_the_log(mara: Member, board: Canvas, price: Note) -> None:
    settings = {"metric": "nps", "comparison": "at_least", "threshold": "30"}
    evidence = operations.add_evidence(
        mara, board.pk, price.pk, kind="metric_threshold", settings=settings, direction="supports"
    )

    operations.remove_evidence(mara, board.pk, evidence.pk)

    assert not Evidence.objects.of(mara).living().exists()
    kinds = CanvasOperation.objects.of(mara).filter(object_id=str(evidence.pk)).values_list("kind", flat=True)
    assert list(kinds) == ["evidence.added", "evidence.removed"]


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ({"metric": "luck", "comparison": "at_least", "threshold": "1"}, "metric"),
        ({"metric": "nps", "comparison": "about", "threshold": "1"}, "comparison"),
        ({"metric": "nps", "comparison": "at_least", "threshold": "much"}, "threshold"),
        ({"metric": "nps", "comparison": "at_least", "threshold": "NaN"}, "threshold"),
        ({"metric": "nps", "comparison": "at_least", "threshold": "1e400"}, "threshold"),
    ],
)
def test_evidence_that_cannot_be_judged_is_refused(
    mara: Member, board: Canvas, price: Note, settings: dict[str, str], place: str
) -> None:
    with pytest.raises(Refused) as refused:
        operations.add_evidence(
            mara, board.pk, price.pk, kind="metric_threshold", settings=settings, direction="supports"
        )

    assert refused.value.place == place


def test_an_archived_canvas_comes_back_as_it_was(mara: Member, board: Canvas, price: Note) -> None:
    operations.archive_canvas(mara, board.pk)
    assert Canvas.objects.of(mara).archived().count() == 1

    operations.restore_canvas(mara, board.pk)

    assert Canvas.objects.of(mara).open().count() == 1
    assert texts(board, "pains") == ["The price is too high"]


def test_an_archived_canvas_is_not_changed(mara: Member, board: Canvas, price: Note) -> None:
    operations.archive_canvas(mara, board.pk)

    with pytest.raises(Refused, match="archive"):
        operations.add_notes(mara, board.pk, section="needs", texts=["late"])
    with pytest.raises(Refused, match="archive"):
        operations.undo(mara, board.pk)


def test_a_full_canvas_takes_no_more_notes(mara: Member, board: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.apps.canvas.operations.notes.MOST_NOTES", 2)

    with pytest.raises(Refused, match="at most 2"):
        operations.add_notes(mara, board.pk, section="needs", texts=["1", "2", "3"])
