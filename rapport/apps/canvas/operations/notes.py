"""What can be done to notes. Each function is one step at an open desk; a gesture is made of such steps."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from rapport.apps.canvas.blueprints import Section
from rapport.apps.canvas.models import CanvasOperation, Note
from rapport.apps.canvas.operations.log import Desk
from rapport.apps.canvas.operations.order_keys import key_between, keys_between
from rapport.apps.canvas.operations.texts import clean_text
from rapport.apps.canvas.queries.layouts import earlier_section
from rapport.apps.canvas.queries.workshops import running_workshop
from rapport.apps.customers.models import HUES
from rapport.kernel.errors import Conflict, Refused
from rapport.kernel.ids import new_id

MOST_NOTES = 2_000
MOST_TAGS = 20
LONGEST_TAG = 40
AT_THE_END = "end"
Below = uuid.UUID | str | None


def add(
    desk: Desk,
    *,
    section: str,
    texts: Sequence[str],
    below: Below = AT_THE_END,
    note_ids: Sequence[uuid.UUID] = (),
    kind: str = "",
    hue: str = "",
    tags: Sequence[str] = (),
) -> list[Note]:
    """New notes in one place, in the order of their texts: `below` a note, None for the top, or at the end."""
    place = section_of(desk, section)
    section = place.key
    kept = [clean_text(text, place=f"note {number}") for number, text in enumerate(texts, start=1)]
    _refuse_too_many(desk, len(kept))
    keys = free_keys(desk, section, below, len(kept))
    ids = [*note_ids, *(new_id() for _ in kept[len(note_ids) :])]
    chosen_kind = known(kind, Note.Kind.values, "kind") if kind else _usual_kind(place)
    chosen_hue = known(hue, HUES, "hue") if hue else ""
    given = {"section": section, "kind": chosen_kind, "hue": chosen_hue, "importance": None, **_privacy(desk)}
    if tags:
        given["tags"] = list(tags)
    return [
        _add_one(desk, note_id, {**given, "text": text, "order_key": key})
        for note_id, text, key in zip(ids, kept, keys, strict=True)
    ]


def edit(
    desk: Desk, note_id: uuid.UUID, text: str, *, base: int | None = None, builds_on: uuid.UUID | None = None
) -> None:
    """Write a note's text. When somebody else wrote it since `base`, both texts are kept and the writer is asked.

    `builds_on` is the writer's own earlier gesture whose version they had not heard of yet. Writing on a note that
    has been deleted meanwhile brings it back: what was typed is never lost.
    """
    note = desk.note(note_id)
    desk.require_change_of(note)
    kept = clean_text(text, place="text")
    if note.deleted_at:
        desk.write("note.restored", note, "deleted", True, False)
        desk.tell("brought back", "Somebody deleted this note while you were writing; your text brought it back.")
    if kept == note.text:
        return
    if base is None or base == note.text_version or _wrote_current(desk, note, builds_on):
        desk.write("note.edited", note, "text", note.text, kept, base=base)
    else:
        _keep_both(desk, note, kept, base)


def settle(desk: Desk, note_id: uuid.UUID, rival_id: str, choice: str) -> None:
    """Choose between a note's text and a rival: keep `theirs`, take `mine`, or keep `both` as two notes."""
    note = desk.note(note_id)
    rival = next((rival for rival in note.rivals if rival["id"] == rival_id), None)
    if rival is None:
        raise Conflict("Somebody has chosen between the two texts already.", place="rival")
    if rival["author"] != desk.member.pk:
        desk.require_change_of(note)
    known(choice, ["theirs", "mine", "both"], "choice")
    left = [other for other in note.rivals if other["id"] != rival_id]
    desk.write("note.settled", note, "rivals", note.rivals, left)
    if choice == "mine":
        desk.write("note.edited", note, "text", note.text, rival["text"], base=note.text_version)
    elif choice == "both":
        add(desk, section=note.section, texts=[rival["text"]], below=note.pk, kind=note.kind, hue=note.hue)


