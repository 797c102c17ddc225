"""Source of the timeline: survey answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.kernel.timeline import Asked, Strand, TimelineSource, Told


def _tell(answer: Any, asked: Asked) -> Told:
    score = "" if answer.score is None else f" {answer.score.normalize():f}"
    text = answer.text or answer.question
    state = " · ".join(part for part in (answer.survey, answer.touchpoint) if part)
    return Told(f"{answer.get_kind_display()}{score}", text, state=state)


answers = TimelineSource(
    name="answers",
    title=_("Answers"),
    help=_("Scores and words from surveys."),
    icon="chat-bubble-left-right",
    hue="need",
    right="responses.view",
    strands=(
        Strand(
            lambda asked: asked.rows("feedback.Response", "customer"),
            _tell,
            party="customer_id",
            searched=("text", "survey", "question", "touchpoint"),
        ),
    ),
    topics=("responses",),
    order=5,
)
