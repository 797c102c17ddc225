"""Copies in the customers' order give the very rows of the files they are of, and are gone with them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from rapport import analytics
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.source import Source
from rapport.analytics.tests.test_kept import FEW, Shop, same

ORDERS = facts.get("orders")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path, 11)


@pytest.fixture
def copies(tmp_path: Path) -> analytics.Copies:
    return analytics.Copies(tmp_path / "copies", least_bytes=1)


def paths(shop: Shop, name: str = "orders") -> list[str]:
    return [str(path) for path in shop.files[name]]


def lay_all(copies: analytics.Copies, shop: Shop) -> list[str]:
    return [fact.name for fact in facts if copies.lay(fact, paths(shop, fact.name))]


def read(shop: Shop, copies: analytics.Copies | None, condition: str, **given: Any) -> list[dict[str, Any]]:
    """Rows of the orders, in one order."""
    with Source(shop.files, copies=copies) as source:
        rows = source.read(paths(shop), condition, **given).to_pylist()
    return sorted(rows, key=lambda row: (row["path_of_row"], row["id"]))


def test_new_changed_and_deleted_rows_are_worked_in_from_copies(shop: Shop, copies: analytics.Copies) -> None:
    kept = analytics.Kept()
    assert {"orders", "order_lines", "customers", "memberships", "responses"} <= set(lay_all(copies, shop))
    analytics.answer(Source(shop.files, copies=copies), FEW, kept=kept)
    shop.add("orders", 5)
    shop.alter("customers", 5)
    shop.delete("order_lines", 5)

    found = analytics.answer(Source(shop.files, copies=copies), FEW, kept=kept)

    assert same(analytics.answer(shop.source(), FEW), found) == []


@pytest.mark.parametrize(
    ("condition", "given"),
    [
        ("customer IN (SELECT unnest($ids))", {"values": {"ids": [1, 2, 5]}}),
        ("customer IN (SELECT unnest($ids))", {"values": {"ids": [1, 2, 5]}, "columns": ["id", "net", "change"]}),
        ("customer IS NULL", {}),
    ],
)
def test_rows_come_with_the_file_they_are_in(
    shop: Shop, copies: analytics.Copies, condition: str, given: dict[str, Any]
) -> None:
    shop.add("orders", 20)
    lay_all(copies, shop)
    shop.add("orders", 20)

    found = read(shop, copies, condition, **given)

    assert found == read(shop, None, condition, **given)
    assert len({row["path_of_row"] for row in found}) > 1


def test_rows_of_a_copy_are_read_from_it(shop: Shop, copies: analytics.Copies) -> None:
    lay_all(copies, shop)
    expected = read(shop, None, "customer = 1")
    with Source(shop.files, copies=copies) as source:
        shop.files["orders"][0].unlink()

        assert source.read(paths(shop), "customer = 1").num_rows == len(expected) > 0


def test_another_copy_is_due_when_much_came(shop: Shop, tmp_path: Path) -> None:
    size = os.path.getsize(paths(shop)[0])
    copies = analytics.Copies(tmp_path / "copies", least_bytes=size // 2)
    assert copies.lay(ORDERS, paths(shop))
    assert not copies.lay(ORDERS, paths(shop))

    shop.add("orders", 2)
    assert not copies.is_due(ORDERS, paths(shop))
    shop.add("orders", 5_000)
    assert copies.is_due(ORDERS, paths(shop))
    assert copies.lay(ORDERS, paths(shop))
    assert len(list((tmp_path / "copies").glob("*.duckdb"))) == 1


def test_small_tables_and_those_of_several_customers_are_not_copied(shop: Shop, tmp_path: Path) -> None:
    assert lay_all(analytics.Copies(tmp_path / "copies"), shop) == []
    assert not analytics.Copies(tmp_path / "copies", least_bytes=1).is_due(
        facts.get("referrals"), paths(shop, "referrals")
    )
    assert not (tmp_path / "copies").exists()


def test_a_copy_goes_with_the_files_it_is_of(shop: Shop, copies: analytics.Copies, tmp_path: Path) -> None:
    shop.add("orders", 20)
    lay_all(copies, shop)
    shop.files["orders"] = shop.files["orders"][1:]

    assert copies.find(ORDERS, shop.source().state("orders")) is None
    assert copies.tidy(ORDERS, paths(shop)) == 1
    assert copies.tidy(facts.get("customers"), paths(shop, "customers")) == 0
    assert list((tmp_path / "copies").glob("orders-*")) == []


def test_what_a_killed_process_left_goes_in_time(shop: Shop, copies: analytics.Copies, tmp_path: Path) -> None:
    lay_all(copies, shop)
    new, old = (tmp_path / "copies" / f"orders-{name}.duckdb" for name in ("new", "old"))
    for left in (new, old):
        left.write_bytes(b"half")
    os.utime(old, (0, 0))

    assert copies.tidy(ORDERS, paths(shop)) == 0
    assert (new.exists(), old.exists()) == (True, False)
    assert copies.find(ORDERS, shop.source().state("orders")) is not None


def test_a_broken_copy_is_left_alone(shop: Shop, copies: analytics.Copies, tmp_path: Path) -> None:
    lay_all(copies, shop)
    expected = read(shop, copies, "customer = 1")
    for copy in (tmp_path / "copies").glob("*.duckdb"):
        copy.write_bytes(copy.read_bytes()[:100])

    assert read(shop, copies, "customer = 1") == expected
    assert same(analytics.answer(shop.source(), FEW), analytics.answer(Source(shop.files, copies=copies), FEW)) == []


def test_two_sources_read_one_copy_and_outlive_it(shop: Shop, copies: analytics.Copies) -> None:
    lay_all(copies, shop)
    expected = read(shop, None, "customer = 1")
    with Source(shop.files, copies=copies) as one, Source(shop.files, copies=copies) as other:
        copies.tidy(ORDERS, [])
        assert [source.read(paths(shop), "customer = 1").num_rows for source in (one, other)] == [len(expected)] * 2
