"""Two years of orders: each person buys at their own rate until they leave."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from random import Random

from rapport.apps.accounts.models import Member
from rapport.apps.sales.operations import LineFacts, OrderFacts, ProductFacts, record_orders, record_products
from rapport.demo.company import ITEMS, MONTHS, Item
from rapport.demo.people import Person

BATCH = 1_000
GUESTS = 0.04
SENT_BACK = 0.035
SEASON = {1: 0.85, 2: 0.9, 5: 1.1, 6: 1.1, 11: 1.35, 12: 1.5}


def make_orders(
    member: Member, people: list[Person], regions: dict[str, int], *, today: datetime, chance: Random
) -> list[OrderFacts]:
    """Record products and orders; returns the orders in the order of time."""
    record_products(member, [ProductFacts(i.sku, i.name, i.category, i.price, i.unit_cost) for i in ITEMS])
    orders = [order for person in people for order in _orders_of(person, regions, today, chance)]
    orders.sort(key=lambda order: order.at)
    orders += list(_returns(orders, today, chance))
    orders.sort(key=lambda order: order.at)
    _number(orders)
    rest = iter(orders)
    while batch := list(islice(rest, BATCH)):
        record_orders(member, batch, cancellation_mark="R")
    return orders


def _orders_of(person: Person, regions: dict[str, int], today: datetime, chance: Random) -> Iterator[OrderFacts]:
    at = person.joined + timedelta(days=chance.expovariate(1 / 4))
    since = today - timedelta(days=MONTHS * 30.4)
    while at < today:
        if at >= since:
            yield _order(person, regions, at, chance)
        if chance.random() < person.group.leaves:
            return
        pace = person.monthly_orders * SEASON.get(at.month, 1.0)
        at += timedelta(days=max(2.0, chance.expovariate(pace / 30.4)))


def _order(person: Person, regions: dict[str, int], at: datetime, chance: Random) -> OrderFacts:
    likes = person.group.likes
    weights = [likes.get(item.category, 0.0) for item in ITEMS]
    chosen = chance.choices(ITEMS, weights, k=chance.randint(*person.group.basket))
    return OrderFacts(
        number="",
        at=at.replace(microsecond=0),
        lines=[_line(item, chance) for item in {item.sku: item for item in chosen}.values()],
        customer_id=None if chance.random() < GUESTS else person.id,
        region_id=regions[person.region],
        channel=chance.choices(["web shop", "app"], [3, 2])[0],
    )


def _line(item: Item, chance: Random) -> LineFacts:
    quantity = Decimal(chance.choices([1, 2, 3], [8, 3, 1])[0])
    discount = (
        (item.price * quantity * Decimal("0.10")).quantize(Decimal("0.01")) if chance.random() < 0.12 else Decimal(0)
    )
    return LineFacts(
        sku=item.sku,
        quantity=quantity,
        unit_price=item.price,
        description=item.name,
        discount=discount,
        direct_cost=item.unit_cost * quantity,
    )


def _returns(orders: list[OrderFacts], today: datetime, chance: Random) -> Iterator[OrderFacts]:
    for order in orders:
        at = order.at + timedelta(days=chance.uniform(3, 20))
        if order.customer_id is None or chance.random() > SENT_BACK or at >= today:
            continue
        line = order.lines[0]
        back = line._replace(
            quantity=-line.quantity,
            discount=-line.discount,
            direct_cost=None if line.direct_cost is None else -line.direct_cost,
        )
        yield OrderFacts(
            number="R",
            at=at.replace(microsecond=0),
            lines=[back],
            customer_id=order.customer_id,
            region_id=order.region_id,
            channel=order.channel,
        )


def _number(orders: list[OrderFacts]) -> None:
    for position, order in enumerate(orders):
        order.number = f"{order.number}{10_001 + position}"
