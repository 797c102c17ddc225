"""One survey answer, quoted as it was given. It is looked up whenever it is shown: what is erased is gone here too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.apps.canvas.evidence_kinds._answers import of_subject, title_of
from rapport.apps.canvas.evidence_kinds._kind import About, EvidenceKind, Known, Says, Setting, Settings, Verdict
from rapport.apps.feedback.models import Response
from rapport.apps.feedback.queries import ResponseFilter, list_responses, responses_by_id
from rapport.kernel.errors import Refused
from rapport.kernel.ids import number_in

OFFERED = 10
LONGEST_OFFERED = 160


@dataclass(frozen=True, slots=True)
class Wanted:
    """An answer by its number."""

    id: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as the reader may see it."""

    title: str
    text: str
    at: datetime
    who: str = ""
    url: str = ""


def checked(settings: Settings) -> dict[str, Any]:
    """The number of the answer."""
    given = number_in(str(settings.get("answer") or ""))
    if given is None:
        raise Refused(_("Pick one of the answers."), place="answer", code="choice")
    return {"answer": given}


def sentence(settings: Settings) -> str:
    """What it is, where nothing more may be said."""
    return _("One survey answer")


def meet(about: About, needs: Sequence[Wanted]) -> dict[Wanted, Answer]:
    """The answers there still are; nothing to those who may not see answers."""
    if not needs or not about.member.may("responses.view"):
        return {}
    found = responses_by_id(about.member, [wanted.id for wanted in needs])
    return {wanted: _seen_by(about, found[wanted.id]) for wanted in needs if wanted.id in found}


def judge(settings: Settings, direction: Says, added_at: datetime, known: Known) -> Verdict:
    """It says what its author found in it, and grows old from the day it was given."""
    answer: Answer | None = known.get(Wanted(settings["answer"]))
    if answer is None:
        return Verdict("", _("This answer is no longer there, or is not shown here."))
    return Verdict(direction, answer.title, answer.at, answer.title, answer.text, answer.who, answer.url)


def offered(about: About, search: str) -> list[tuple[str, str]]:
    """The newest answers of the canvas's subject, with the words searched for."""
    if not about.member.may("responses.view"):
        return []
    rows = list_responses(about.member, ResponseFilter(search=search), within=of_subject(about)).page.rows
    return [(str(answer.pk), _label(answer)) for answer in rows[:OFFERED]]


def _label(answer: Response) -> str:
    text = answer.text if len(answer.text) <= LONGEST_OFFERED else f"{answer.text[: LONGEST_OFFERED - 1]}…"
    return f"{title_of(answer)}: “{text}”" if text else title_of(answer)


def _seen_by(about: About, answer: Response) -> Answer:
    who = url = ""
    if answer.customer is not None and about.member.may("customers.view"):
        who = answer.customer.name
        url = reverse("customers:party", args=[about.member.workspace.slug, answer.customer.pk])
    return Answer(title_of(answer), answer.text, answer.at, who, url)


survey_answer = EvidenceKind(
    name="survey_answer",
    title=gettext_lazy("One survey answer"),
    help=gettext_lazy("Quote a real answer of these customers, and say what it means for the note."),
    order=3,
    glyph="chat-bubble-bottom-center-text",
    settings=(
        Setting(
            "answer",
            gettext_lazy("Pick an answer"),
            "pick",
            gettext_lazy("The newest answers of the customers this canvas is about."),
            offered=offered,
        ),
    ),
    checked=checked,
    sentence=sentence,
    judge=judge,
    needs=lambda settings: (Wanted(settings["answer"]),),
    meet=meet,
    gone=gettext_lazy("There is no such answer."),
    answers=lambda about, settings: Q(pk=settings["answer"]),
)
