"""What people say in their answers, in the section of needs."""

from __future__ import annotations

from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.live._box import LiveBox
from rapport.apps.canvas.queries.voices import what_they_say


def _fill(member: Member, canvas: Canvas) -> dict[str, Any]:
    return {"voices": what_they_say(member, canvas)}


feedback_needs = LiveBox(
    name="feedback_needs",
    title="What they say",
    help="The most frequent words in survey answers, counted by answers, and the newest answers.",
    fill=_fill,
    topics=("responses",),
    right="responses.view",
    follows_canvas=False,
)
