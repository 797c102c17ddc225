"""What we offer, as records: writing propositions, what they answer, what carries them, how they differ.

A proposition's `answers` are the needs and pains it answers and, where it was made from one, the note of the value
section it came from. Each verb is one gesture.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Note, Proposition
from rapport.apps.canvas.operations.log import Desk, Outcome, perform
from rapport.apps.canvas.operations.order_keys import key_between
from rapport.apps.canvas.operations.texts import clean_text
from rapport.apps.sales.models import Product
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.ids import new_id

MOST_OFFERINGS = 20
MOST_ANSWERS = 100
MOST_DIFFERENCES = 40
MOST_PROPOSITIONS = 200
LONGEST_CELL = 1_000
TEXTS = ("statement", "message", "proof")
CELLS = ("competitor", "us", "them", "evidence")


def add_proposition(
    member: Member,
    canvas_id: int,
    *,
    statement: str = "",
    note_id: uuid.UUID | None = None,
    answering: uuid.UUID | None = None,
) -> Proposition:
    """A new proposition at the end of the list, in words of its own or in those of a note of the value section.

    A note makes one proposition: asked again, the first one is returned. `answering` is a need or pain it answers.
    """
    made: list[Proposition] = []

    def act(desk: Desk) -> None:
        answers = [str(_asked(desk, answering).pk)] if answering else []
        made.append(_from_note(desk, note_id) if note_id else _add(desk, statement, answers))

    perform(member, canvas_id, "proposition.added", act)
    return made[0]


def write_proposition(member: Member, canvas_id: int, proposition_id: uuid.UUID, texts: Mapping[str, str]) -> Outcome:
    """Write statement, message or proof; a statement is never empty."""

    def act(desk: Desk) -> None:
        found = _own(desk, proposition_id)
        for name in TEXTS:
            if name in texts:
                kept = clean_text(texts[name], place=name, required=name == "statement")
                desk.set(found, "proposition.changed", name, kept)

    return perform(member, canvas_id, "proposition.changed", act)


def tell_apart(
    member: Member, canvas_id: int, proposition_id: uuid.UUID, differences: Sequence[Mapping[str, str]]
) -> Outcome:
    """Write the table of differences to competitors; rows without any word are left out."""

    def act(desk: Desk) -> None:
        found = _own(desk, proposition_id)
        kept = [_difference(desk, number, row) for number, row in enumerate(differences, start=1) if _has_words(row)]
        if len(kept) > MOST_DIFFERENCES:
            raise Refused(f"{MOST_DIFFERENCES} rows are the most.", place="differences", code="too many")
        desk.set(found, "proposition.changed", "differences", kept)

    return perform(member, canvas_id, "proposition.changed", act)


def link_answer(member: Member, canvas_id: int, answer_id: uuid.UUID, note_id: uuid.UUID) -> Proposition:
    """Say that a proposition answers a need or pain. `answer_id` may be a note of the value section: it becomes one."""
    made: list[Proposition] = []

    def act(desk: Desk) -> None:
        found = _own(desk, answer_id) if answer_id in desk.rows(Proposition) else _from_note(desk, answer_id)
        note = _asked(desk, note_id)
        _set_answers(desk, found, [*found.answers, str(note.pk)])
        made.append(found)

    perform(member, canvas_id, "proposition.linked", act)
    return made[0]


def unlink_answer(member: Member, canvas_id: int, proposition_id: uuid.UUID, note_id: uuid.UUID) -> Outcome:
    """Say that a proposition does not answer that note any more."""

    def act(desk: Desk) -> None:
        found = _own(desk, proposition_id)
        _set_answers(desk, found, [one for one in found.answers if one != str(note_id)])

    return perform(member, canvas_id, "proposition.unlinked", act)


def carry_offering(member: Member, canvas_id: int, proposition_id: uuid.UUID, product_id: int) -> Outcome:
    """Say that a product carries the proposition."""
    if not Product.objects.of(member).filter(pk=product_id, archived_at=None).exists():
        raise Missing("There is no such product.", place="product")

    def act(desk: Desk) -> None:
        found = _own(desk, proposition_id)
        if product_id not in found.offerings:
            _refuse_many(found.offerings, MOST_OFFERINGS, "offerings")
            desk.set(found, "proposition.carried", "offerings", [*found.offerings, product_id])

    return perform(member, canvas_id, "proposition.carried", act)


def drop_offering(member: Member, canvas_id: int, proposition_id: uuid.UUID, product_id: int) -> Outcome:
    """Say that a product does not carry the proposition any more."""

    def act(desk: Desk) -> None:
        found = _own(desk, proposition_id)
        left = [one for one in found.offerings if one != product_id]
        desk.set(found, "proposition.dropped", "offerings", left)

    return perform(member, canvas_id, "proposition.dropped", act)


def move_proposition(member: Member, canvas_id: int, proposition_id: uuid.UUID, *, steps: int) -> Outcome:
    """Move a proposition so many places down the list, or up where `steps` is negative."""

    def act(desk: Desk) -> None:
        found = _own(desk, proposition_id)
        standing = _in_order(desk)
        before = standing.index(found)
        others = [one for one in standing if one.pk != found.pk]
        place = max(0, min(len(others), before + steps))
        if place != before:
            low = others[place - 1].order_key if place else ""
            desk.set(found, "proposition.moved", "order_key", _free_key(desk, low))

    return perform(member, canvas_id, "proposition.moved", act)


def delete_proposition(member: Member, canvas_id: int, proposition_id: uuid.UUID) -> Outcome:
    """Take a proposition off the canvas; `restore_proposition` and undo bring it back."""
    return perform(
        member,
        canvas_id,
        "proposition.removed",
        lambda desk: desk.remove(_own(desk, proposition_id), "proposition.removed"),
    )


def restore_proposition(member: Member, canvas_id: int, proposition_id: uuid.UUID) -> Outcome:
    """Put a deleted proposition back in its place."""

    def act(desk: Desk) -> None:
        found = desk.rows(Proposition).get(proposition_id)
        if found is None:
            raise Missing("There is no such proposition on this canvas.")
        desk.require_change_of(found)
        desk.put_back(found, "proposition.restored")

    return perform(member, canvas_id, "proposition.restored", act)


def _from_note(desk: Desk, note_id: uuid.UUID) -> Proposition:
    note = _living(desk, note_id)
    if note.is_private:
        raise Refused("This note is still private. Reveal it first: everybody reads propositions.", place="note")
    if _nine(desk, note) != "value":
        raise Refused("Only a note about value becomes a proposition.", place="note", code="section")
    made = next((one for one in _in_order(desk) if str(note_id) in one.answers), None)
    return made or _add(desk, note.text, [str(note.pk)])


def _add(desk: Desk, statement: str, answers: list[str]) -> Proposition:
    kept = clean_text(statement, place="statement")
    standing = _in_order(desk)
    _refuse_many(standing, MOST_PROPOSITIONS, "propositions")
    made = Proposition(id=new_id(), workspace_id=desk.canvas.workspace_id, canvas=desk.canvas)
    key = _free_key(desk, standing[-1].order_key if standing else "")
    given = {"message": "", "proof": "", "offerings": [], "differences": []}
    desk.add(made, "proposition.added", order_key=key, statement=kept, answers=answers, **given)
    return made


def _set_answers(desk: Desk, found: Proposition, answers: list[str]) -> None:
    kept = list(dict.fromkeys(answers))
    _refuse_many(kept[:-1], MOST_ANSWERS, "answers")
    desk.set(found, "proposition.linked" if len(kept) > len(found.answers) else "proposition.unlinked", "answers", kept)


def _has_words(row: Mapping[str, str]) -> bool:
    return any(row.get(name, "").strip() for name in CELLS)


def _difference(desk: Desk, number: int, row: Mapping[str, str]) -> dict[str, str]:
    place = f"row {number}"
    cells = {
        name: clean_text(row.get(name, ""), place=f"{place} › {name}", longest=LONGEST_CELL, required=False)
        for name in CELLS
    }
    if not cells["competitor"]:
        raise Refused("Name the competitor you compare with.", place=f"{place} › competitor", code="empty")
    return {"need": _need_of_row(desk, row.get("need", ""), place), **cells}


def _need_of_row(desk: Desk, need: str, place: str) -> str:
    """The need or pain a row is about; one deleted meanwhile stays, so that it is there when the note comes back."""
    if not need:
        return ""
    try:
        return str(desk.note(uuid.UUID(need)).pk)
    except (ValueError, Missing) as wrong:
        raise Refused("Choose one of the needs and pains of this canvas.", place=f"{place} › need") from wrong


def _own(desk: Desk, proposition_id: uuid.UUID) -> Proposition:
    found = desk.find(Proposition, proposition_id, "proposition")
    desk.require_change_of(found)
    return found


def _asked(desk: Desk, note_id: uuid.UUID) -> Note:
    note = _living(desk, note_id)
    if _nine(desk, note) not in {"needs", "pains"}:
        raise Refused("Only a need or a pain is answered.", place="note", code="section")
    return note


def _living(desk: Desk, note_id: uuid.UUID) -> Note:
    note = desk.note(note_id)
    if note.deleted_at:
        raise Missing("Somebody has deleted this note.", place="note")
    return note


def _nine(desk: Desk, note: Note) -> str:
    section = desk.canvas.blueprint.section(note.section)
    return section.nine if section else ""


def _in_order(desk: Desk) -> list[Proposition]:
    living = (one for one in desk.rows(Proposition).values() if not one.deleted_at)
    return sorted(living, key=lambda one: (one.order_key, one.pk))


def _free_key(desk: Desk, low: str) -> str:
    """A key right after `low` that no proposition has, deleted ones included."""
    higher = [one.order_key for one in desk.rows(Proposition).values() if one.order_key > low]
    return key_between(low, min(higher, default=None))


def _refuse_many(standing: Sequence[Any], most: int, place: str) -> None:
    if len(standing) >= most:
        raise Refused(f"{most} {place} are the most.", place=place, code="too many")
