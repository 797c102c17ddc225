"""An answer that goes on from kept parts is the answer that is worked out from all rows, for every metric."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rapport import analytics
from rapport.analytics.engine.merging import Held, merged
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.kept import Entry
from rapport.analytics.metrics import catalogue
from rapport.analytics.source import Source
from rapport.analytics.tests.engines.made_shop import made_shop

MONTHS = analytics.Period(datetime(2025, 10, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
LATER = datetime(2026, 6, 1, tzinfo=UTC)
CHOICES = analytics.Choices(margin_rate=0.4, minute_rate=0.5, complaint_days=400)
MONTHLY = analytics.Question(
    metrics=catalogue.names(),
    period=MONTHS,
    by=["region"],
    grain="month",
    whole=True,
    compare=True,
    segments=[1, 2, 3],
    as_of=LATER,
    known_until=LATER,
    minimum_n=3,
    choices=CHOICES,
)
CUTS: dict[str, dict[str, Any]] = {
    "by month, segment and region": {},
    "by the region of the order": {"region_of": "order", "grain": None, "compare": False},
    "by who was a member then": {"members": "period_end", "by": ()},
    "in some regions": {"regions": ["Spain", ""], "segments": None},
}


class Shop:
    """A shop whose tables are files of a lake: rows are only ever added, the newest of an id holds."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = Random(seed)
        self.folder = folder
        self.change = 0
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.files: dict[str, list[Path]] = {fact.name: [] for fact in facts}
        for name, table in made_shop(seed).items():
            rows = [{"id": number, **row} for number, row in enumerate(table.to_pylist(), 1)]
            self.rows[name] = rows
            self.write(name, rows)

    def write(self, name: str, rows: Iterable[dict[str, Any]], *, deleted: bool = False) -> None:
        """One more file of a table."""
        self.change += 1
        fields = [(column.name, column.arrow_type) for column in facts.get(name).columns if column.name != "bucket"]
        kinds = {"id": pa.int64(), **dict(fields), "change": pa.int64(), "deleted": pa.bool_()}
        listed = [{**row, "change": self.change, "deleted": deleted} for row in rows]
        path = self.folder / f"{name}-{self.change:04}.parquet"
        pq.write_table(pa.table({key: pa.array([row.get(key) for row in listed], kinds[key]) for key in kinds}), path)
        self.files[name].append(path)

    def source(self) -> Source:
        """All tables as they are now."""
        return Source(self.files)

    def add(self, name: str, count: int) -> None:
        """New rows: those of known ones under new ids, some of them long past, some anonymous."""
        known = self.rows[name]
        new = []
        for row in self.random.choices(known, k=count):
            shifted = row | {"id": len(known) + len(new) + 1}
            if name not in ("memberships", "products") and self.random.random() < 0.2 and "customer" in row:
                shifted["customer"] = None if not _required(name, "customer") else row["customer"]
            new.append(shifted)
        known += new
        self.write(name, new)

    def alter(self, name: str, count: int) -> None:
        """Rows that become another's: customer, region, amount or product of another row."""
        changed = []
        for row in self.random.sample(self.rows[name], min(count, len(self.rows[name]))):
            other = self.random.choice(self.rows[name])
            taken = {key: other[key] for key in ("customer", "region", "net", "product", "category") if key in other}
            row.update(taken)
            changed.append(dict(row))
        self.write(name, changed)

    def delete(self, name: str, count: int) -> None:
        """Rows that are gone: the lake then holds their id alone."""
        gone = self.random.sample(self.rows[name], min(count, len(self.rows[name])))
        self.rows[name] = [row for row in self.rows[name] if row not in gone]
        self.write(name, [{"id": row["id"]} for row in gone], deleted=True)


def _required(name: str, column: str) -> bool:
    return facts.get(name).column(column).required


FIELDS = tuple(field.name for field in fields(analytics.Row))


def same(expected: analytics.Answer, found: analytics.Answer) -> list[tuple[Any, ...]]:
    """Where two answers differ by more than the last digits."""
    differing = []
    for one, other in zip(expected, found, strict=True):
        differing += [
            (one.metric, one.segment, one.region, one.period_start, key, getattr(one, key), getattr(other, key))
            for key in FIELDS
            if not _alike(getattr(one, key), getattr(other, key))
        ]
    return differing


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return bool(one == other)


GROWING = [fact.name for fact in facts if fact.name != "spend"]


@pytest.mark.parametrize(("seed", "cut"), list(enumerate(CUTS)))
def test_new_changed_and_deleted_rows_are_worked_in(seed: int, cut: str, tmp_path: Path) -> None:
    shop, question = Shop(tmp_path, seed), replace(MONTHLY, **CUTS[cut])
    kept = analytics.Kept()
    analytics.answer(shop.source(), question, kept=kept)
    for name in shop.random.sample(GROWING, 6):
        shop.random.choice([shop.add, shop.alter, shop.delete])(name, 4)
    question = replace(question, as_of=LATER + timedelta(days=3))

    assert same(analytics.answer(shop.source(), question), analytics.answer(shop.source(), question, kept=kept)) == []


