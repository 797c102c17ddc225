"""What the people of the demo allow: most were asked when they first bought, some left again, many were never asked."""

from datetime import datetime, timedelta
from random import Random

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Consent
from rapport.apps.customers.operations import Answer, AnswerFacts, lay_purposes, record_answers, record_consent
from rapport.demo.people import Person

NEWS, SURVEYS = "news_and_offers", "surveys"
GIVEN, WITHDRAWN = Consent.State.GIVEN, Consent.State.WITHDRAWN
# How many of a hundred were asked, agreed where they were asked, and left the newsletter later.
ASKED, AGREED, LEFT, BY_TEXT, OBJECTED = 0.72, 0.68, 0.12, 0.22, 0.03


def make_consents(member: Member, people: list[Person], *, today: datetime, chance: Random) -> int:
    """Lay the purposes and record what everybody answered; returns how many answers there are."""
    lay_purposes(member)
    news = [answer for person in people for answer in _news(person, today, chance)]
    objections = [
        AnswerFacts(person.id, "email", WITHDRAWN, "Reply to a survey", _between(person.joined, today, chance))
        for person in people
        if chance.random() < OBJECTED
    ]
    done = record_answers(member, NEWS, news).recorded + record_answers(member, SURVEYS, objections).recorded
    by_phone = Answer(
        NEWS, ["phone"], GIVEN, "Call about a delivery", proof="Nora took the call and read the text out."
    )
    record_consent(member, people[0].id, by_phone)
    return done + 1


def _news(person: Person, today: datetime, chance: Random) -> list[AnswerFacts]:
    if chance.random() >= ASKED:
        return []
    asked = min(person.joined + timedelta(minutes=chance.uniform(4, 40)), today)
    if chance.random() >= AGREED:
        return []
    answers = [AnswerFacts(person.id, "email", GIVEN, "Checkout in the web shop", asked)]
    if chance.random() < BY_TEXT:
        answers.append(AnswerFacts(person.id, "sms", GIVEN, "Checkout in the web shop", asked))
    if chance.random() < LEFT:
        left = _between(asked, today, chance)
        answers.append(AnswerFacts(person.id, "email", WITHDRAWN, "Link at the foot of the newsletter", left))
    return answers


def _between(start: datetime, end: datetime, chance: Random) -> datetime:
    return start + (end - start) * chance.random() if start < end else end
