"""A canvas as a file: PDF, SVG and PNG for people, JSON for programs."""

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
from rapport.apps.canvas.queries.export.sheet import sheet_of
from rapport.apps.canvas.queries.export.typesetting import typeset
from rapport.kernel.errors import Missing

__all__ = ["FORMATS", "Exported", "export"]


@dataclass(frozen=True, slots=True)
class Exported:
    """A file: what it is called, what it is, and what is in it."""

    name: str
    content_type: str
    content: bytes


def export(member: Member, canvas_id: int, form: str) -> Exported:
    """The canvas in one of `FORMATS`. Raises Missing for another one."""
    if form not in FORMATS:
        raise Missing(f"A canvas can be had as {', '.join(FORMATS)}.", place="format")
    board = board_of(member, canvas_id)
    content_type, written = FORMATS[form]
    with timezone.override(member.workspace.zone):
        content = written(member, board, form)
    return Exported(f"{_file_name(board.canvas.title)}.{form}", content_type, content)


def _typeset(member: Member, board: Board, form: str) -> bytes:
    return typeset(sheet_of(member, board), form)


def _json(member: Member, board: Board, form: str) -> bytes:
    return json.dumps(document_of(member, board), ensure_ascii=False, indent=2).encode() + b"\n"


def _file_name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "canvas"


FORMATS: dict[str, tuple[str, Callable[[Member, Board, str], bytes]]] = {
    "pdf": ("application/pdf", _typeset),
    "svg": ("image/svg+xml", _typeset),
    "png": ("image/png", _typeset),
    "json": ("application/json", _json),
}
