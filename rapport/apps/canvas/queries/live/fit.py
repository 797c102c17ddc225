"""Which needs and pains have no answer, in the section of the value proposition."""

from __future__ import annotations

from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.fit import fit_for_all
from rapport.apps.canvas.queries.live._box import LiveBox

MOST_NAMED = 3


def _fill(member: Member, canvas: Canvas) -> dict[str, Any]:
    found = fit_for_all(member, canvas.pk)
    if not found.needs and not found.answers:
        return {"hidden": True}
    words = found.words if found.needs else ""
    return {"words": words, "loose_words": found.loose_words, "unanswered": found.unanswered[:MOST_NAMED]}


fit = LiveBox(
    name="fit",
    title="Value fit",
    help="Needs and pains that no proposition answers yet, and answers to nothing.",
    fill=_fill,
    topics=(),
)
