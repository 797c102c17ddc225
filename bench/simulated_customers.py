"""Simulated customers as fact tables in Parquet: python bench/simulated_customers.py FOLDER --customers 1000000

Purchases come from a BG/NBD process (each customer buys at a rate of their own and may leave after any repeat
purchase), amounts from a Gamma-Gamma process. Two years of history, about nine purchases a customer; customers come in
over the first year. The same seed gives the same rows. Written in chunks of 100,000 customers, so that memory does not
grow with their number.

FOLDER/{customers,products,orders,order_lines,responses,memberships}/0000.parquet, 0001.parquet, …
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from rapport.analytics.buckets import buckets_of
from rapport.analytics.facts import catalogue as facts

TABLES = ("customers", "products", "orders", "order_lines", "responses", "memberships")
CHUNK = 100_000
WEEK = 7 * 86_400_000_000  # microseconds
START = datetime(2024, 1, 1, tzinfo=UTC)
WEEKS, WEEKS_OF_ARRIVAL = 104, 52
END = datetime.fromtimestamp(START.timestamp() + WEEKS * 7 * 86_400, UTC)
REGIONS = tuple(f"Region {number:02}" for number in range(1, 11))
CHANNELS = ("search", "social", "friends", "shop", "newsletter")
SEGMENTS, PRODUCTS, CATEGORIES = 20, 200, 12
SPAN_OF_IDS = 1 << 32  # ids of one chunk lie together and meet no other's


@dataclass(frozen=True)
class Process:
    """The parameters behind the rows; time in weeks. What a fit should find again."""

    r: float = 0.9
    alpha: float = 4.5
    a: float = 0.8
    b: float = 7.0
    p: float = 6.25
    q: float = 3.74
    gamma: float = 15.44


@dataclass(frozen=True)
class Wishes:
    """How much of everything; ``extras`` are the tables beside customers and orders."""

    customers: int = 10_000
    seed: int = 20_26
    process: Process = Process()
    lines_per_order: float = 1.5
    refunds: float = 0.03
    responses_per_customer: float = 0.5
    extras: bool = True
    lake: bool = True


def write(folder: Path, wishes: Wishes) -> dict[str, int]:
    """Write the tables; returns how many rows each has. ``lake`` adds the columns ``change`` and ``deleted``."""
    rows = dict.fromkeys(TABLES if wishes.extras else ("customers", "orders"), 0)
    for number, first in enumerate(range(0, wishes.customers, CHUNK)):
        ids = np.arange(first + 1, min(first + CHUNK, wishes.customers) + 1)
        chance = np.random.default_rng([wishes.seed, number])
        for name, table in chunk(ids, number, chance, wishes).items():
            rows[name] += write_one(folder / name / f"{number:04}.parquet", table)
    if wishes.extras:
        rows["products"] = write_one(folder / "products" / "0000.parquet", products(wishes))
    return rows


def chunk(ids: Any, number: int, chance: np.random.Generator, wishes: Wishes) -> dict[str, pa.Table]:
    """The rows of some customers, purchases in the order of time."""
    regions, arrived = chance.integers(0, len(REGIONS), len(ids)), arrivals(chance, len(ids))
    tables = {"customers": customers(ids, regions, arrived, chance, wishes)}
    sold = purchases(ids, regions, arrived, number, chance, wishes)
    if not wishes.extras:
        return tables | {"orders": orders(sold, wishes)}
    lines = lines_of(sold, number, chance, wishes)
    return tables | {
        "orders": orders(sold, wishes),
        "order_lines": order_lines(lines, wishes),
        "responses": responses(ids, regions, arrived, number, chance, wishes),
        "memberships": memberships(ids, regions, arrived, chance, wishes),
    }


def arrivals(chance: np.random.Generator, n: int) -> Any:
    """When each customer first bought, in microseconds since the start."""
    return (chance.random(n) * WEEKS_OF_ARRIVAL * WEEK).astype(np.int64)


def repeats(age: Any, chance: np.random.Generator, process: Process) -> tuple[Any, Any]:
    """The repeat purchases of a BG/NBD process: whose (index) and when, in weeks since the first one.

    A Poisson process that never stops, cut after as many purchases as the customer has in them.
    """
    rate = chance.gamma(process.r, 1 / process.alpha, len(age))
    lasts = chance.geometric(np.maximum(chance.beta(process.a, process.b, len(age)), 1e-12))
    possible = chance.poisson(rate * age)
    whose = np.repeat(np.arange(len(age)), possible)
    when = np.sort(whose + chance.random(len(whose))) - whose
    rank = np.arange(len(whose)) - np.repeat(np.cumsum(possible) - possible, possible)
    kept = rank < lasts[whose]
    return whose[kept], np.clip(when[kept], 0, 1) * age[whose[kept]]


def purchases(
    ids: Any, regions: Any, arrived: Any, number: int, chance: np.random.Generator, wishes: Wishes
) -> dict[str, Any]:
    """Sales and their refunds as columns."""
    process = wishes.process
    age = WEEKS - arrived / WEEK
    whose, when = repeats(age, chance, process)
    whose = np.concatenate([np.arange(len(ids)), whose])
    at = np.concatenate([arrived, arrived[whose[len(ids) :]] + (when * WEEK).astype(np.int64)])
    spends = chance.gamma(process.q, 1 / process.gamma, len(ids))
    net = np.maximum(np.round(chance.gamma(process.p, 1 / spends[whose]), 2), 0.01)
    order = np.argsort(at, kind="stable")
    whose, at, net = whose[order], at[order], net[order]
    id = number * SPAN_OF_IDS + 1 + np.arange(len(at))
    back = np.flatnonzero(chance.random(len(at)) < wishes.refunds)
    late = np.minimum(at[back] + (chance.random(len(back)) * 3 * WEEK).astype(np.int64), WEEKS * WEEK - 1)
    return {
        "id": np.concatenate([id, id[-1] + 1 + np.arange(len(back))]),
        "customer": ids[np.concatenate([whose, whose[back]])],
        "region": regions[np.concatenate([whose, whose[back]])],
        "at": np.concatenate([at, late]),
        "net": np.concatenate([net, -net[back]]),
        "refunds": np.concatenate([np.zeros(len(at), np.int64), id[back]]),
    }


def lines_of(sold: dict[str, Any], number: int, chance: np.random.Generator, wishes: Wishes) -> dict[str, Any]:
    """Each order in one or several lines whose amounts add up to the order's, in cents."""
    count = 1 + chance.poisson(wishes.lines_per_order - 1, len(sold["id"]))
    of = np.repeat(np.arange(len(count)), count)
    first = np.cumsum(count) - count
    cents = np.round(sold["net"] * 100).astype(np.int64)
    share = chance.random(len(of)) + 0.2
    share /= np.add.reduceat(share, first)[of]
    part = np.trunc(cents[of] * share).astype(np.int64)
    part[first] += cents - np.add.reduceat(part, first)
    return {
        "id": number * SPAN_OF_IDS + 1 + np.arange(len(of)),
        "order_id": sold["id"][of],
        "customer": sold["customer"][of],
        "region": sold["region"][of],
        "at": sold["at"][of],
        "refund": sold["refunds"][of] > 0,
        "product": chance.integers(1, PRODUCTS + 1, len(of)),
        "net": part / 100,
        "cost": np.round(part / 100 * chance.uniform(0.4, 0.8, len(of)), 2),
    }


