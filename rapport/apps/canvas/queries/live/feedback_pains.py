"""Low scores and the words that came with them, in the section of pain points."""

from __future__ import annotations

from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.live._box import LiveBox
from rapport.apps.canvas.queries.voices import what_hurts


def _fill(member: Member, canvas: Canvas) -> dict[str, Any]:
    return {"voices": what_hurts(member, canvas)}


feedback_pains = LiveBox(
    name="feedback_pains",
    title="What hurts",
    help="The share of low scores, the touchpoints with most of them, and the words of those who gave them.",
    fill=_fill,
    topics=("responses",),
    right="responses.view",
    follows_canvas=False,
)
