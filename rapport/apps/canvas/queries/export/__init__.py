"""A canvas as a file: PDF, SVG and PNG for people, Markdown and CSV to work on, JSON for programs."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils import timezone

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.queries.board import Board, board_for_all
from rapport.apps.canvas.queries.export.document import EXTRAS, document_of
from rapport.apps.canvas.queries.export.markdown import markdown_of
from rapport.apps.canvas.queries.export.sheet import sheet_of
from rapport.apps.canvas.queries.export.table import table_of
from rapport.apps.canvas.queries.export.typesetting import typeset
from rapport.kernel.errors import Missing

__all__ = ["EXTRAS", "FORMATS", "PAGES", "Exported", "export"]

# How a PDF is laid out: the whole board on one page, or a page for each section.
PAGES = ("board", "sections")
Written = Callable[[Member, Board, "Wish"], bytes]


@dataclass(frozen=True, slots=True)
class Exported:
    """A file: what it is called, what it is, and what is in it."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file shall be made: the pages of a PDF, and what is added to the portable document."""

    pages: str = "board"
    extras: tuple[str, ...] = ()


def export(
    member: Member, canvas_id: int, form: str, *, pages: str = "board", extras: Collection[str] = ()
) -> Exported:
    """The canvas in one of `FORMATS`; `pages` lays out a PDF, `extras` are added to JSON. Raises Missing for others."""
    if form not in FORMATS:
        raise Missing(f"A canvas can be had as {', '.join(FORMATS)}.", place="format")
    if pages not in PAGES:
        raise Missing(f"A PDF has its pages by {' or '.join(PAGES)}.", place="pages")
    if not set(extras) <= set(EXTRAS):
        raise Missing(f"What can be added is {' and '.join(EXTRAS)}.", place="with")
    wish = Wish(pages, tuple(extras))
    board = board_for_all(member, canvas_id, patient=True)
    content_type, written = FORMATS[form]
    with timezone.override(member.workspace.zone):
        content = written(member, board, wish)
    return Exported(f"{file_name(board.canvas.title)}.{form}", content_type, content)


def _typeset(form: str) -> Written:
    return lambda member, board, wish: typeset({**sheet_of(member, board), "pages": wish.pages}, form)


def _json(member: Member, board: Board, wish: Wish) -> bytes:
    return json.dumps(document_of(member, board, wish.extras), ensure_ascii=False, indent=2).encode() + b"\n"


def file_name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "canvas"


FORMATS: dict[str, tuple[str, Written]] = {
    "pdf": ("application/pdf", _typeset("pdf")),
    "svg": ("image/svg+xml", _typeset("svg")),
    "png": ("image/png", _typeset("png")),
    "md": ("text/markdown; charset=utf-8", lambda member, board, wish: markdown_of(member, board)),
    "csv": ("text/csv; charset=utf-8", lambda member, board, wish: table_of(member, board)),
    "json": ("application/json", _json),
}
