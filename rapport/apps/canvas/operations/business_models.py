"""Taking the customer side of a business model onto a canvas."""

from __future__ import annotations

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.operations import notes
from rapport.apps.canvas.operations.log import Desk, Outcome, perform
from rapport.apps.canvas.readers.business_model import BLOCKS, CUSTOMER_SIDE, BusinessModel
from rapport.kernel.errors import Refused

TEMPLATE = "business_model_link"


def import_business_model(member: Member, canvas_id: int, model: BusinessModel) -> Outcome:
    """Four blocks become notes, as one step of undo; the other five are kept for the way back.

    A text that stands in its section already is not added again.
    """

    def act(desk: Desk) -> None:
        if desk.canvas.own_template_id or desk.canvas.blueprint_name != TEMPLATE:
            raise Refused("Choose the template “Business model link” for this canvas first.", place="template")
        for block in CUSTOMER_SIDE:
            _add_missing(desk, block, model.blocks.get(block, []))
        rest = {key: model.blocks[key] for key in BLOCKS if key not in CUSTOMER_SIDE and key in model.blocks}
        desk.set(desk.canvas, "canvas.linked", "kept_blocks", {"title": model.title, "blocks": rest})

    return perform(member, canvas_id, "canvas.linked", act, right="canvas.edit")


def _add_missing(desk: Desk, block: str, texts: list[str]) -> None:
    standing = {note.text for note in desk.notes.values() if note.section == block and not note.deleted_at}
    new = [text for text in dict.fromkeys(text.strip() for text in texts) if text not in standing]
    if new:
        notes.add(desk, section=block, texts=new)
