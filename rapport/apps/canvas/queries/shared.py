"""A canvas as people outside see it: notes, and of everything else what the link exposes.

Pages of links are made from these plain values only. What was not chosen is not in them, so it cannot be shown.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext

from rapport.apps.accounts.models import Member, User
from rapport.apps.accounts.queries import branding_of
from rapport.apps.canvas.blueprints import Section
from rapport.apps.canvas.evidence_kinds import evidence_kinds
from rapport.apps.canvas.models import Action, Canvas, Comment, Note, ShareLink
from rapport.apps.canvas.queries.export.facts import facts_of
from rapport.apps.canvas.queries.note_views import MARKS, WORDS, Reading, reading_of
from rapport.apps.canvas.queries.standing import Judged
from rapport.apps.canvas.queries.workshops import WorkshopView, workshop_on
from rapport.apps.insights.queries import Subject, figures_for, period_choices
from rapport.apps.insights.queries.tiles import FigureTile
from rapport.kernel.mentions import text_of_today

SHORTEST_NAME = 3
Redact = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class SharedEvidence:
    """Why a note is believed or doubted, as far as the link tells."""

    kind: str
    supports: bool
    words: str = ""
    quote: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A comment."""

    text: str
    author: str


@dataclass(frozen=True, slots=True)
class SharedNote:
    """A note."""

    text: str
    hue: str
    is_question: bool
    author: str = ""
    status: str = ""
    mark: str = ""
    word: str = ""
    evidence: list[SharedEvidence] = field(default_factory=list)
    comments: list[Said] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SharedAction:
    """What will be done."""

    text: str
    status: str
    due: Any
    owner: str


@dataclass(frozen=True, slots=True)
class SharedSection:
    """A section with what stands in it."""

    key: str
    title: str
    hue: str
    columns: int
    tablet: int
    question: str
    live: str
    notes: list[SharedNote]
    tiles: list[FigureTile] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SharedCanvas:
    """Everything the page of a link shows."""

    title: str
    subject: str
    hue: str
    region: str
    period: str
    workspace: str
    footer: str
    has_logo: bool
    sections: list[SharedSection]
    facts: list[dict[str, Any]]
    actions: list[SharedAction]
    comments: list[Said]


def visitor_of(link: ShareLink) -> Member:
    """Somebody who is nobody: they look with a viewer's eyes, and no row bears their name."""
    return Member(workspace=link.workspace, user=User(name="", email=""), role=Member.Role.VIEWER)


def shared_canvas(link: ShareLink) -> SharedCanvas:
    """The canvas of a link, holding nothing that the link does not expose."""
    canvas, exposes = link.canvas, frozenset(link.exposes)
    visitor, redact = visitor_of(link), redaction(canvas, exposes)
    look = branding_of(link)
    shows_figures = "figures" in exposes
    return SharedCanvas(
        title=redact(canvas.title),
        subject=_subject(canvas, exposes),
        hue=canvas.segment.hue if canvas.segment else "slate",
        region=canvas.region.name if canvas.region else gettext("All regions"),
        period=dict(period_choices()).get(canvas.period, canvas.period),
        workspace=link.workspace.name,
        footer=look.footer,
        has_logo=bool(look.logo),
        sections=_sections(visitor, canvas, exposes, redact),
        facts=facts_of(visitor, canvas) if shows_figures else [],
        actions=_actions(visitor, canvas, exposes, redact) if "actions" in exposes else [],
        comments=_comments(visitor, canvas, exposes, redact).get(None, []) if "comments" in exposes else [],
    )


def redaction(canvas: Canvas, exposes: Collection[str]) -> Redact:
    """What takes the name of the one customer a canvas is about out of a text, unless names are exposed."""
    if canvas.party is None or "names" in exposes:
        return lambda text: text
    party = canvas.party
    whole = [party.name, party.email, party.phone, party.external_id]
    parts = [part for part in re.split(r"\W+", party.name) if len(part) >= SHORTEST_NAME]
    known = sorted({str(word) for word in [*whole, *parts] if word}, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in known), re.IGNORECASE)
    return lambda text: pattern.sub(gettext("the customer"), text)


def _subject(canvas: Canvas, exposes: Collection[str]) -> str:
    if canvas.party is not None:
        return canvas.party.name if "names" in exposes else gettext("One customer")
    return canvas.segment.name if canvas.segment else gettext("All customers")


def _sections(visitor: Member, canvas: Canvas, exposes: frozenset[str], redact: Redact) -> list[SharedSection]:
    rows = Note.objects.of(visitor).living().filter(canvas=canvas, is_private=False).select_related("author__user")
    notes = sorted(rows, key=lambda note: (note.order_key, note.pk))
    reading = reading_of(visitor, canvas, patient=False)
    comments = _comments(visitor, canvas, exposes, redact) if "comments" in exposes else {}
    views = {note.pk: _note(note, reading, exposes, redact, comments.get(note.pk, [])) for note in notes}
    return [
        _section(
            section,
            [views[note.pk] for note in notes if note.section == section.key],
            _tiles(visitor, canvas, section) if "figures" in exposes and section.live == "metrics" else [],
        )
        for section in canvas.blueprint.sections
    ]


