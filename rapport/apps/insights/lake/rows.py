"""Rows of the database as Arrow: read through Django's connection, converted a column at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from django.db.models import Case, F, QuerySet, When

from rapport.analytics.buckets import buckets_of
from rapport.analytics.fact import MONEY, Column
from rapport.apps.accounts.queries import Rates
from rapport.apps.insights.extracts import Extract
from rapport.apps.insights.lake.conversion import convert
from rapport.kernel.models import ChangedModel

ROWS_AT_ONCE = 32_768


def fact_rows(
    extract: Extract, rows: QuerySet[ChangedModel], rates: Rates, *, at_least: int = -1
) -> Iterator[pa.RecordBatch]:
    """The fact rows of these database rows, a batch at a time; memory does not grow with their number.

    Amounts come into the workspace's currency by its rates. `at_least` is the change a row counts as when something it
    points to changed later than the row itself.
    """
    paths = [extract.columns[column.name] for column in extract.read_columns]
    money = [path for path in (extract.currency, extract.rate) if path]
    also = {f"lake_money_{place}": F(path) for place, path in enumerate(money)} | _counts(extract)
    chosen = rows.annotate(lake_change=_change(extract), **also).values_list(*paths, "lake_change", *also)
    for block in _blocks(chosen):
        values = list(zip(*block, strict=True))
        yield _batch(extract, values, len(block), at_least, rates)


def deleted_rows(extract: Extract, changes: dict[int, int]) -> pa.RecordBatch:
    """The rows that say of ids that they are gone, each as of its change."""
    count = len(changes)
    known = {"id": pa.array(changes.keys(), pa.int64()), "change": pa.array(changes.values(), pa.int64())}
    known["deleted"] = pa.array([True] * count, pa.bool_())
    arrays = [known.get(field.name, pa.nulls(count, field.type)) for field in extract.schema]
    return pa.record_batch(arrays, schema=extract.schema)


def _change(extract: Extract) -> Any:
    if not extract.parent:
        return F("change")
    parent = f"{extract.parent}__change"
    return Case(When(**{f"{parent}__gt": F("change")}, then=F(parent)), default=F("change"))


def _counts(extract: Extract) -> dict[str, Any]:
    """Whether each row is one of the fact's, where not all are."""
    return {"lake_counts": Case(When(extract.counts, then=True), default=False)} if extract.counts else {}


def _blocks(chosen: QuerySet[Any, Any]) -> Iterator[Sequence[tuple[Any, ...]]]:
    statement, parameters = chosen.order_by().query.sql_with_params()
    # Django's own iterator builds a Decimal and a datetime a value; whole columns are converted ten times faster.
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while block := cursor.fetchmany(ROWS_AT_ONCE):
            yield block


def _batch(extract: Extract, values: list[tuple[Any, ...]], count: int, at_least: int, rates: Rates) -> pa.RecordBatch:
    columns = extract.read_columns
    arrays = {column.name: _array(column, given) for column, given in zip(columns, values, strict=False)}
    change, *money = values[len(columns) :]
    counts = money.pop() if extract.counts else ()
    if extract.strides > 1:
        arrays["id"] = pc.add(pc.multiply(arrays["id"], extract.strides), extract.place)
    arrays |= {name: pa.array([word] * count, pa.string()) for name, word in extract.always.items()}
    arrays["change"] = pc.max_element_wise(pa.array(change, pa.int64()), at_least)
    arrays["deleted"] = pa.array(np.zeros(count, dtype=bool))
    if extract.amounts:
        convert(extract, arrays, money[0], money[1] if extract.rate else None, rates)
    if extract.counts:
        arrays["deleted"] = pc.or_(arrays["deleted"], pa.array([not one for one in counts]))
    if extract.bucket_from:
        arrays["bucket"] = _buckets(arrays, extract.bucket_from)
    schema = extract.schema
    filled = [arrays[field.name] if field.name in arrays else pa.nulls(count, field.type) for field in schema]
    return pa.record_batch(filled, schema=schema)


def _array(column: Column, given: Sequence[Any]) -> pa.Array:
    if column.type == "money":
        return _amounts(given)
    if column.type == "number":
        return pa.array([None if value is None else float(value) for value in given], pa.float64())
    if column.type == "text" and not column.required:
        return pa.array([value or None for value in given], pa.string())
    return pa.array(given, column.arrow_type)


def _amounts(given: Sequence[Any]) -> pa.Array:
    if connection.vendor == "sqlite":
        return pc.round(pa.array(given, pa.float64()), 4).cast(MONEY)
    return pa.array(given, MONEY)


def _buckets(arrays: dict[str, pa.Array], names: tuple[str, ...]) -> pa.Array:
    ids = pc.coalesce(*(arrays[name] for name in names))
    return pa.array(buckets_of(ids.to_numpy(zero_copy_only=False)))