FEW = replace(MONTHLY, metrics=("revenue", "revenue_per_customer", "payment_days", "gini", "paid_cac"))


class Told(analytics.Kept):
    """Tells of all parts that were kept how often changes had been worked into them."""

    def __init__(self, *given: Any, **wishes: Any) -> None:
        super().__init__(*given, **wishes)
        self.times: list[int] = []

    def put(self, key: str, entry: Entry) -> None:
        self.times.append(entry.times)
        super().put(key, entry)


def assert_same(shop: Shop, question: analytics.Question, kept: analytics.Kept) -> None:
    assert same(analytics.answer(shop.source(), question), analytics.answer(shop.source(), question, kept=kept)) == []


def test_rows_are_added_again_and_again(tmp_path: Path) -> None:
    shop = Shop(tmp_path, 5)
    analytics.answer(shop.source(), FEW, kept=analytics.Kept(tmp_path / "kept"))
    for times, (change, name) in enumerate(
        [(shop.add, "orders"), (shop.alter, "customers"), (shop.delete, "orders"), (shop.alter, "memberships")], 1
    ):
        change(name, 5)
        kept = Told(tmp_path / "kept")  # as another process does

        assert_same(shop, FEW, kept)
        assert set(kept.times) == {times}


def test_who_joined_since_is_counted_though_no_row_came(tmp_path: Path) -> None:
    shop, kept = Shop(tmp_path, 6), Told()
    analytics.answer(shop.source(), replace(FEW, as_of=datetime(2025, 8, 1, tzinfo=UTC)), kept=kept)

    assert_same(shop, FEW, kept)
    assert set(kept.times) == {0, 1}


def test_what_cannot_be_worked_in_is_worked_out_anew(tmp_path: Path) -> None:
    shop, kept = Shop(tmp_path, 7), Told(most_customers=10)
    spent, bought = FEW.about("paid_cac"), FEW.about("gini")
    for question in (spent, bought):
        analytics.answer(shop.source(), question, kept=kept)
    kept.times.clear()

    shop.add("spend", 2)  # whether a channel is paid for is asked of every customer
    assert_same(shop, spent, kept)
    assert 0 in kept.times
    kept.times.clear()
    shop.add("orders", 100)  # more customers than shall be told apart
    assert_same(shop, bought, kept)
    shop.files["orders"] = shop.files["orders"][:1]  # a file is gone: the table was written anew
    assert_same(shop, bought, kept)
    assert kept.times == [0, 0]


def test_a_faulty_new_row_is_refused_as_ever(tmp_path: Path) -> None:
    shop, kept = Shop(tmp_path, 8), analytics.Kept()
    analytics.answer(shop.source(), FEW, kept=kept)
    shop.write("orders", [shop.rows["orders"][0] | {"id": 9_999, "kind": "gift"}])

    with pytest.raises(analytics.BadTable, match=r"kind is none of .* in 1 row \(the first: id 9999\)"):
        analytics.answer(shop.source(), FEW, kept=kept)


def test_a_broken_file_is_no_entry(tmp_path: Path) -> None:
    shop = Shop(tmp_path, 9)
    before = analytics.answer(shop.source(), FEW, kept=analytics.Kept(tmp_path / "kept"))
    for path in (tmp_path / "kept").iterdir():
        path.write_bytes(path.read_bytes()[:100])

    assert same(before, analytics.answer(shop.source(), FEW, kept=analytics.Kept(tmp_path / "kept"))) == []


def test_what_was_longest_not_asked_goes_first(tmp_path: Path) -> None:
    shop = Shop(tmp_path, 10)
    for kept in (analytics.Kept(most_bytes=1), analytics.Kept(tmp_path / "kept", most_bytes=1)):
        for metric in ("revenue", "orders"):
            analytics.answer(shop.source(), FEW.about(metric), kept=kept)

    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_digits_are_not_lost() -> None:
    def cell(net: float, held: int = 1) -> pa.Table:
        return pa.table({"segment": [7], "frame": [0], "bucket": [3], "region": [""], "held": [held], "net": [net]})

    nothing = cell(0).slice(0, 0)
    assert merged(Held.of(cell(0.3, 3)), cell(0.1), nothing) == cell(0.2, 2).cast(
        merged(Held.of(cell(0.3)), nothing, nothing).schema
    )
    assert merged(Held.of(cell(1e15, 2)), cell(1e15), nothing) is not None
    assert merged(Held.of(cell(1e15 / 3, 2)), cell(1e15 / 3 - 1), nothing) is None
    gone = merged(Held.of(cell(1 / 3)), cell(1 / 3), nothing)
    assert gone is not None
    assert gone.num_rows == 0


def test_only_the_cost_of_paid_channels_is_worked_out_anew_when_spending_changes() -> None:
    assert {metric.name: metric.anew_with for metric in catalogue if metric.anew_with} == {"paid_cac": ("spend",)}
