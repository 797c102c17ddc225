"""The yearly survey of the demo: the same people say how content they are all in all and with each touchpoint."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from statistics import NormalDist

from rapport.apps.feedback.operations import ResponseFacts
from rapport.apps.sales.operations import OrderFacts
from rapport.demo.people import Person

SEED = 7
SURVEY = "Our yearly survey"
ASKED_BEFORE, ANSWERED_OVER = timedelta(days=170), 14
ACTIVE = timedelta(days=365)
ANSWER = 0.22
# How much each touchpoint carries of what people think all in all; the rest is their own.
WEIGHTS = {"Delivery": 0.6, "Advice by chat": 0.35, "Web shop": 0.15}
OWN = 0.55
SPREAD = 0.95


def yearly_answers(
    people: list[Person], orders: list[OrderFacts], means: dict[str, dict[str, float]], *, today: datetime
) -> list[ResponseFacts]:
    """What those answered who had bought in the year before, drawn apart from everything else in the demo."""
    chance, asked = Random(SEED), today - ASKED_BEFORE
    active = {order.customer_id for order in orders if asked - ACTIVE <= order.at < asked}
    chosen = [person for person in people if person.id in active and chance.random() < ANSWER]
    return [answer for person in chosen for answer in _of(person, means, asked, chance)]


def _of(person: Person, means: dict[str, dict[str, float]], asked: datetime, chance: Random) -> Iterator[ResponseFacts]:
    at = asked + timedelta(days=chance.uniform(0, ANSWERED_OVER))
    felt = {touchpoint: chance.gauss(0, 1) for touchpoint in WEIGHTS}
    whole = sum(weight * felt[touchpoint] for touchpoint, weight in WEIGHTS.items()) + OWN * chance.gauss(0, 1)
    size = (sum(weight**2 for weight in WEIGHTS.values()) + OWN**2) ** 0.5
    for minute, (touchpoint, feeling) in enumerate(felt.items()):
        mean = means[touchpoint][person.group.key]
        if touchpoint == "Delivery" and person.region == "Portugal":
            mean -= 0.7
        yield _answer(person, "csat", at + timedelta(minutes=minute), _score(mean, feeling), touchpoint)
    mean = sum(means[touchpoint][person.group.key] for touchpoint in WEIGHTS) / len(WEIGHTS)
    yield _answer(person, "csat", at + timedelta(minutes=5), _score(mean, whole / size))
    yield _answer(person, "nps", at + timedelta(minutes=6), _recommendation(person, whole / size))


def _answer(person: Person, kind: str, at: datetime, score: int, touchpoint: str = "") -> ResponseFacts:
    return ResponseFacts(
        kind=kind,
        at=at,
        score=Decimal(score),
        customer_id=person.id,
        survey=SURVEY,
        touchpoint=touchpoint,
        channel="e-mail",
    )


def _score(mean: float, feeling: float) -> int:
    return min(5, max(1, round(mean + SPREAD * feeling)))


def _recommendation(person: Person, feeling: float) -> int:
    """As many promoters and detractors as in the person's group at other times, the content ones first."""
    place, group = NormalDist().cdf(feeling), person.group
    if place >= 1 - group.promoters:
        return 10 if place >= 1 - group.promoters / 3 else 9
    if place < group.detractors:
        return 3 if place < group.detractors / 3 else 5
    return 7 if place < (1 - group.promoters + group.detractors) / 2 else 8
