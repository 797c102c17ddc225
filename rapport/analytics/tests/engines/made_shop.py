"""A shop made at random from the declared columns of every fact; the same seed gives the same rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import duckdb
import pyarrow as pa

from rapport.analytics.fact import Column, Fact
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.tests.shop import table

BEGIN = datetime(2025, 3, 1, tzinfo=UTC)
HOURS = 24 * 450
CUSTOMERS, PRODUCTS, ORDERS = 60, 8, 300
ROWS = {
    "customers": CUSTOMERS,
    "products": PRODUCTS,
    "orders": ORDERS,
    "order_lines": 500,
    "responses": 1500,
    "memberships": 90,
    "referrals": 60,
}
USUAL = 400
TRIES = 2
# What an id of this name leads to; anything else is a number of its own.
LEADS_TO = {
    "customer": CUSTOMERS,
    "referrer": CUSTOMERS,
    "referred": CUSTOMERS,
    "product": PRODUCTS,
    "order_id": ORDERS,
    "refunds": ORDERS,
    "segment": 3,
}
# Amounts as they were before conversion: no metric reads them, so that of one table stands for all.
CONVERTED = {"original_amount", "original_net", "original_direct_cost", "original_price", "original_cost"}
CONVERTED |= {"original_currency", "rate"}
EVENTS = (
    "opened",
    *("community_question", "community_answer", "idea_posted", "idea_voted", "idea_shipped", "review_written"),
    *("points_earned", "points_redeemed", "recommendation_shown", "recommendation_accepted"),
    *("early_access_offered", "early_access_used", "gathering_invited", "gathering_attended"),
)
WORDS = {
    "region": ("Spain", "France", "Côte d'Or", "România"),
    "country": ("ES", "FR"),
    "currency": ("EUR",),
    "original_currency": ("EUR",),
    "category": ("tea", "coffee", "cups"),
    "name": EVENTS,
    "stage": ("qualified", "proposal", "won", "lost"),
}
USUAL_WORDS = ("one", "two", "three")


@cache
def made_shop(seed: int = 4) -> dict[str, pa.Table]:
    """Every fact table of the catalogue, with gaps where gaps may be; each seed's is made once."""
    random = Random(seed)
    return {fact.name: _sound(fact, table(fact.name, _rows(fact, random))) for fact in facts}


def _rows(fact: Fact, random: Random) -> list[dict[str, Any]]:
    numbers = range(1, ROWS.get(fact.name, USUAL) + 1)
    return [_row(fact, number, random) for number in numbers for _ in range(TRIES)]


def _row(fact: Fact, number: int, random: Random) -> dict[str, Any]:
    row: dict[str, Any] = {}
    moment = BEGIN + timedelta(hours=random.randrange(HOURS))
    for column in fact.columns:
        if column.name in CONVERTED and fact.name != "orders":
            row[column.name] = None
        elif column.name == "id":
            row["id"] = number
        elif column.type == "instant":
            # Instants of a row follow one another as their columns do; some fall on the same hour.
            row[column.name] = moment if column.required or random.random() < 0.8 else None
            moment += timedelta(hours=random.choice((0, 5, 30, 200, 1000)))
        elif column.type != "bucket":
            row[column.name] = _value(column, random) if column.required or random.random() < 0.85 else None
    return row


def _value(column: Column, random: Random) -> Any:
    if column.type == "id":
        return random.randint(1, LEADS_TO.get(column.name, 20))
    if column.type == "text":
        return random.choice(column.choices or WORDS.get(column.name, USUAL_WORDS))
    if column.type == "flag":
        return random.random() < 0.5
    if column.type == "money":
        return Decimal(random.randint(1, 900_000)).scaleb(-4) * 25
    return random.choice((0.25, 0.5, 1.0, *range(1, 11)))


def _sound(fact: Fact, made: pa.Table) -> pa.Table:
    """Of the tries at each row the first that breaks no rule."""
    broken = [f"({rule.broken_if}) IS NOT TRUE" for rule in fact.rules] or ["true"]
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        made = made.append_column("row_number", pa.array(range(made.num_rows)))
        connection.register(fact.name, made)
        first = f"SELECT DISTINCT ON (row_number // {TRIES}) * FROM {fact.name} WHERE {' AND '.join(broken)}"
        ordered = f"{first} ORDER BY row_number // {TRIES}, row_number"
        return connection.sql(f"SELECT * EXCLUDE row_number FROM ({ordered}) ORDER BY row_number").to_arrow_table()
