"""Writing many rows at once: the database's fastest safe way instead of one object at a time.

The statements are built from the model's own metadata; values always travel as parameters.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db import connection, models, transaction

Row = Sequence[Any]
MANY = 1_000
Item = TypeVar("Item")


def reserve_ids(model: type[models.Model], count: int) -> range | list[int]:
    """Ids for `count` new rows that nobody else will get. Call it inside the transaction that writes them.

    SQLite has one writer at a time, so the next ids are free; PostgreSQL hands them out from the sequence.
    """
    if count < 1:
        return range(0)
    table, column = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            first = (found[0] if found else 0) + 1
            return range(first, first + count)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, count]
        )
        return [row[0] for row in cursor.fetchall()]


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Insert rows given as tuples in the order of the named fields; returns how many.

    Values must already have the fields' Python types (aware datetimes, Decimal, str …). Constraints of the
    database hold; model validation is the caller's. On PostgreSQL this is COPY.
    """
    fields: list[Any] = [model._meta.get_field(name) for name in columns]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql":
        return _copy(f"COPY {table} ({names}) FROM STDIN", rows)
    marks = ", ".join(["%s"] * len(fields))
    prepared = _prepared(fields, rows)
    if len(prepared) >= MANY:
        transaction.on_commit(_learn_sizes, robust=True)
    if prepared:
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", prepared)
    return len(prepared)


def _learn_sizes() -> None:
    """Let SQLite's planner see how tables have grown; it looks closer only where they grew a lot.

    Without that it takes any index that begins with the workspace, and reads all of the workspace's rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA optimize(0x10002)")


def _prepared(fields: Sequence[Any], rows: Iterable[Row]) -> list[Row]:
    """The rows with their values as the driver takes them; numbers, texts and keys it takes as they are."""
    turned = [(place, _turner(field)) for place, field in enumerate(fields) if _needs_turning(field)]
    if not turned:
        return list(rows)
    prepared: list[Row] = []
    for row in rows:
        values = list(row)
        for place, turn in turned:
            values[place] = turn(values[place])
        prepared.append(values)
    return prepared


def _needs_turning(field: Any) -> bool:
    plain = (models.CharField, models.TextField, models.IntegerField, models.DecimalField)
    return not isinstance(field.target_field if field.is_relation else field, plain)


def _turner(field: Any) -> Callable[[Any], Any]:
    """The field's own conversion; the last value is kept, because moments repeat from row to row."""
    last: list[Any] = [object(), None]

    def turn(value: Any) -> Any:
        if value is not last[0]:
            last[:] = value, field.get_db_prep_save(value, connection)
        return last[1]

    return turn


def _copy(statement: str, rows: Iterable[Row]) -> int:
    from psycopg.types.json import Jsonb

    count = 0
    # Django names the driver's errors for its own statements only; a copy has to ask for it.
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([Jsonb(value) if isinstance(value, dict | list) else value for value in row])
            count += 1
    return count


def update_rows(model: type[models.Model], workspace_id: int, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Update rows given as tuples `(id, value, …)` in the order of the named fields; returns how many were given.

    Only rows of the workspace are touched.
    """
    fields: list[Any] = [model._meta.get_field(name) for name in columns]
    table, quote = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name
    changes = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    statement = f"UPDATE {table} SET {changes} WHERE {quote('workspace_id')} = %s AND {quote('id')} = %s"
    given = list(rows)
    values = _prepared(fields, [row[1:] for row in given])
    prepared = [(*changed, workspace_id, row[0]) for changed, row in zip(values, given, strict=True)]
    if prepared:
        with connection.cursor() as cursor:
            cursor.executemany(statement, prepared)
    return len(prepared)


def chunks(items: Sequence[Item], size: int = 5_000) -> Iterator[Sequence[Item]]:
    """The items in pieces short enough for one statement's parameters."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def delete_rows(rows: models.QuerySet[Any, Any]) -> int:
    """Delete rows by their own conditions in one statement; returns how many.

    Nothing that points at them is looked for: the caller has dealt with that, and the database checks it.
    """
    return int(rows._raw_delete(rows.db) or 0)  # type: ignore[attr-defined]


def learn_sizes() -> None:
    """Let the database count how its rows are spread, so that it finds the short way to them.

    Call it between transactions while many rows come in. Without it SQLite takes every index for equally good and
    reads all rows of a workspace where those of one order were asked for; PostgreSQL learns by itself, but later.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
