"""A canvas as a whole business model: its four blocks, and the five that came with an import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.export import Exported, file_name
from rapport.apps.canvas.readers.business_model import (
    BLOCKS,
    CUSTOMER_SIDE,
    BusinessModel,
    as_csv,
    as_json,
    as_markdown,
)
from rapport.kernel.errors import Missing

TEMPLATE = "business_model_link"
SIDE_OF = {
    "profile": "customer_segments",
    "value": "value_propositions",
    "touchpoints": "channels",
    "relationships": "customer_relationships",
}
WRITERS: dict[str, tuple[str, Callable[[BusinessModel], str]]] = {
    "json": ("application/json", as_json),
    "md": ("text/markdown; charset=utf-8", as_markdown),
    "csv": ("text/csv; charset=utf-8", as_csv),
}


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block with its notes; `is_kept` when it is not on the canvas but goes back into the file."""

    title: str
    notes: list[str]
    is_kept: bool


def is_linked(canvas: Canvas) -> bool:
    """Has the canvas the template whose blocks are those of a business model?"""
    return not canvas.own_template_id and canvas.blueprint_name == TEMPLATE


def business_model_of(member: Member, canvas_id: int) -> BusinessModel:
    """All nine blocks as they are now; of a canvas with another template, what its sections have for them.

    It is given away as a file, so nobody's private notes are in it.
    """
    canvas = canvas_of(member, canvas_id)
    block_of = {one.key: SIDE_OF[one.nine] for one in canvas.blueprint.sections if one.nine in SIDE_OF}
    rows = Note.objects.of(member).living().filter(canvas=canvas, section__in=block_of, is_private=False)
    places = list(block_of)
    ordered = sorted(rows, key=lambda note: (places.index(note.section), note.order_key, note.pk))
    side = {block: [note.text for note in ordered if block_of[note.section] == block] for block in CUSTOMER_SIDE}
    kept = canvas.kept_blocks.get("blocks", {})
    blocks = {key: side[key] if key in side else list(kept.get(key, [])) for key in BLOCKS}
    return BusinessModel(canvas.kept_blocks.get("title") or canvas.title, blocks)


def block_views(model: BusinessModel) -> list[BlockView]:
    """The nine blocks for a page, those on the canvas first."""
    ordered = [*CUSTOMER_SIDE, *(key for key in BLOCKS if key not in CUSTOMER_SIDE)]
    return [BlockView(BLOCKS[key], model.blocks.get(key, []), key not in CUSTOMER_SIDE) for key in ordered]


def business_model_file(member: Member, canvas_id: int, form: str) -> Exported:
    """The business model in one of the formats it can be imported from. Raises Missing for another one."""
    if form not in WRITERS:
        raise Missing(f"A business model can be had as {', '.join(WRITERS)}.", place="format")
    model = business_model_of(member, canvas_id)
    content_type, written = WRITERS[form]
    return Exported(f"business-model-{file_name(model.title)}.{form}", content_type, written(model).encode())