def move(desk: Desk, note_id: uuid.UUID, *, section: str, below: Below = AT_THE_END) -> None:
    """Put a note into a section: below another note, at the top (None) or at the end."""
    note = desk.note(note_id)
    desk.require_change_of(note)
    section = section_of(desk, section).key
    if note.deleted_at:
        desk.tell("gone", "Somebody deleted this note before it was moved.", note=str(note_id))
    elif below != note_id and not _stands_there(desk, note, section, below):
        [key] = free_keys(desk, section, below, 1, without=note_id)
        before = {"section": note.section, "order_key": note.order_key}
        desk.write("note.moved", note, "place", before, {"section": section, "order_key": key})


def recolour(desk: Desk, note_id: uuid.UUID, hue: str) -> None:
    """Give a note a colour of its own, or with "" its section's again."""
    _set(desk, note_id, "note.recoloured", "hue", known(hue, ["", *HUES], "hue"))


def classify(desk: Desk, note_id: uuid.UUID, kind: str) -> None:
    """Say what a note is: a claim that evidence can test, a fact, or an open question."""
    _set(desk, note_id, "note.classified", "kind", known(kind, Note.Kind.values, "kind"))


def weigh(desk: Desk, note_id: uuid.UUID, importance: int | None) -> None:
    """Say how much depends on a claim, from 1 to 5; None takes the weight away."""
    known(importance, [None, 1, 2, 3, 4, 5], "importance")
    _set(desk, note_id, "note.weighed", "importance", importance)


def tag(desk: Desk, note_id: uuid.UUID, word: str) -> None:
    """Put a tag on a note; one that differs in capitals only is the same."""
    retag(desk, note_id, [*desk.note(note_id).tags, word])


def untag(desk: Desk, note_id: uuid.UUID, word: str) -> None:
    """Take a tag off a note."""
    retag(desk, note_id, [tag for tag in desk.note(note_id).tags if tag.casefold() != word.casefold()])


def retag(desk: Desk, note_id: uuid.UUID, words: Sequence[str]) -> None:
    """Give a note these tags and no others."""
    tags: dict[str, str] = {}
    for word in words:
        kept = " ".join(clean_text(word, place="tag", longest=LONGEST_TAG).split())
        tags.setdefault(kept.casefold(), kept)
    if len(tags) > MOST_TAGS:
        raise Refused(f"A note bears at most {MOST_TAGS} tags.", place="tag", code="full")
    _set(desk, note_id, "note.tagged", "tags", list(tags.values()))


def delete(desk: Desk, note_id: uuid.UUID) -> None:
    """Take a note off the canvas. It stays in the log and can be restored."""
    note = desk.note(note_id)
    desk.require_change_of(note)
    if not note.deleted_at:
        desk.write("note.deleted", note, "deleted", False, True)


def restore(desk: Desk, note_id: uuid.UUID) -> None:
    """Put a deleted note back where it was; a private one is revealed if the others have been meanwhile."""
    note = desk.note(note_id)
    desk.require_change_of(note)
    if note.deleted_at:
        _refuse_too_many(desk, 1)
        desk.write("note.restored", note, "deleted", True, False)
        if not _privacy(desk):
            desk.set(note, "note.revealed", "is_private", False)


def section_of(desk: Desk, key: str) -> Section:
    """The section of the canvas's template, or Refused. One that the template before had leads to its notes' home."""
    found = desk.canvas.blueprint.section(key)
    if found is not None:
        return found
    earlier = earlier_section(desk.canvas, key)
    if earlier is None:
        raise Refused("This canvas has no such section.", place="section", code="section")
    return desk.canvas.blueprint.home_of(earlier)


def known(value: Any, choices: Sequence[Any], place: str) -> Any:
    """The value if it is one of the choices, or Refused naming the place."""
    if value not in choices:
        words = ", ".join(str(choice) for choice in choices if choice not in ("", None))
        raise Refused(f"Choose one of: {words}.", place=place, code="choice")
    return value


def free_keys(desk: Desk, section: str, below: Below, count: int, without: uuid.UUID | None = None) -> list[str]:
    """Keys that put notes at a place; no note of the section, deleted ones included, has them."""
    standing = _in_order(desk, section, without)
    taken = sorted({note.order_key for note in desk.notes.values() if note.section == section})
    low = _lower_key(desk, section, standing, below)
    high = next((key for key in taken if key > low), None)
    return keys_between(low, high, count)


