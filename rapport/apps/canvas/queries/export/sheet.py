"""What stands on a printed canvas, as plain values for the typesetter: words and numbers, never markup."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.queries import branding_of
from rapport.apps.canvas.blueprints import Section
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.board import WORDS, Board, CellView, NoteView, SectionView
from rapport.apps.canvas.queries.export.facts import facts_of
from rapport.apps.insights.queries import Subject, period_choices, tile_texts_for_export
from rapport.kernel.clock import now
from rapport.ui.figures import day, locale

FULL = 12
Figures = dict[str, list[dict[str, str]]]


def sheet_of(member: Member, board: Board) -> dict[str, Any]:
    """Everything the template asks for."""
    canvas = board.canvas
    tiles = _tiles(member, canvas)
    figures = {view.section.key: _tiles_in(member, canvas, view.section, tiles) for view in board.sections}
    return {
        "title": canvas.title,
        "subject": _subject(canvas),
        "hue": canvas.segment.hue if canvas.segment else "slate",
        "region": canvas.region.name if canvas.region else gettext("All regions"),
        "period": _period(canvas, tiles),
        "workspace": member.workspace.name,
        "printed": day(now()),
        "language": locale().language,
        "counts": [[status, str(WORDS[status]), board.counts[status]] for status in WORDS if board.counts[status]],
        "tiles": tiles,
        "profile": facts_of(member, canvas),
        "brand": _brand(member),
        "pages": "board",
        "sections": [_section(view, figures) for view in board.sections],
        "cells": [_cell(place, figures) for place in board.cells],
        "credit": canvas.blueprint.credit,
    }


def _brand(member: Member) -> dict[str, Any]:
    """How the workspace looks: its colour and footer line, and its logo as numbers, one a byte."""
    look = branding_of(member)
    return {"accent": look.accent, "footer": look.footer, "logo": list(look.logo or b"")}


def _subject(canvas: Canvas) -> str:
    named = canvas.segment or canvas.party
    return named.name if named else gettext("All customers")


def _period(canvas: Canvas, tiles: list[dict[str, str]]) -> str:
    """The period's name, and from when to when it is."""
    title = dict(period_choices()).get(canvas.period, canvas.period)
    dates = next((tile["period"] for tile in tiles if tile["period"]), "")
    return f"{title}, {dates}" if dates else title


def _tiles(member: Member, canvas: Canvas) -> list[dict[str, str]]:
    if not member.may("metrics.view"):
        return []
    subject = Subject.parse(canvas.figures_subject)
    return tile_texts_for_export(member, subject, region=canvas.region_id, period=canvas.period)


def _tiles_in(member: Member, canvas: Canvas, section: Section, usual: list[dict[str, str]]) -> list[dict[str, str]]:
    """The figures of a section: the usual ones, or its own, in its region where it stands in a row for one."""
    if section.live != "metrics" or not usual:
        return []
    if not section.row and not section.figures:
        return usual
    subject = Subject.parse(canvas.figures_subject)
    region = section.region if section.row else canvas.region_id
    names = section.figures.split(",") if section.figures else None
    return tile_texts_for_export(member, subject, region=region, period=canvas.period, metrics=names)


def _cell(place: CellView, figures: Figures) -> dict[str, Any]:
    """A place on the sheet; a group has its title, "" where it needs none."""
    group = place.cell.group
    return {
        "columns": place.cell.columns,
        "is_group": group is not None,
        "title": group.title if group else "",
        "sections": [_inside(view, place.cell.columns if group else FULL, figures) for view in place.sections],
    }


def _inside(view: SectionView, columns: int, figures: Figures) -> dict[str, Any]:
    """A section in its place; `wide` is its width in twelfths of the whole sheet."""
    return {**_section(view, figures), "title": view.section.title, "wide": view.section.columns * columns // FULL}


def _section(view: SectionView, figures: Figures) -> dict[str, Any]:
    section = view.section
    return {
        "title": section.name,
        "hue": section.hue,
        "columns": section.columns,
        "wide": section.columns,
        "question": section.question,
        "live": section.live,
        "tiles": figures[section.key],
        "notes": [_note(note) for note in view.notes],
    }


def _note(note: NoteView) -> dict[str, Any]:
    return {
        "text": note.text,
        "hue": note.hue,
        "status": note.status,
        "word": note.word,
        "counts": note.counts,
    }
