"""What the customers of the demo say after they bought."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from rapport.apps.accounts.models import Member
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.sales.operations import OrderFacts
from rapport.demo.people import Person
from rapport.demo.yearly import yearly_answers

PRAISE = {
    "young women": ["Pretty and cheap, I show them to everybody", "The colours look just like on Instagram"],
    "adult women": ["My skin feels calmer since I use the serum", "The advice before buying was honest"],
    "men": ["Does what it says", "Good beard oil"],
}
BLAME = {
    "young women": ["The parcel took nine days", "The tint I wanted was sold out again"],
    "adult women": ["I could not find out what is in the cream", "Nobody answered my question about my skin type"],
    "men": [
        "Too many steps to order the same thing again",
        "I forgot about you, nobody reminded me",
        "Parcel came late",
    ],
}
SATISFACTION = {
    "Web shop": {"young women": 4.4, "adult women": 4.2, "men": 3.6},
    "Delivery": {"young women": 3.7, "adult women": 3.9, "men": 3.5},
    "Advice by chat": {"young women": 4.3, "adult women": 3.7, "men": 3.6},
}
ASKED_BY = {"Web shop": "website", "Delivery": "e-mail", "Advice by chat": "chat"}
EASE = {"young women": 5.8, "adult women": 5.3, "men": 4.1}


def make_answers(
    member: Member, people: list[Person], orders: list[OrderFacts], *, today: datetime, chance: Random
) -> list[ResponseFacts]:
    """Record the answers to four surveys; returns them in the order of time."""
    known = {person.id: person for person in people}
    answers = [answer for order in orders for answer in _after(order, known, today, chance)]
    answers += yearly_answers(people, orders, SATISFACTION, today=today)
    answers.sort(key=lambda answer: answer.at)
    record_responses(member, answers)
    return answers


def _after(order: OrderFacts, known: dict[int, Person], today: datetime, chance: Random) -> Iterator[ResponseFacts]:
    person = known.get(order.customer_id or 0)
    at = order.at + timedelta(days=chance.uniform(4, 12))
    if person is None or order.number.startswith("R") or at >= today:
        return
    if chance.random() < 0.17:
        yield _recommendation(person, at, chance)
    if chance.random() < 0.14:
        yield _satisfaction(person, at, chance)
    if chance.random() < 0.09:
        score = _on_scale(EASE[person.group.key], 1, 7, chance)
        yield ResponseFacts(
            kind="ces", at=at, score=score, customer_id=person.id, survey="How easy was it", touchpoint="Web shop"
        )


def _recommendation(person: Person, at: datetime, chance: Random) -> ResponseFacts:
    group, draw, text = person.group, chance.random(), ""
    if draw < group.promoters:
        score, said = chance.choice([9, 9, 10]), PRAISE[group.key]
    elif draw < group.promoters + group.detractors:
        score, said = chance.choice([2, 3, 4, 5, 5, 6, 6]), BLAME[group.key]
    else:
        score, said = chance.choice([7, 8, 8]), []
    if said and chance.random() < 0.45:
        text = chance.choice(said)
    return ResponseFacts(
        kind="nps",
        at=at,
        score=Decimal(score),
        text=text,
        customer_id=person.id,
        survey="Would you recommend us",
        channel="e-mail",
    )


def _satisfaction(person: Person, at: datetime, chance: Random) -> ResponseFacts:
    touchpoint = chance.choice(list(SATISFACTION))
    mean = SATISFACTION[touchpoint][person.group.key]
    if touchpoint == "Delivery" and person.region == "Portugal":
        mean -= 0.7
    return ResponseFacts(
        kind="csat",
        at=at,
        score=_on_scale(mean, 1, 5, chance),
        customer_id=person.id,
        survey="After your order",
        touchpoint=touchpoint,
        channel=ASKED_BY[touchpoint],
    )


def _on_scale(mean: float, lowest: int, highest: int, chance: Random) -> Decimal:
    return Decimal(min(highest, max(lowest, round(chance.gauss(mean, 0.95)))))
