import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapport.apps.accounts.models import Workspace
from rapport.apps.accounts.queries import rates_of
from rapport.apps.customers.models import Membership
from rapport.apps.customers.operations import create_segment, delete_segment
from rapport.apps.insights.extracts import Extract, catalogue
from rapport.apps.insights.lake import reading
from rapport.apps.insights.lake.lookups import rows_that_name
from rapport.apps.insights.lake.rows import fact_rows
from rapport.apps.insights.lake.tables import LakeFiles, SomebodyElseWrote, append, clean, lake_folder
from rapport.apps.insights.models import LakeTable
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.operations.tidying import is_untidy, settle_table, sweep_lake, tidy_lake
from rapport.apps.insights.queries.progress import is_behind
from rapport.apps.insights.tests.shop import Shop
from rapport.apps.sales.models import Order, OrderLine
from rapport.kernel.bulk import delete_rows
from rapport.kernel.clock import now
from rapport.kernel.models import Tombstone


def rows_of(workspace: Workspace, table: str, columns: str = "*") -> list[tuple]:
    """The living rows of a lake table, by id: an independent reading of the newest change."""
    files = list(LakeFiles.at(lake_folder(workspace.pk) / table).files)
    newest = "SELECT *, row_number() OVER (PARTITION BY id ORDER BY change DESC) AS place FROM read_parquet(?)"
    living = f"SELECT {columns} FROM ({newest}) WHERE place = 1 AND NOT deleted ORDER BY id"
    return duckdb.execute(living, [files]).fetchall() if files else []


def test_the_first_extraction_holds_every_row(shop: Shop, glow: Workspace) -> None:
    report = extract(glow.pk)

    lines = OrderLine.objects.of(glow).order_by("pk")
    expected = [(line.pk, line.order_id, line.net_amount, line.order.at) for line in lines.select_related("order")]
    assert rows_of(glow, "order_lines", 'id, order_id, net, "at"') == expected
    assert report.rows == sum(entry.model.objects.of(glow).count() for entry in catalogue)
    assert not report.problems


def test_an_extraction_without_changes_writes_nothing(shop: Shop, glow: Workspace) -> None:
    extract(glow.pk)
    before = {entry.name: LakeFiles.at(lake_folder(glow.pk) / entry.name).version for entry in catalogue}

    report = extract(glow.pk)

    assert report.rows == 0
    assert before == {entry.name: LakeFiles.at(lake_folder(glow.pk) / entry.name).version for entry in catalogue}


def reads_of_rates(workspace: Workspace) -> int:
    """How often an extraction asks by what rates the workspace converts."""
    with CaptureQueriesContext(connection) as seen:
        extract(workspace.pk)
    return sum("rates_carried" in query["sql"] for query in seen.captured_queries)


def test_rates_are_asked_for_once_and_only_where_amounts_changed(shop: Shop, glow: Workspace) -> None:
    extract(glow.pk)
    without_changes = reads_of_rates(glow)

    create_segment(shop.member, name="Spain", party_ids=[shop.people["rosa"]])
    without_amounts = reads_of_rates(glow)
    shop.order("7", "2026-06-14", 10, 5, who="joao")

    assert (without_changes, without_amounts, reads_of_rates(glow)) == (0, 0, 1)


def test_only_what_changed_is_written_again(shop: Shop, glow: Workspace) -> None:
    extract(glow.pk)

    shop.order("7", "2026-06-14", 10, 5, who="joao")
    report = {table.name: table.rows for table in extract(glow.pk).tables}

    assert (report["orders"], report["order_lines"]) == (1, 2)
    assert report["responses"] == 0


def test_a_changed_order_takes_its_lines_along(shop: Shop, glow: Workspace) -> None:
    extract(glow.pk)

    shop.order("4", "2026-05-20", 55, who="ines", where="Portugal")
    extract(glow.pk)

    order = Order.objects.of(glow).get(number="4")
    found = rows_of(glow, "order_lines", 'order_id, customer, region, net, "at"')
    assert [row[1:] for row in found if row[0] == order.pk] == [
        (shop.people["ines"], "Portugal", Decimal(55), datetime(2026, 5, 20, 12, tzinfo=UTC))
    ]


def test_a_line_follows_its_order_even_if_only_the_order_was_stamped(shop: Shop, glow: Workspace) -> None:
    extract(glow.pk)
    shop.order("8", "2026-06-14", 1, who="joao")
    stamp = Order.objects.of(glow).get(number="8").change

    Order.objects.of(glow).filter(number="3").update(customer=shop.people["joao"], change=stamp)
    extract(glow.pk)

    order = Order.objects.of(glow).get(number="3")
    found = rows_of(glow, "order_lines", "order_id, customer, change")
    assert [row[1:] for row in found if row[0] == order.pk] == [(shop.people["joao"], stamp)]


