"""Notes on people and companies."""

from datetime import datetime
from typing import Annotated

from ninja.responses import Status
from pydantic import Field, Strict

from rapport.api.gate import Request
from rapport.api.kinds import AddressId, Given, Told
from rapport.api.noun import Noun
from rapport.api.parties import reached
from rapport.apps.customers import operations, queries
from rapport.apps.customers.models import PartyNote

notes = Noun("notes", "Notes", "What was written about people and companies.", order=21)


class Note(Told):
    """A note: who wrote it, and when."""

    id: int
    text: str
    at: datetime
    author: str
    pinned_at: datetime | None


class Notes(Told):
    """The notes on a record: pinned ones first, then the latest; a hundred at most."""

    items: list[Note]


class Written(Given):
    """The words of a note."""

    text: Annotated[str, Strict(), Field(min_length=1, max_length=20_000)]


@notes.get("/customers/{party_id}/notes", "customers.view", Notes)
def list_notes(request: Request, party_id: AddressId) -> Notes:
    """The notes on a record."""
    found = queries.notes_of(request.member, reached(request, party_id))
    return Notes(items=[_told(one) for one in found])


@notes.post("/customers/{party_id}/notes", "customers.edit", {201: Note})
def write_note(request: Request, party_id: AddressId, given: Written) -> Status[Note]:
    """Write a note on a record."""
    note = operations.write_note(request.member, reached(request, party_id).pk, given.text)
    return Status(201, _told(note))


@notes.patch("/customers/{party_id}/notes/{note_id}", "customers.edit", Note)
def edit_note(request: Request, party_id: AddressId, note_id: AddressId, given: Written) -> Note:
    """Change the words of a note."""
    note = queries.belonging(request.member, reached(request, party_id), PartyNote, note_id)
    return _told(operations.edit_note(request.member, note.pk, given.text))


@notes.delete("/customers/{party_id}/notes/{note_id}", "customers.edit", {204: None})
def remove_note(request: Request, party_id: AddressId, note_id: AddressId) -> Status[None]:
    """Take a note off a record; in Rapport it can be brought back."""
    note = queries.belonging(request.member, reached(request, party_id), PartyNote, note_id)
    operations.remove_note(request.member, note.pk)
    return Status(204, None)


def _told(note: PartyNote) -> Note:
    return Note(id=note.pk, text=note.text, at=note.at, author=note.author_label, pinned_at=note.pinned_at)
