"""A shop with rows in every table, drawn from a seed: small, and full of edges."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pyarrow as pa

from rapport.analytics.facts.responses import SCALES
from rapport.analytics.tests.shop import QUARTER, at, customers, members, table

REGIONS = ("Spain", "France", None)
CUSTOMERS = range(1, 13)
CHANNELS = ("web", "shop", None)
EVENTS = ("opened", "saved", "community_question", "community_answer", "idea_posted", "points_earned",
          "points_redeemed", "recommendation_shown", "recommendation_accepted", "gathering_invited")  # fmt: skip
Row = dict[str, Any]


def whole_shop(seed: int) -> dict[str, pa.Table]:
    """Every fact table, a handful to a few dozen rows each, over half a year that ends with the quarter."""
    random = Random(seed)
    makers = {"orders": _order, "order_lines": _line, "responses": _response, "invitations": _invitation,
              "subscriptions": _subscription, "tickets": _ticket, "touches": _touch, "spend": _spend, "leads": _lead,
              "deals": _deal, "referrals": _referral, "assignments": _assignment, "events": _event}  # fmt: skip
    tables = {name: table(name, [{"id": n, **make(random)} for n in range(1, 25)]) for name, make in makers.items()}
    people = [{"id": n, **_customer(random)} for n in CUSTOMERS]
    goods = [{"id": n, "category": f"kind {n % 3}"} for n in range(1, 6)]
    halves = members(*((1 + customer % 2, customer) for customer in CUSTOMERS))
    return tables | {
        "customers": table("customers", people),
        "products": table("products", goods),
        "memberships": halves,
    }


def _customer(random: Random) -> Row:
    return {"kind": "person", "region": random.choice(REGIONS), "first_seen": at("2025-01-01"),
            "acquired_at": _day(random), "channel": random.choice(CHANNELS), "completeness": random.choice((0.5, 1.0)),
            "duplicate": random.choice((True, False, None)), "consent": random.choice((True, False, None))}  # fmt: skip


def _order(random: Random) -> Row:
    kind = random.choice(("sale", "sale", "sale", "refund"))
    moment = _day(random)
    return {**_who(random), "at": moment, "kind": kind, "net": random.randint(1, 500) * (1 if kind == "sale" else -1),
            "currency": "EUR", "channel": random.choice(CHANNELS), "discount": random.choice((0, 5, None)),
            "customised": random.choice((True, False)), "partner": random.choice((1, None)),
            "due_at": moment + timedelta(days=10),
            "paid_at": random.choice((None, moment + timedelta(days=random.randint(0, 20))))}  # fmt: skip


def _line(random: Random) -> Row:
    kind = random.choice(("sale", "sale", "refund"))
    sign = 1 if kind == "sale" else -1
    return {**_who(random), "order_id": random.randint(1, 12), "at": _day(random), "kind": kind,
            "net": 10 * sign * random.randint(1, 9), "direct_cost": 5 * sign,
            "product": random.randint(1, 5)}  # fmt: skip


def _response(random: Random) -> Row:
    kind = random.choice([*SCALES, "nps", "csat"])
    return {**_who(random), "at": _day(random), "kind": kind, "score": float(random.randint(*SCALES[kind][:2])),
            "channel": random.choice(CHANNELS)}  # fmt: skip


def _invitation(random: Random) -> Row:
    states = ("sent", "delivered", "bounced", "answered")
    return {**_who(random), "at": _day(random), "state": random.choice(states)}


def _subscription(random: Random) -> Row:
    since = _day(random)
    return {"customer": random.choice(CUSTOMERS), "since": since, "amount": random.randint(1, 9), "currency": "EUR",
            "billing": "month",
            "until": random.choice((None, since + timedelta(days=random.randint(1, 90))))}  # fmt: skip


def _ticket(random: Random) -> Row:
    opened = _day(random)
    answered = random.choice((None, opened + timedelta(minutes=random.randint(1, 9000))))
    resolved = None if answered is None else answered + timedelta(hours=random.randint(0, 90))
    return {**_who(random), "opened_at": opened, "first_response_at": answered, "resolved_at": resolved,
            "response_minutes": float(random.randint(1, 600)), "resolution_minutes": float(random.randint(1, 900)),
            "route": random.choice(("self_service", "automated", "staff")), "handed_over": random.choice((True, False)),
            "complaint": random.choice((True, False)), "reopened": random.choice((True, False)),
            "saved": random.choice((True, False, None)), "channel": random.choice(CHANNELS), "cost": 2,
            "minutes": float(random.randint(1, 30))}  # fmt: skip


def _touch(random: Random) -> Row:
    return {**_who(random), "at": _day(random), "direction": random.choice(("in", "out")), "cost": 1,
            "purpose": random.choice(("welcome", "win_back", "campaign")), "replied": random.choice((True, False)),
            "personalised": random.choice((True, False))}  # fmt: skip


def _spend(random: Random) -> Row:
    return {**_who(random), "at": _day(random), "channel": random.choice(CHANNELS), "amount": random.randint(1, 50),
            "currency": "EUR", "purpose": random.choice(("acquisition", "retention", None))}  # fmt: skip


def _lead(random: Random) -> Row:
    came = _day(random)
    ended = random.choice((None, "won_at", "lost_at"))
    decided = {} if ended is None else {ended: came + timedelta(days=9)}
    return {**_who(random), "at": came, "first_response_at": came + timedelta(hours=random.randint(1, 60)),
            "qualified_at": random.choice((None, came + timedelta(days=3))), **decided}  # fmt: skip


def _deal(random: Random) -> Row:
    opened = _day(random)
    return {**_who(random), "deal": random.randint(1, 24), "opened_at": opened, "currency": "EUR",
            "at": opened + timedelta(days=random.randint(0, 30)), "amount": random.randint(1, 900),
            "state": random.choice(("open", "won", "lost")), "probability": 0.25}  # fmt: skip


def _referral(random: Random) -> Row:
    made = _day(random)
    converted = random.choice((None, made + timedelta(days=5)))
    return {"referrer": random.randint(1, 6), "referred": random.randint(7, 12), "at": made, "converted_at": converted}


def _assignment(random: Random) -> Row:
    arm = random.choice(("treated", "holdout"))
    return {"customer": random.choice(CUSTOMERS), "experiment": "one", "arm": arm, "at": _day(random)}


def _event(random: Random) -> Row:
    return {**_who(random), "at": _day(random), "name": random.choice(EVENTS), "value": float(random.randint(1, 9))}


def _who(random: Random) -> Row:
    return {"customer": random.choice([*CUSTOMERS, *CUSTOMERS, None]), "region": random.choice(REGIONS)}


def _day(random: Random) -> datetime:
    return QUARTER.start + timedelta(days=random.randint(-90, 89), hours=random.randint(0, 23))


EMPTY = {name: one.slice(0, 0) for name, one in whole_shop(0).items()}
PEOPLE_ONLY = {"customers": customers((1, "Spain"))}