def test_deleted_rows_are_gone_from_the_lake(shop: Shop, glow: Workspace) -> None:
    segment = create_segment(shop.member, name="Spain", party_ids=[shop.people["rosa"]])
    extract(glow.pk)
    assert len(rows_of(glow, "memberships")) == 1

    delete_segment(shop.member, segment.pk)
    extract(glow.pk)

    assert rows_of(glow, "memberships") == []
    assert not Membership.objects.of(glow).exists()


def test_lines_of_a_deleted_order_are_gone_without_tombstones_of_their_own(shop: Shop, glow: Workspace) -> None:
    extract(glow.pk)
    order = Order.objects.of(glow).get(number="2")
    shop.order("9", "2026-06-14", 1, who="joao")
    stamp = Order.objects.of(glow).get(number="9").change

    Tombstone.objects.create(workspace=glow, model_label="sales.Order", row_id=order.pk, change=stamp)
    delete_rows(OrderLine.objects.of(glow).filter(order=order))
    delete_rows(Order.objects.of(glow).filter(pk=order.pk))
    extract(glow.pk)

    assert order.pk not in {row[0] for row in rows_of(glow, "order_lines", "order_id")}
    assert order.pk not in {row[0] for row in rows_of(glow, "orders", "id")}


def test_rows_read_twice_count_once(shop: Shop, glow: Workspace) -> None:
    extract(glow.pk)
    entry, folder = catalogue.get("orders"), lake_folder(glow.pk) / "orders"
    before = LakeFiles.at(folder)
    once = rows_of(glow, "orders")

    again = list(fact_rows(entry, Order.objects.of(glow).all(), rates_of(glow)))
    append(before, entry.schema, iter(again), change=before.change, made_by=entry.version)

    assert len(LakeFiles.at(folder).files) == 2
    assert rows_of(glow, "orders") == once


def test_a_commit_from_an_outdated_position_is_refused(shop: Shop, glow: Workspace) -> None:
    extract(glow.pk)
    entry, folder = catalogue.get("orders"), lake_folder(glow.pk) / "orders"
    outdated = LakeFiles.at(folder)
    shop.order("10", "2026-06-14", 1)
    extract(glow.pk)

    with pytest.raises(SomebodyElseWrote):
        append(outdated, entry.schema, iter([]), change=99, made_by=1)

    assert LakeFiles.at(folder).change != 99


