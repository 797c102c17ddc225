"""Who has a canvas open, and which note somebody is writing on (B9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note, Presence
from rapport.apps.canvas.models.notes import NoteQuerySet
from rapport.kernel.clock import now

HERE_FOR = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is here, and the note they are writing on ("" for none that the reader may see)."""

    id: int
    name: str
    is_me: bool
    note: str


def people_here(member: Member, canvas: Canvas) -> list[Person]:
    """Who has the canvas open now, oneself first, each once however many tabs they have."""
    fresh = Presence.objects.of(member).filter(canvas=canvas, at__gte=now() - HERE_FOR)
    rows = list(fresh.select_related("member__user").order_by("pk"))
    named = {row.note for row in rows if row.note}
    notes: NoteQuerySet = Note.objects.of(member).filter(canvas=canvas, deleted_at=None, pk__in=named)
    visible = set(notes.visible_to(member).values_list("pk", flat=True)) if named else set()
    writing = {row.member_id: str(row.note) for row in rows if row.note in visible}
    people = {row.member_id: str(row.member.user) for row in rows}
    found = [Person(pk, name, pk == member.pk, writing.get(pk, "")) for pk, name in people.items()]
    return sorted(found, key=lambda person: (not person.is_me, person.name.casefold()))
