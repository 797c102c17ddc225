"""A canvas as a file: PDF, SVG and PNG for people, Markdown and CSV to work on, JSON for programs."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.queries.board import Board, board_of
from rapport.apps.canvas.queries.export.document import document_of
from rapport.apps.canvas.queries.export.markdown import markdown_of
from rapport.apps.canvas.queries.export.sheet import sheet_of
from rapport.apps.canvas.queries.export.table import table_of
from rapport.apps.canvas.queries.export.typesetting import typeset
from rapport.kernel.errors import Missing

__all__ = ["FORMATS", "PAGES", "Exported", "export"]

# How a PDF is laid out: the whole board on one page, or a page for each section.
PAGES = ("board", "sections")
Written = Callable[[Member, Board, str], bytes]


@dataclass(frozen=True, slots=True)
class Exported:
    """A file: what it is called, what it is, and what is in it."""

    name: str
    content_type: str
    content: bytes


def export(member: Member, canvas_id: int, form: str, *, pages: str = "board") -> Exported:
    """The canvas in one of `FORMATS`; `pages` lays out a PDF. Raises Missing for another form or layout."""
    if form not in FORMATS:
        raise Missing(f"A canvas can be had as {', '.join(FORMATS)}.", place="format")
    if pages not in PAGES:
        raise Missing(f"A PDF has its pages by {' or '.join(PAGES)}.", place="pages")
    board = board_of(member, canvas_id)
    content_type, written = FORMATS[form]
    with timezone.override(member.workspace.zone):
        content = written(member, board, pages)
    return Exported(f"{_file_name(board.canvas.title)}.{form}", content_type, content)


def _typeset(form: str) -> Written:
    return lambda member, board, pages: typeset({**sheet_of(member, board), "pages": pages}, form)


def _json(member: Member, board: Board, pages: str) -> bytes:
    return json.dumps(document_of(member, board), ensure_ascii=False, indent=2).encode() + b"\n"


def _file_name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "canvas"


FORMATS: dict[str, tuple[str, Written]] = {
    "pdf": ("application/pdf", _typeset("pdf")),
    "svg": ("image/svg+xml", _typeset("svg")),
    "png": ("image/png", _typeset("png")),
    "md": ("text/markdown; charset=utf-8", lambda member, board, pages: markdown_of(member, board)),
    "csv": ("text/csv; charset=utf-8", lambda member, board, pages: table_of(member, board)),
    "json": ("application/json", _json),
}