def customers(ids: Any, regions: Any, arrived: Any, chance: np.random.Generator, wishes: Wishes) -> pa.Table:
    return table(
        "customers",
        wishes,
        id=ids,
        kind=words(("person", "company"), (chance.random(len(ids)) < 0.1).astype(int)),
        region=words(REGIONS, regions),
        country=words(("ES",), np.zeros(len(ids), int)),
        first_seen=instants(arrived),
        acquired_at=instants(arrived),
        channel=words(CHANNELS, chance.integers(0, len(CHANNELS), len(ids))),
        bucket=buckets_of(ids),
    )


def orders(sold: dict[str, Any], wishes: Wishes) -> pa.Table:
    return table(
        "orders",
        wishes,
        id=sold["id"],
        customer=sold["customer"],
        at=instants(sold["at"]),
        kind=words(("sale", "refund"), (sold["refunds"] > 0).astype(int)),
        region=words(REGIONS, sold["region"]),
        net=money(sold["net"]),
        currency=words(("EUR",), np.zeros(len(sold["id"]), int)),
        refunds=pa.array(sold["refunds"], mask=sold["refunds"] == 0),
        bucket=buckets_of(sold["customer"]),
    )


def order_lines(lines: dict[str, Any], wishes: Wishes) -> pa.Table:
    return table(
        "order_lines",
        wishes,
        id=lines["id"],
        order_id=lines["order_id"],
        customer=lines["customer"],
        at=instants(lines["at"]),
        kind=words(("sale", "refund"), lines["refund"].astype(int)),
        region=words(REGIONS, lines["region"]),
        product=lines["product"],
        quantity=np.where(lines["refund"], -1.0, 1.0),
        net=money(lines["net"]),
        direct_cost=money(lines["cost"]),
        bucket=buckets_of(lines["customer"]),
    )