def _note(note: Note, reading: Reading, exposes: frozenset[str], redact: Redact, comments: list[Said]) -> SharedNote:
    shown = SharedNote(
        text=redact(note.text),
        hue=note.hue,
        is_question=note.kind == Note.Kind.QUESTION,
        author=str(note.author or "") if "authors" in exposes else "",
        comments=comments,
    )
    if "evidence" not in exposes:
        return shown
    status = reading.view(note).status
    pieces = [_evidence(piece, exposes, redact) for piece in reading.pieces.get(note.pk, [])]
    return replace(shown, status=status, mark=MARKS.get(status, ""), word=str(WORDS.get(status, "")), evidence=pieces)


def _evidence(piece: Judged, exposes: frozenset[str], redact: Redact) -> SharedEvidence:
    kind = evidence_kinds.get(piece.evidence.kind)
    says = piece.verdict.says or piece.evidence.direction
    is_figure = bool(kind.metrics(piece.evidence.settings))
    quote = piece.evidence.quote or piece.verdict.quote
    return SharedEvidence(
        kind=str(kind.title),
        supports=says == "supports",
        words=str(piece.title) if is_figure and "figures" in exposes else "",
        quote=redact(quote) if "quotes" in exposes else "",
        who=piece.verdict.who if {"quotes", "names"} <= exposes else "",
    )


def _comments(
    visitor: Member, canvas: Canvas, exposes: frozenset[str], redact: Redact
) -> dict[uuid.UUID | None, list[Said]]:
    found: dict[uuid.UUID | None, list[Said]] = {}
    rows = Comment.objects.of(visitor).living().filter(canvas=canvas, resolved=False)
    seen = rows.exclude(parent__resolved=True).exclude(note__is_private=True).exclude(note__deleted_at__isnull=False)
    for row in seen.select_related("author__user").order_by("added_at", "pk"):
        author = str(row.author or "") if "authors" in exposes else ""
        hidden = {mention["member"]: gettext("colleague") for mention in row.mentions}
        text = row.text if "authors" in exposes else text_of_today(row.text, row.mentions, hidden)
        found.setdefault(row.note_id, []).append(Said(redact(text), author))
    return found


def _tiles(visitor: Member, canvas: Canvas, section: Section) -> list[FigureTile]:
    """The figures of a section: in its region where it stands in a row for one, else in that of the canvas."""
    figures = figures_for(
        visitor,
        Subject.parse(canvas.figures_subject),
        region=section.region if section.row else canvas.region_id,
        period=canvas.period,
        metrics=section.figures.split(",") if section.figures else None,
        patient=False,
    )
    return [replace(tile, url="") for tile in figures.tiles]


def _actions(visitor: Member, canvas: Canvas, exposes: frozenset[str], redact: Redact) -> list[SharedAction]:
    rows = Action.objects.of(visitor).living().filter(canvas=canvas).exclude(note__is_private=True)
    return [
        SharedAction(
            text=redact(row.text),
            status=row.get_status_display(),
            due=row.due,
            owner=str(row.owner or "") if "authors" in exposes else "",
        )
        for row in rows.select_related("owner__user").order_by("order_key", "pk")
    ]


@dataclass(frozen=True, slots=True)
class GuestNote:
    """A note as a guest sees it; `votes` are None while there is no voting."""

    id: str
    text: str
    author: str
    is_own: bool
    is_private: bool
    votes: int | None
    my_votes: int


@dataclass(frozen=True, slots=True)
class GuestBoard:
    """What a guest works on: the sections with their notes, the timer and the votes."""

    title: str
    workspace: str
    has_logo: bool
    footer: str
    guest: Member
    workshop: WorkshopView
    sections: list[tuple[SharedSection, list[GuestNote]]]


def guest_board(link: ShareLink, guest: Member) -> GuestBoard:
    """The board of a link that lets people add notes, as one guest sees it."""
    canvas, exposes = link.canvas, frozenset(link.exposes)
    redact, look = redaction(canvas, exposes), branding_of(link)
    reading = reading_of(guest, canvas, patient=False)
    rows = Note.objects.of(guest).visible_to(guest).living().filter(canvas=canvas).select_related("author__user")
    notes = sorted(rows, key=lambda note: (note.order_key, note.pk))
    views = [(note.section, _guest_note(note, reading, exposes, redact)) for note in notes]
    bare = _bare_sections(canvas)
    return GuestBoard(
        title=redact(canvas.title),
        workspace=link.workspace.name,
        has_logo=bool(look.logo),
        footer=look.footer,
        guest=guest,
        workshop=workshop_on(guest, canvas),
        sections=[(section, [view for key, view in views if key == section.key]) for section in bare],
    )


def _guest_note(note: Note, reading: Reading, exposes: frozenset[str], redact: Redact) -> GuestNote:
    view, own = reading.view(note), note.author_id == reading.member.pk
    return GuestNote(
        id=view.id,
        # What people wrote themselves they see as they wrote it, for they can change it.
        text=note.text if own else redact(note.text),
        author=str(note.author or "") if "authors" in exposes and not own else "",
        is_own=own,
        is_private=note.is_private,
        votes=view.votes if view.is_voting else None,
        my_votes=view.my_votes,
    )


def _bare_sections(canvas: Canvas) -> list[SharedSection]:
    return [_section(section, []) for section in canvas.blueprint.sections]


def _section(section: Section, notes: list[SharedNote], tiles: Sequence[FigureTile] = ()) -> SharedSection:
    return SharedSection(
        key=section.key,
        title=section.name,
        hue=section.hue,
        columns=section.columns,
        tablet=section.tablet,
        question=section.question,
        live=section.live,
        notes=notes,
        tiles=list(tiles),
    )