def test_a_reader_that_fails_leaves_the_table_as_it_was(
    shop: Shop, glow: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract(glow.pk)
    shop.order("11", "2026-06-14", 1)

    def break_off(entry: Extract, *rest: object, **options: object) -> Iterator[pa.RecordBatch]:
        if entry.name == "orders":
            yield pa.record_batch([pa.nulls(0, field.type) for field in entry.schema], schema=entry.schema)
            raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("rapport.apps.insights.operations.extraction.fact_rows", break_off)
        report = extract(glow.pk)

    table = LakeTable.objects.of(glow).get(name="orders")
    assert "the disk is full" in report.problems[0]
    assert table.broken_since is not None
    assert "11" not in {row[0] for row in rows_of(glow, "orders", "id")}
    assert is_behind(glow.pk)

    assert not extract(glow.pk).problems
    assert len(rows_of(glow, "orders")) == Order.objects.of(glow).count()
    assert LakeTable.objects.of(glow).get(name="orders").broken_since is None


def test_rows_of_another_shape_are_refused_before_the_writer_sees_them(shop: Shop, glow: Workspace) -> None:
    extract(glow.pk)
    orders, folder = catalogue.get("orders"), lake_folder(glow.pk) / "orders"
    strange = list(fact_rows(catalogue.get("order_lines"), OrderLine.objects.of(glow).all(), rates_of(glow)))

    with pytest.raises(Exception, match="another shape"):
        append(LakeFiles.at(folder), orders.schema, iter(strange), change=10**6, made_by=orders.version)

    assert LakeFiles.at(folder).change < 10**6


def test_a_table_made_by_an_older_extract_is_made_anew(shop: Shop, glow: Workspace) -> None:
    extract(glow.pk)
    entry, folder = catalogue.get("orders"), lake_folder(glow.pk) / "orders"
    before = LakeFiles.at(folder)
    append(before, entry.schema, iter([]), change=before.change, made_by=99)
    LakeTable.objects.of(glow).filter(name="orders").update(made_by=99, version=before.version + 1)
    assert is_behind(glow.pk)

    report = {table.name: table for table in extract(glow.pk).tables}

    assert report["orders"].afresh
    assert report["orders"].rows == Order.objects.of(glow).count()
    assert not report["order_lines"].afresh


def test_a_lake_that_the_database_does_not_know_is_made_anew(shop: Shop, glow: Workspace) -> None:
    extract(glow.pk)
    restored = LakeTable.objects.of(glow).get(name="orders")
    shop.order("12", "2026-06-14", 1000)
    extract(glow.pk)

    delete_rows(OrderLine.objects.of(glow).filter(order__number="12"))
    delete_rows(Order.objects.of(glow).filter(number="12"))
    LakeTable.objects.of(glow).filter(name="orders").update(version=restored.version, change=restored.change)
    extract(glow.pk)

    assert len(rows_of(glow, "orders")) == Order.objects.of(glow).count()


def test_a_lost_lake_is_made_anew(shop: Shop, glow: Workspace, lake: Path) -> None:
    extract(glow.pk)
    before = rows_of(glow, "orders")

    shutil.rmtree(lake)

    assert is_behind(glow.pk)
    extract(glow.pk)
    assert rows_of(glow, "orders") == before


def test_large_tables_are_copied_and_copies_go_with_their_files(
    shop: Shop, glow: Workspace, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LEAST_COPIED", 1)
    extract(glow.pk)
    assert is_untidy(glow.pk)
    tidy_lake(glow.pk)
    copies = lake_folder(glow.pk) / reading.COPIES
    first = {path.name for path in copies.glob("orders-*")}
    assert len(first) == 2
    assert not is_untidy(glow.pk)

    table = LakeFiles.at(lake_folder(glow.pk) / "orders")
    assert settle_table(glow.pk, "orders", table)
    sweep_lake(glow.pk)
    assert list(copies.glob("orders-*")) == []
    assert list(copies.glob("customers-*"))

    tidy_lake(glow.pk)
    assert {path.name for path in copies.glob("orders-*")} & first == set()


def test_nothing_is_copied_for_an_engine_that_does_not_read_copies(
    shop: Shop, glow: Workspace, lake: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(reading, "LEAST_COPIED", 1)
    settings.ENGINE = {"address": "spark:local[*]"}
    extract(glow.pk)

    assert not is_untidy(glow.pk)
    tidy_lake(glow.pk)
    assert not (lake_folder(glow.pk) / reading.COPIES).exists()


def test_a_table_that_cannot_be_copied_is_read_as_it_is(
    shop: Shop, glow: Workspace, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LEAST_COPIED", 1)
    extract(glow.pk)
    (lake_folder(glow.pk) / reading.COPIES).write_text("no folder")

    assert tidy_lake(glow.pk) == []
    assert rows_of(glow, "orders")


def test_many_small_files_are_settled_into_one(shop: Shop, glow: Workspace) -> None:
    for number in range(20):
        shop.order("4", "2026-05-10", 50 + number, who="luis")
        extract(glow.pk)
    assert is_untidy(glow.pk)
    before = rows_of(glow, "orders")
    state = LakeTable.objects.of(glow).get(name="orders").change

    settled = tidy_lake(glow.pk)

    table = LakeFiles.at(lake_folder(glow.pk) / "orders")
    assert "orders" in settled
    assert len(table.files) == 1
    assert rows_of(glow, "orders") == before
    assert (table.change, LakeTable.objects.of(glow).get(name="orders").version) == (state, table.version)
    assert extract(glow.pk).rows == 0


def test_cleaning_keeps_what_readers_of_the_last_hour_may_need(shop: Shop, glow: Workspace, lake: Path) -> None:
    extract(glow.pk)
    files = LakeFiles.at(lake_folder(glow.pk) / "orders").files

    gone = clean(lake_folder(glow.pk) / "orders")

    assert gone == 0
    assert all(Path(file).exists() for file in files)


def test_the_lake_can_tell_which_rows_belong_to_something(shop: Shop, glow: Workspace) -> None:
    extract(glow.pk)
    table = LakeFiles.at(lake_folder(glow.pk) / "orders")

    found = rows_that_name(table, "customer", [shop.people["luis"]])

    assert set(found) == set(Order.objects.of(glow).filter(customer=shop.people["luis"]).values_list("pk", flat=True))


def test_progress_knows_the_span_of_the_facts(shop: Shop, glow: Workspace) -> None:
    extract(glow.pk)

    table = LakeTable.objects.of(glow).get(name="orders")

    assert (table.first_at, table.last_at) == (
        datetime(2024, 6, 20, 12, tzinfo=UTC),
        datetime(2026, 6, 13, 12, tzinfo=UTC),
    )
    assert table.last_at < now()
    assert not is_behind(glow.pk)


def test_lines_have_the_span_of_their_orders(shop: Shop, glow: Workspace) -> None:
    extract(glow.pk)

    spans = LakeTable.objects.of(glow).filter(name__in=("orders", "order_lines")).values_list("first_at", "last_at")

    assert len(set(spans)) == 1
    assert None not in spans[0]
