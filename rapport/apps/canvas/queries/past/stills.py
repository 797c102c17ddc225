"""A canvas standing still: what was on it at a moment, as people may see it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Blueprint, Section, blueprints
from rapport.apps.canvas.evidence_kinds import evidence_kinds
from rapport.apps.canvas.models import Canvas, Note, OwnTemplate
from rapport.apps.canvas.queries.past.moments import Moment
from rapport.apps.canvas.queries.projection import Picture
from rapport.apps.canvas.queries.replay import state_at


@dataclass(frozen=True, slots=True)
class StillEvidence:
    """A piece of evidence as it was; equal where it said the same."""

    id: str
    kind: str
    settings: dict[str, Any]
    direction: str
    strength: int
    quote: str
    added_at: datetime

    @property
    def words(self) -> str:
        """The evidence in words."""
        return str(evidence_kinds.get(self.kind).sentence(self.settings)) if self.kind in evidence_kinds else self.kind


@dataclass(frozen=True, slots=True)
class StillNote:
    """A note as it was."""

    id: str
    section: str
    order_key: str
    text: str
    kind: str
    hue: str
    importance: int | None
    tags: tuple[str, ...]
    author_id: int | None
    added_at: datetime
    evidence: tuple[StillEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Still:
    """Everything on a canvas at one moment: notes by id, and other things by their word in the log."""

    blueprint: Blueprint
    title: str
    notes: dict[str, StillNote]
    others: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    @property
    def sections(self) -> list[tuple[Section, list[StillNote]]]:
        """The sections in reading order, each with its notes in theirs."""
        by_section: dict[str, list[StillNote]] = defaultdict(list)
        for note in sorted(self.notes.values(), key=lambda note: (note.order_key, note.id)):
            by_section[note.section].append(note)
        return [(section, by_section[section.key]) for section in self.blueprint.sections]


SHOWN_BESIDE = ("proposition", "element", "design", "action")


def still_at(member: Member, canvas: Canvas, moment: Moment) -> Still:
    """The canvas as it was at a moment."""
    return still_of(member, canvas, state_at(canvas, moment.sequence))


def still_of(member: Member, canvas: Canvas, picture: Picture, private: set[str] | None = None) -> Still:
    """A picture of the log as this member may see it: without the private notes of others.

    `private` are the notes of others that are private now, where they are known already.
    """
    hidden = _private_then(member, picture) | (private_now(member, canvas) if private is None else private)
    evidence: dict[str, list[StillEvidence]] = defaultdict(list)
    for piece_id, fields in living(picture, "evidence").items():
        evidence[str(fields["note_id"])].append(_evidence(piece_id, fields))
    own = next(iter(picture["canvas"].values()), {})
    blueprint = _blueprint(member, canvas, own)
    notes = {
        note_id: _note(note_id, {**fields, "section": _place(blueprint, fields["section"])}, evidence[note_id])
        for note_id, fields in living(picture, "note").items()
        if note_id not in hidden
    }
    others = {
        name: {key: row for key, row in living(picture, name).items() if str(row.get("note_id")) not in hidden}
        for name in SHOWN_BESIDE
    }
    return Still(blueprint, str(own.get("title", canvas.title)), notes, others)


def living(picture: Picture, name: str) -> dict[str, dict[str, Any]]:
    """The things of a kind that had not been taken off."""
    return {key: fields for key, fields in picture.get(name, {}).items() if not fields.get("deleted_at")}


def private_now(member: Member, canvas: Canvas) -> set[str]:
    """The notes of others that are private today."""
    private = Note.objects.of(member).filter(canvas=canvas, is_private=True).exclude(author=member)
    return {str(note_id) for note_id in private.values_list("pk", flat=True)}


def _private_then(member: Member, picture: Picture) -> set[str]:
    return {key for key, row in picture["note"].items() if row.get("is_private") and row["author_id"] != member.pk}


def _blueprint(member: Member, canvas: Canvas, own: dict[str, Any]) -> Blueprint:
    """The template of that time, or today's where that one is gone."""
    own_template_id = own.get("own_template_id")
    template = OwnTemplate.objects.of(member).filter(pk=own_template_id).first() if own_template_id else None
    name = str(own.get("blueprint_name", canvas.blueprint_name))
    if name not in blueprints or (own_template_id and template is None):
        return canvas.blueprint
    return Canvas(blueprint_name=name, own_template=template, rows=own.get("rows") or []).blueprint


def _place(blueprint: Blueprint, section: str) -> str:
    """Where a note is shown; one whose section was taken out of the template since, in the first."""
    return section if blueprint.section(section) else blueprint.sections[0].key


def _note(note_id: str, fields: dict[str, Any], evidence: list[StillEvidence]) -> StillNote:
    return StillNote(
        id=note_id,
        section=fields["section"],
        order_key=fields["order_key"],
        text=fields["text"],
        kind=fields.get("kind", ""),
        hue=fields.get("hue", ""),
        importance=fields.get("importance"),
        tags=tuple(fields.get("tags") or ()),
        author_id=fields.get("author_id"),
        added_at=fields["added_at"],
        evidence=tuple(sorted(evidence, key=lambda piece: (piece.added_at, piece.id))),
    )


def _evidence(piece_id: str, fields: dict[str, Any]) -> StillEvidence:
    return StillEvidence(
        id=piece_id,
        kind=fields["kind"],
        settings=fields.get("settings") or {},
        direction=fields["direction"],
        strength=fields["strength"],
        quote=fields.get("quote", ""),
        added_at=fields["added_at"],
    )
