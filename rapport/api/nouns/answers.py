"""What a customer answered."""

from datetime import datetime
from typing import Any, Literal

from django.db.models import Q
from ninja import Query

from rapport.api.gate import Request
from rapport.api.kinds import AddressId, Told
from rapport.api.lists import Paging, page, place_of
from rapport.api.noun import Noun
from rapport.api.parties import reached
from rapport.apps.feedback import models
from rapport.apps.feedback.queries import ResponseFilter, list_responses

answers = Noun("answers", "Answers", "What customers answered in surveys; read only.", order=25)


class Answer(Told):
    """A score on the scale of its kind (NPS 0 to 10, CSAT 1 to 5, CES 1 to 7), a text, or both."""

    id: int
    kind: Literal["nps", "csat", "ces", "free"]
    at: datetime
    score: float | None
    text: str
    survey: str
    question: str
    touchpoint: str
    channel: str
    region_id: int | None
    customer_id: int | None


class Answers(Told):
    """A page of answers, the latest first."""

    items: list[Answer]
    next: str | None


@answers.get("/customers/{party_id}/answers", "responses.view", Answers)
def list_answers_of(request: Request, party_id: AddressId, wanted: Query[Paging]) -> dict[str, Any]:
    """The survey answers of a customer."""
    party = reached(request, party_id)
    cursor = place_of(request, wanted.cursor)
    found = list_responses(
        request.member, ResponseFilter(), within=Q(customer=party.pk), cursor=cursor, size=wanted.limit
    ).page
    return page(request, [_told(one) for one in found.rows], found)


def _told(row: models.Response) -> Answer:
    names = ("kind", "at", "text", "survey", "question", "touchpoint", "channel", "region_id", "customer_id")
    score = None if row.score is None else float(row.score)
    return Answer(id=row.pk, score=score, **{name: getattr(row, name) for name in names})
