"""The second demo company: a wholesaler that sells beauty products to salons and pharmacies.

Its customers buy for a business: several contacts with their parts in a purchase, terms, key accounts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import create_further_demo
from rapport.apps.canvas.operations import add_notes, create_canvas
from rapport.apps.customers.operations import (
    PartyFacts,
    add_relation,
    create_field,
    create_segment,
    record_parties,
    record_regions,
    set_terms,
    write_note,
)
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.sales.operations import LineFacts, OrderFacts, ProductFacts, record_orders, record_products
from rapport.demo.company import ITEMS, REGIONS, TIME_ZONE
from rapport.demo.elsewhere import make_deals
from rapport.demo.names import FAMILIES, MEN, WOMEN
from rapport.demo.people import CITIES

NAME = "Vela Professional"
SEED = 1911
MONTHS = 18
KEY_ACCOUNTS = 8
LEAVES = 0.03
PRICE_OF_WHOLESALE = Decimal("0.55")
TRADES = ("salon", "pharmacy")
ROLES = [("Owner", "decider"), ("Head of purchasing", "buyer"), ("Stylist", "user"), ("Front desk", "gatekeeper")]
CONTRACTS = ["Gold", "Silver", "Basic"]


@dataclass(slots=True)
class Account:
    """A company that buys: its trade, how often it orders and how much."""

    id: int
    name: str
    trade: str
    region: str
    monthly: float
    boxes: int
    since: datetime


def load(owner: Member, say: Callable[[str], None], *, today: datetime) -> Member:
    """Make the wholesaler, with the owner of the first demo as its own; takes a few seconds."""
    trader = create_further_demo(owner, name=NAME, currency="EUR", time_zone=TIME_ZONE)
    chance = Random(SEED)
    create_field(trader, title="Contract type", kind="choice", used_for="company", choices=CONTRACTS)
    create_field(trader, title="Renewal", kind="date", used_for="company", help="When the contract is to be renewed")
    create_field(trader, title="Treatment rooms", kind="number", used_for="company")
    accounts = _accounts(trader, today, chance)
    key = sorted(accounts, key=lambda one: -one.monthly * one.boxes)[:KEY_ACCOUNTS]
    _contacts(trader, accounts, key, chance)
    _agree(trader, key, chance)
    orders = _orders(accounts, key, today, chance)
    record_products(trader, [_product(item) for item in ITEMS])
    record_orders(trader, orders)
    say(f"  {NAME}: {len(accounts)} companies, {len(orders):,} orders")
    newest = sorted(accounts, key=lambda one: one.since)[-24:]
    make_deals(trader, [(one.id, one.since) for one in newest], today=today, chance=Random(SEED + 1))
    _segments(trader)
    extract(trader.workspace_id)
    _canvas(trader, key[0])
    return trader


def _accounts(trader: Member, today: datetime, chance: Random) -> list[Account]:
    regions = record_regions(trader, REGIONS)
    accounts = [_account(number, today, chance) for number in range(140)]
    facts = [_facts(trader, one, number, regions, today, chance) for number, one in enumerate(accounts)]
    for account, party_id in zip(accounts, record_parties(trader, facts).ids, strict=True):
        account.id = party_id
    return accounts


def _account(number: int, today: datetime, chance: Random) -> Account:
    trade = TRADES[0] if number % 7 < 5 else TRADES[1]
    family = FAMILIES[number % len(FAMILIES)]
    words = ("Salón", "Estudio", "Casa") if trade == "salon" else ("Farmacia", "Botica")
    place = ("", " Centro", " del Mar", " Norte", " & Filhos", " Nuevo", " do Porto")[number // len(FAMILIES)]
    return Account(
        id=0,
        name=f"{words[number % len(words)]} {family}{place}",
        trade=trade,
        region=REGIONS[0] if chance.random() < 0.6 else REGIONS[1],
        monthly=chance.gammavariate(2.0, 0.35),
        boxes=chance.choice([2, 3, 4, 6, 12]),
        since=today - timedelta(days=chance.uniform(40, MONTHS * 30)),
    )


def _facts(
    trader: Member, account: Account, number: int, regions: dict[str, int], today: datetime, chance: Random
) -> PartyFacts:
    renewal = today + timedelta(days=chance.randint(10, 360))
    contract = chance.choices(CONTRACTS, [1, 3, 6])[0]
    return PartyFacts(
        kind="company",
        name=account.name,
        external_id=f"VP-{number + 1:04d}",
        email=f"orders.{number + 1}@{account.trade}.example",
        region_id=regions[account.region],
        city=chance.choice(CITIES[account.region]),
        industry="Beauty salon" if account.trade == "salon" else "Pharmacy",
        company_size=chance.choice(["1–4", "5–9", "10–19"]),
        acquisition_channel=chance.choice(["trade fair", "referral", "field sales", "web shop"]),
        account_manager_id=trader.pk if number % 3 else None,
        first_seen_at=account.since,
        attributes={"contract_type": contract, "renewal": renewal.date(), "treatment_rooms": chance.randint(1, 9)},
    )


def _contacts(trader: Member, accounts: list[Account], key: list[Account], chance: Random) -> None:
    wanted = [(one, role) for one in accounts for role in (ROLES if one in key else ROLES[:1])]
    facts = [_person(number, one, role, chance) for number, (one, role) in enumerate(wanted)]
    ids = record_parties(trader, facts).ids
    for party_id, (account, (role, buying_role)) in zip(ids, wanted, strict=True):
        add_relation(trader, party_id, other_id=account.id, kind="works_for", role=role, buying_role=buying_role)


def _person(number: int, account: Account, role: tuple[str, str], chance: Random) -> PartyFacts:
    given, family = chance.choice(WOMEN + MEN), chance.choice(FAMILIES)
    return PartyFacts(
        name=f"{given} {family}",
        given_name=given,
        family_name=family,
        email=f"contact.{number + 1}@{account.trade}.example",
        job_title=role[0],
        preferred_channel=chance.choice(["phone", "email", "in_person"]),
        first_seen_at=account.since,
    )


def _agree(trader: Member, key: list[Account], chance: Random) -> None:
    for account in key:
        set_terms(
            trader,
            account.id,
            payment_days=chance.choice([30, 45, 60]),
            discount_rate=Decimal(chance.choice([5, 8, 12])) / 100,
            credit_limit=Decimal(chance.choice([3_000, 5_000, 10_000])),
            minimum_order=Decimal(150),
            price_list="Professional 2",
        )
    write_note(trader, key[0].id, "Opens a second house in spring and wants one delivery for both.")


def _orders(accounts: list[Account], key: list[Account], today: datetime, chance: Random) -> list[OrderFacts]:
    orders = [order for one in accounts for order in _orders_of(one, 0 if one in key else LEAVES, today, chance)]
    orders.sort(key=lambda order: order.at)
    for number, order in enumerate(orders):
        order.number = f"V{50_001 + number}"
    return orders


def _orders_of(account: Account, leaves: float, today: datetime, chance: Random) -> list[OrderFacts]:
    orders, at = [], account.since + timedelta(days=chance.expovariate(1 / 10))
    while at < today:
        chosen = {item.sku: item for item in chance.choices(ITEMS, k=chance.randint(2, 5))}
        lines = [_line(item, account.boxes * chance.randint(1, 3)) for item in chosen.values()]
        channel = chance.choices(["field sales", "web shop", "phone"], [3, 4, 2])[0]
        orders.append(OrderFacts("", at.replace(microsecond=0), lines, customer_id=account.id, channel=channel))
        if chance.random() < leaves:
            break
        at += timedelta(days=max(4.0, chance.expovariate(account.monthly / 30.4)))
    return orders


def _line(item: Any, boxes: int) -> LineFacts:
    price = (item.price * PRICE_OF_WHOLESALE).quantize(Decimal("0.01"))
    quantity = Decimal(boxes)
    return LineFacts(item.sku, quantity, price, item.name, direct_cost=item.unit_cost * quantity)


def _product(item: Any) -> ProductFacts:
    price = (item.price * PRICE_OF_WHOLESALE).quantize(Decimal("0.01"))
    return ProductFacts(item.sku, item.name, item.category, price, item.unit_cost)


def _segments(trader: Member) -> None:
    company = {"condition": "kind", "operator": "is", "value": "company"}
    for name, hue, leaf in (
        ("Salons", "coral", {"condition": "industry", "operator": "is", "value": "Beauty salon"}),
        ("Pharmacies", "green", {"condition": "industry", "operator": "is", "value": "Pharmacy"}),
        ("Large accounts", "indigo", {"condition": "order_total", "operator": "at_least", "value": 4_000}),
        ("Silent for 90 days", "amber", {"condition": "last_order", "operator": "more_than_days_ago", "value": 90}),
    ):
        create_segment(trader, name=name, hue=hue, rule={"all": [company, leaf]})


def _canvas(trader: Member, account: Account) -> None:
    canvas = create_canvas(trader, title=f"Key account: {account.name}", party_id=account.id)
    for section, texts in {
        "profile": ["A house with a name in its quarter; the owner decides, the stylists are asked"],
        "needs": ["Never be without the bestsellers on a Friday", "One invoice a month"],
        "pains": ["Two deliveries for two houses", "Testers are always missing"],
        "value": ["A standing order with a call before it leaves"],
        "relationships": ["One person who knows the house, by phone"],
    }.items():
        add_notes(trader, canvas.pk, section=section, texts=texts)
