"""Where people meet the business: volume and satisfaction of each place, in the section of touchpoints."""

from __future__ import annotations

from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.live._box import LiveBox
from rapport.apps.canvas.queries.recorded import on_record
from rapport.apps.canvas.queries.voices import answers_on, places_of


def _fill(member: Member, canvas: Canvas) -> dict[str, Any]:
    record = on_record(member, canvas)
    may_read = member.may("responses.view")
    answers, choice, any_answer = answers_on(member, canvas) if may_read else (None, record.period, False)
    channels = dict(record.counts.get("order_channel", {}))
    places = places_of(answers, channels)
    return {
        "places": places,
        "period": record.period.words,
        "has_source": any_answer or bool(channels) or bool(places),
        "asked_period": choice.words if choice.words != record.period.words else "",
    }


touchpoints = LiveBox(
    name="touchpoints",
    title="Touchpoints in use",
    help="Touchpoints that surveys asked about and channels of orders, with volume and satisfaction.",
    fill=_fill,
    topics=("figures", "responses"),
    right="metrics.view",
    follows_canvas=False,
)
