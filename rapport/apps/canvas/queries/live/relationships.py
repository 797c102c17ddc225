"""How each type of relationship stands, in the section of relationships."""

from __future__ import annotations

from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.live._box import LiveBox
from rapport.apps.canvas.queries.relationship import states_of


def _fill(member: Member, canvas: Canvas) -> dict[str, Any]:
    types = states_of(member, canvas)
    return {
        "chosen": [one for one in types if one.is_chosen],
        "by_itself": [one for one in types if not one.is_chosen and one.state.name == "running"],
    }


relationships = LiveBox(
    name="relationships",
    title="Types of relationship",
    help="Which types are chosen, and whether each is running, designed or not set up.",
    fill=_fill,
)