def responses(
    ids: Any, regions: Any, arrived: Any, number: int, chance: np.random.Generator, wishes: Wishes
) -> pa.Table:
    whose = np.repeat(np.arange(len(ids)), chance.poisson(wishes.responses_per_customer, len(ids)))
    kind = chance.integers(0, 3, len(whose))
    happy = chance.beta(3.0 + (regions[whose] % 3), 1.5)
    score = np.choose(kind, [np.floor(happy * 10.999), 1 + np.floor(happy * 4.999), 1 + np.floor(happy * 6.999)])
    at = arrived[whose] + (chance.random(len(whose)) * (WEEKS * WEEK - arrived[whose])).astype(np.int64)
    return table(
        "responses",
        wishes,
        id=number * SPAN_OF_IDS + 1 + np.arange(len(whose)),
        customer=ids[whose],
        at=instants(at),
        kind=words(("nps", "csat", "ces"), kind),
        score=score,
        region=words(REGIONS, regions[whose]),
        bucket=buckets_of(ids[whose]),
    )


def memberships(ids: Any, regions: Any, arrived: Any, chance: np.random.Generator, wishes: Wishes) -> pa.Table:
    """Twenty segments of very different size that overlap; a quarter of the memberships has ended."""
    size = 0.5 / np.arange(1, SEGMENTS + 1) ** 0.7
    segment, whose = np.nonzero(chance.random((SEGMENTS, len(ids))) < size[:, None])
    ended = chance.random(len(whose)) < 0.25
    until = arrived[whose] + (chance.random(len(whose)) * (WEEKS * WEEK - arrived[whose])).astype(np.int64)
    return table(
        "memberships",
        wishes,
        id=(ids[whose] - 1) * SEGMENTS + segment + 1,
        segment=segment + 1,
        customer=ids[whose],
        since=instants(arrived[whose]),
        until=pc.if_else(pa.array(ended), instants(until), pa.scalar(None, pa.timestamp("us", tz="UTC"))),
    )


def products(wishes: Wishes) -> pa.Table:
    ids = np.arange(1, PRODUCTS + 1)
    price = 5 + ids % 37
    return table(
        "products",
        wishes,
        id=ids,
        sku=[f"A{id:04}" for id in ids],
        name=[f"Article {id}" for id in ids],
        category=words([f"Category {number:02}" for number in range(1, CATEGORIES + 1)], ids % CATEGORIES),
        price=money(price),
        cost=money(price * 0.6),
    )


def table(fact: str, wishes: Wishes, /, **columns: Any) -> pa.Table:
    """Columns in the types of the fact; those left out are empty."""
    if wishes.lake and fact != "memberships":
        schema = facts.get(fact).arrow_schema
    elif wishes.lake:
        schema = pa.schema([pa.field("id", pa.int64()), *facts.get(fact).arrow_schema])
    else:
        schema = pa.schema([(column.name, column.arrow_type) for column in facts.get(fact).columns])
    n = len(columns[schema.names[1]])
    given = {"change": np.arange(1, n + 1), "deleted": np.zeros(n, bool)} | columns
    return pa.table(
        [typed(given[field.name], field.type) if field.name in given else pa.nulls(n, field.type) for field in schema],
        schema=schema,
    )


def typed(values: Any, kind: pa.DataType) -> Any:
    return (values if isinstance(values, pa.Array) else pa.array(values)).cast(kind)


def words(known: Any, codes: Any) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(list(known))).cast(pa.string())


def instants(microseconds: Any) -> pa.Array:
    return pa.array(microseconds + int(START.timestamp()) * 1_000_000).cast(pa.timestamp("us", tz="UTC"))


def money(amounts: Any) -> pa.Array:
    return pc.round(pa.array(np.asarray(amounts, float)), 2).cast(pa.decimal128(19, 4), safe=False)


def write_one(path: Path, rows: pa.Table) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(rows, path, compression="zstd")
    return int(rows.num_rows)


def paths(folder: Path, name: str) -> list[str]:
    """The files of one table, as `Source` takes them."""
    return [str(path) for path in sorted((folder / name).glob("*.parquet"))]


def sources(folder: Path) -> dict[str, list[str]]:
    """All tables written there, as `Source` takes them."""
    return {name: found for name in TABLES if (found := paths(folder, name))}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--customers", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=20_26)
    asked.add_argument("--lines", type=float, default=1.5, help="mean lines of an order")
    asked.add_argument("--only-orders", action="store_true", help="customers and orders only")
    asked.add_argument("--plain", action="store_true", help="without the columns change and deleted of the lake")
    given = asked.parse_args()
    began = time.perf_counter()
    wishes = Wishes(
        given.customers, given.seed, lines_per_order=given.lines, extras=not given.only_orders, lake=not given.plain
    )
    rows = write(given.folder, wishes)
    print(json.dumps({**rows, "seconds": round(time.perf_counter() - began, 1)}))


if __name__ == "__main__":
    main()
