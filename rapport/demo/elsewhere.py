"""What other tools of the demo shop know: advertising, invitations, the service desk, boxes, friends, a letter."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.feedback.operations import ResponseFacts
from rapport.apps.sales.operations import OrderFacts
from rapport.apps.tracking.operations import RecordFacts, record_records
from rapport.apps.tracking.record_kinds import catalogue
from rapport.demo.company import CURRENCY, GROUPS, MONTHS
from rapport.demo.people import Person

COST_OF_ONE = {"Instagram": 9, "TikTok": 6, "search": 11, "marketplace": 8, "newsletter": 2, "friend": 5}
BUILT_UP = 0.3
TOPICS = {"Where is my parcel": 5, "A product was damaged": 2, "Which cream for my skin": 3, "Return": 2, "Invoice": 1}
COMPLAINTS = {"A product was damaged", "Where is my parcel"}
BOXES = 130
BOX, NEW_BOX = Decimal("14.50"), Decimal("16.50")
LETTERS, LETTER, WEEKS_OF_LETTERS = 500, "Letter to quiet customers", 26
Rows = Iterator[dict[str, Any]]


def make_records(
    member: Member,
    people: list[Person],
    orders: list[OrderFacts],
    answers: list[ResponseFacts],
    *,
    today: datetime,
    chance: Random,
) -> int:
    """Record what other tools know; returns how many records there are."""
    told = {
        "spend": _spend(people, today, chance),
        "invitations": _invitations(people, answers, today, chance),
        "tickets": _tickets(orders, today, chance),
        "subscriptions": _boxes(people, today, chance),
        "referrals": _referrals(people, today, chance),
        "assignments": _letters(people, today, chance),
    }
    return sum(keep(member, kind, rows) for kind, rows in told.items())


def keep(member: Member, kind: str, rows: Rows) -> int:
    """Record rows of a kind under numbers of their own; returns how many."""
    facts = [RecordFacts(values, f"{kind[:2].upper()}-{number:05d}") for number, values in enumerate(rows, 1)]
    return record_records(member, catalogue.get(kind), facts).created


def _spend(people: list[Person], today: datetime, chance: Random) -> Rows:
    """By channel and month: what the newcomers of the month cost, some channels dearer than others."""
    weights = {group.key: sum(group.channels.values()) for group in GROUPS}
    for month in range(MONTHS):
        until = today - timedelta(days=30.4 * month)
        new = [one for one in people if until - timedelta(days=30.4) <= one.joined < until]
        for channel, cost in COST_OF_ONE.items():
            share = sum(one.group.channels.get(channel, 0) / weights[one.group.key] for one in new)
            amount = Decimal(round(cost * (40 * BUILT_UP + share) * chance.uniform(0.85, 1.2), 2))
            at, purpose = until - timedelta(days=2), "acquisition"
            yield {"at": at, "channel": channel, "purpose": purpose, "amount": amount, "currency": CURRENCY}


def _invitations(people: list[Person], answers: list[ResponseFacts], today: datetime, chance: Random) -> Rows:
    """Of the last year: those who answered had been asked some days before, and others who did not answer."""
    for answer in answers:
        at = answer.at - timedelta(days=chance.uniform(0.2, 3))
        if at < today - timedelta(days=365) or answer.customer_id is None or answer.kind != "nps":
            continue
        asked = {"survey": answer.survey, "channel": "e-mail", "at": at}
        yield {**asked, "customer": answer.customer_id, "state": "answered"}
        for _ in range(chance.choice((1, 2, 2, 3))):
            state = "bounced" if chance.random() < 0.04 else "delivered"
            yield {**asked, "customer": chance.choice(people).id, "state": state}


def _tickets(orders: list[OrderFacts], today: datetime, chance: Random) -> Rows:
    for order in orders:
        opened = order.at + timedelta(days=chance.uniform(1, 9))
        if order.customer_id is None or chance.random() > 0.06 or opened >= today:
            continue
        topic = chance.choices(list(TOPICS), list(TOPICS.values()))[0]
        route = chance.choices(("staff", "automated", "self_service"), (6, 3, 2))[0]
        minutes = 0.5 if route != "staff" else chance.lognormvariate(5.2, 1.1)
        answered = opened + timedelta(minutes=minutes)
        resolved = answered + timedelta(minutes=chance.lognormvariate(6.2, 1.2))
        handed = route != "staff" and chance.random() < 0.3
        yield {
            "customer": order.customer_id, "opened_at": opened, "topic": topic, "route": route, "handed_over": handed,
            "first_response_at": answered if answered < today else None,
            "resolved_at": resolved if resolved < today else None,
            "channel": chance.choice(("e-mail", "chat", "phone")), "complaint": topic in COMPLAINTS,
            "reopened": chance.random() < 0.07, "region": order.region_id,
            "minutes": Decimal(round(chance.uniform(4, 25))) if route == "staff" or handed else Decimal(0),
        }  # fmt: skip


def _boxes(people: list[Person], today: datetime, chance: Random) -> Rows:
    """A box a month, dearer since half a year: who had one then has two stretches, at the old price and the new."""
    dearer = today - timedelta(days=180)
    women = [one for one in people if one.group.gender == "female"]
    for one in chance.sample(women, BOXES):
        since = max(one.joined, today - timedelta(days=chance.uniform(20, 540)))
        until: datetime | None = since + timedelta(days=chance.expovariate(1 / 400) + 30)
        until = until if until is not None and until < today else None
        box = {"customer": one.id, "plan": "Marea box", "currency": CURRENCY, "billing": "month", "channel": "web shop"}
        if since < dearer:
            yield {**box, "since": since, "until": min(until or dearer, dearer), "amount": BOX}
        if until is None or until > dearer:
            yield {**box, "since": max(since, dearer), "until": until, "amount": NEW_BOX}


def _referrals(people: list[Person], today: datetime, chance: Random) -> Rows:
    young = sorted((one for one in people if one.joined > today - timedelta(days=400)), key=lambda one: one.joined)
    for new in chance.sample(young, min(110, len(young))):
        friends = [one for one in chance.sample(people, 12) if one.joined < new.joined and one.group is new.group]
        if friends:
            at = new.joined - timedelta(days=chance.uniform(0, 6))
            yield {"referrer": friends[0].id, "referred": new.id, "at": at, "converted_at": new.joined}


def _letters(people: list[Person], today: datetime, chance: Random) -> Rows:
    """Half of them got a letter, the other half was held out by the draw of a coin: some each week of half a year."""
    known = [one for one in people if one.joined < today - timedelta(days=320)]
    for number, one in enumerate(chance.sample(known, min(LETTERS, len(known)))):
        arm, days = chance.choice(("treated", "holdout")), 300 - 7 * (number * WEEKS_OF_LETTERS // LETTERS)
        yield {"experiment": LETTER, "customer": one.id, "arm": arm, "at": today - timedelta(days=days)}


def make_deals(trader: Member, companies: list[tuple[int, datetime]], *, today: datetime, chance: Random) -> int:
    """Leads and deals of a wholesaler with these companies; returns how many records there are."""
    leads = keep(trader, "leads", _leads(companies, today, chance))
    return leads + keep(trader, "deals", _stages(companies, today, chance))


def _leads(companies: list[tuple[int, datetime]], today: datetime, chance: Random) -> Rows:
    for company, since in companies:
        at = since - timedelta(days=chance.uniform(15, 60))
        channel = chance.choice(("trade fair", "web shop", "referral"))
        answered = at + timedelta(hours=chance.lognormvariate(1.5, 1))
        came = {"customer": company, "at": at, "channel": channel, "first_response_at": answered}
        yield {**came, "qualified_at": answered + timedelta(days=3), "won_at": since}
    for _ in range(len(companies) * 2):
        at = today - timedelta(days=chance.uniform(2, 500))
        answered = at + timedelta(hours=chance.lognormvariate(2.2, 1))
        lost = answered + timedelta(days=chance.uniform(3, 50))
        gone = {"lost_at": lost, "reason": "Buys elsewhere"} if lost < today else {}
        yield {"at": at, "channel": "web shop", "first_response_at": answered if answered < today else None, **gone}


def _stages(companies: list[tuple[int, datetime]], today: datetime, chance: Random) -> Rows:
    for number, (company, _since) in enumerate(companies, 1):
        opened = today - timedelta(days=chance.uniform(5, 330))
        said = {"deal": f"D-{number}", "customer": company, "amount": Decimal(chance.randint(8, 60) * 100),
                "currency": CURRENCY, "opened_at": opened}  # fmt: skip
        offered, decided = (opened + timedelta(days=chance.uniform(*span)) for span in ((3, 15), (20, 90)))
        yield {**said, "at": opened, "state": "open", "stage": "Talking", "probability": Decimal("0.2")}
        if offered < today:
            yield {**said, "at": offered, "state": "open", "stage": "Offer", "probability": Decimal("0.5")}
        if decided < today:
            won = chance.random() < 0.55
            why = {} if won else {"reason": chance.choice(("Price", "Buys elsewhere", "No answer"))}
            yield {**said, "at": decided, "state": "won" if won else "lost", "stage": "Won" if won else "Lost", **why}