def free_place(desk: Desk, note: Note, place: dict[str, str]) -> dict[str, str]:
    """The same place, with a key of its own where another note has taken the old one meanwhile."""
    others = {other.order_key for other in desk.notes.values() if other.section == place["section"] and other != note}
    if place["order_key"] not in others:
        return place
    higher = min((key for key in others if key > place["order_key"]), default=None)
    return {**place, "order_key": key_between(place["order_key"], higher)}


def _lower_key(desk: Desk, section: str, standing: list[Note], below: Below) -> str:
    if below is None:
        return ""
    anchor = next((note for note in standing if note.pk == below), None)
    if anchor is not None:
        return anchor.order_key
    left = _key_left_behind(desk, section, below)
    return left if left is not None else standing[-1].order_key if standing else ""


def _key_left_behind(desk: Desk, section: str, below: uuid.UUID | str) -> str | None:
    """Where a note stood in a section before it was deleted or moved away: whoever meant it meant that place."""
    gone = desk.notes.get(below) if isinstance(below, uuid.UUID) else None
    if gone is None or gone.section == section:
        return gone.order_key if gone else None
    moves = CanvasOperation.objects.of(desk.canvas).filter(canvas=desk.canvas, object_id=str(gone.pk), field="place")
    places = moves.order_by("-sequence").values_list("before", flat=True)
    return next((place["order_key"] for place in places if place and place["section"] == section), None)


def _in_order(desk: Desk, section: str, without: uuid.UUID | None = None) -> list[Note]:
    notes = (note for note in desk.notes.values() if note.section == section and not note.deleted_at)
    return sorted((note for note in notes if note.pk != without), key=lambda note: (note.order_key, note.pk))


def _stands_there(desk: Desk, note: Note, section: str, below: Below) -> bool:
    if note.section != section:
        return False
    ids = [other.pk for other in _in_order(desk, section)]
    place = ids.index(note.pk)
    if below == AT_THE_END:
        return place == len(ids) - 1
    elif below is not None and below not in ids:
        return False
    else:
        return (ids[place - 1] if place else None) == below


def _add_one(desk: Desk, note_id: uuid.UUID, given: dict[str, Any]) -> Note:
    if note_id in desk.notes:
        raise Conflict("A note with this id exists already.", place="note", code="id used")
    note = Note(id=note_id, workspace_id=desk.canvas.workspace_id, canvas=desk.canvas)
    desk.write("note.added", note, "add", None, given)
    return note


def _keep_both(desk: Desk, note: Note, text: str, base: int | None) -> None:
    rival = {"id": str(new_id()), "text": text, "author": desk.member.pk, "at": desk.at.isoformat()}
    desk.write("note.rivalled", note, "rivals", note.rivals, [*note.rivals, rival], base=base)
    desk.tell(
        "conflict",
        "Somebody changed this note while you were writing. Both texts are kept; choose one.",
        note=str(note.pk),
        rival=rival["id"],
    )


def _wrote_current(desk: Desk, note: Note, builds_on: uuid.UUID | None) -> bool:
    if builds_on is None:
        return False
    current = CanvasOperation.objects.of(desk.member).filter(canvas=desk.canvas, sequence=note.text_version)
    return bool(current.filter(gesture__key=builds_on, gesture__member=desk.member).exists())


def _set(desk: Desk, note_id: uuid.UUID, kind: str, field: str, value: Any) -> None:
    note = desk.note(note_id)
    desk.require_change_of(note)
    if getattr(note, field) != value:
        desk.write(kind, note, field, getattr(note, field), value)


def _privacy(desk: Desk) -> dict[str, bool]:
    """In a workshop that hides notes, a new one is its author's alone."""
    workshop = running_workshop(desk.member, desk.canvas)
    return {"is_private": True} if workshop is not None and workshop.is_private else {}


def _usual_kind(section: Section) -> str:
    return Note.Kind.CLAIM if section.claims else Note.Kind.FACT


def _refuse_too_many(desk: Desk, more: int) -> None:
    standing = sum(1 for note in desk.notes.values() if not note.deleted_at)
    if standing + more > MOST_NOTES:
        raise Refused(
            f"A canvas holds at most {MOST_NOTES:,} notes; there are {standing:,}.", place="canvas", code="full"
        )
