"""Whatever stands on a canvas follows from its log: a comment, an action and a proposition as examples."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Action, Canvas, Comment, Note, Projected, Proposition, projected_models
from rapport.apps.canvas.operations.log import Desk, fixed_id, perform
from rapport.apps.canvas.queries.replay import sequence_at, state_at
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing
from rapport.kernel.ids import new_id


@pytest.fixture
def canvas(mara: Member) -> Canvas:
    return operations.create_canvas(mara)


@pytest.fixture
def note(mara: Member, canvas: Canvas) -> Note:
    return operations.add_notes(mara, canvas.pk, section="needs", texts=["Wants advice"])[0]


def put(member: Member, canvas: Canvas, model: type[Projected], **given: Any) -> uuid.UUID:
    """Add one thing in a gesture of its own."""
    thing = model(id=new_id(), workspace_id=canvas.workspace_id, canvas=canvas)
    perform(member, canvas.pk, "thing.added", lambda desk: desk.add(thing, f"{model.TYPE}.added", **given))
    return thing.pk


def row(model: type[Projected], canvas: Canvas, thing_id: uuid.UUID) -> Any:
    return model.objects.of(canvas).get(pk=thing_id)


def test_columns_come_back_from_the_log_in_their_own_types(mara: Member, canvas: Canvas, note: Note) -> None:
    given = {"note_id": note.pk, "order_key": "a", "text": "Ask ten", "owner_id": mara.pk, "due": date(2026, 12, 1)}
    action_id = put(mara, canvas, Action, **given, cost=Decimal("120.50"), expected=Decimal("0.05"))

    kept = row(Action, canvas, action_id)
    assert (kept.note_id, kept.owner_id, kept.due) == (note.pk, mara.pk, date(2026, 12, 1))
    assert (kept.cost, kept.expected, kept.author_id) == (Decimal("120.5"), Decimal("0.05"), mara.pk)
    replayed = state_at(canvas, sequence_at(canvas, now()))["action"][str(action_id)]
    assert replayed["cost"] == kept.cost
    assert replayed["due"] == kept.due
    assert replayed["note_id"] == note.pk


def test_undo_takes_back_a_comment_and_redo_puts_it_there_again(mara: Member, canvas: Canvas, note: Note) -> None:
    comment_id = put(mara, canvas, Comment, note_id=note.pk, text="Why?")

    operations.undo(mara, canvas.pk)
    assert row(Comment, canvas, comment_id).deleted_at is not None

    operations.redo(mara, canvas.pk)
    assert row(Comment, canvas, comment_id).deleted_at is None


def test_undoing_a_note_leaves_it_where_somebody_else_has_commented(mara: Member, edi: Member, canvas: Canvas) -> None:
    [note] = operations.add_notes(mara, canvas.pk, section="needs", texts=["Wants advice"])
    put(edi, canvas, Comment, note_id=note.pk, text="Says who?")

    outcome = operations.undo(mara, canvas.pk)

    assert row(Note, canvas, note.pk).deleted_at is None
    assert "Wants advice" in outcome.told[0]["message"]


def test_what_hangs_on_a_note_counts_as_a_change_of_the_note(mara: Member, canvas: Canvas, note: Note) -> None:
    before = row(Note, canvas, note.pk).changed_sequence

    put(mara, canvas, Comment, note_id=note.pk, text="Why?")

    assert row(Note, canvas, note.pk).changed_sequence > before


def test_setting_what_is_so_already_writes_nothing(mara: Member, canvas: Canvas) -> None:
    proposition_id = put(mara, canvas, Proposition, order_key="a", statement="Advice within a day")

    def act(desk: Desk) -> None:
        found = desk.find(Proposition, proposition_id, "proposition")
        desk.set(found, "proposition.edited", "statement", "Advice within a day")

    before = canvas.__class__.objects.of(mara).get(pk=canvas.pk).sequence
    assert perform(mara, canvas.pk, "proposition.edited", act).sequence == before


def test_what_was_removed_is_not_found(mara: Member, canvas: Canvas) -> None:
    comment_id = put(mara, canvas, Comment, text="Well done")

    def remove(desk: Desk) -> None:
        desk.remove(desk.find(Comment, comment_id, "comment"), "comment.removed")

    perform(mara, canvas.pk, "comment.removed", remove)
    with pytest.raises(Missing, match="comment"):
        perform(mara, canvas.pk, "comment.removed", remove)


def test_a_private_note_is_its_author_s_alone(mara: Member, edi: Member, canvas: Canvas, note: Note) -> None:
    perform(
        mara, canvas.pk, "note.hidden", lambda desk: desk.set(desk.note(note.pk), "note.hidden", "is_private", True)
    )

    assert list(Note.objects.of(edi).living().visible_to(edi)) == []
    assert [one.pk for one in Note.objects.of(mara).living().visible_to(mara)] == [note.pk]
    with pytest.raises(Missing):
        operations.edit_note(edi, canvas.pk, note.pk, "Found it")


def test_fixed_ids_differ_by_canvas_and_words(canvas: Canvas, mara: Member) -> None:
    other = operations.create_canvas(mara)

    assert fixed_id(canvas, "vote", 1) == fixed_id(canvas, "vote", 1)
    assert len({fixed_id(canvas, "vote", 1), fixed_id(canvas, "vote", 2), fixed_id(other, "vote", 1)}) == 3


def test_the_logged_columns_of_every_model_exist() -> None:
    for model in projected_models().values():
        for name in model.LOGGED:
            assert model._meta.get_field(name)
