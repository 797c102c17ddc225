"""Finding fragments in a text column of many rows, by an index of its trigrams on either database.

A model names the column: `FOUND_BY = "search_text"`. After migrations `keep_findable` makes the index where it is
missing; from then on the database itself keeps it in step, however rows are written. SQLite keeps a full-text table
of trigrams beside the rows, PostgreSQL an index of the extension pg_trgm. Texts are expected folded (`kernel.text`);
those of a model with `FOUND_FOLDED = True` stand as they were written, and are folded by the index (`kernel.folding`).
"""

import logging
from collections.abc import Sequence
from typing import Any, Literal

from django.db import DatabaseError, connection, models, transaction
from django.db.models import Case, Q, QuerySet, Value, When

from rapport.kernel.folding import FUNCTION, Folded, folded_by_postgresql

log = logging.getLogger("rapport.kernel")
WHOLE, FEW = 3, 1_000
# Where a fragment stands in a text: anywhere, at the beginning of a word, or at that of the text.
Where = Literal["anywhere", "word", "text"]
WILD = str.maketrans({"*": "[*]", "?": "[?]", "[": "[[]"})


def holding(column: str, fragments: Sequence[str]) -> Q:
    """Rows whose text holds every fragment; one of fewer than three characters counts where a word begins with it.

    >>> holding("text", ["an"])
    <Q: (OR: ('text__startswith', 'an'), ('text__contains', ' an'))>
    """
    found = Q()
    for fragment in fragments:
        if len(fragment) >= WHOLE:
            found &= Q(**{f"{column}__contains": fragment})
        else:
            found &= Q(**{f"{column}__startswith": fragment}) | Q(**{f"{column}__contains": f" {fragment}"})
    return found


def nearness(column: str, fragments: Sequence[str]) -> Case:
    """An order by how near texts are to what was typed.

    First those that begin so, then those of which a word begins with each fragment, then those that hold them.
    """
    words = Q()
    for fragment in fragments:
        words &= Q(**{f"{column}__startswith": fragment}) | Q(**{f"{column}__contains": f" {fragment}"})
    begins = Q(**{f"{column}__startswith": " ".join(fragments)})
    return Case(When(begins, then=Value(0)), When(words, then=Value(1)), default=Value(2))


def nearness_of(text: str, fragments: Sequence[str]) -> int:
    """As `nearness`, of a folded text at hand.

    >>> [nearness_of(text, ["ana"]) for text in ("ana prado", "bo ana", "bo banana")]
    [0, 1, 2]
    """
    if text.startswith(" ".join(fragments)):
        return 0
    return 1 if all(f" {fragment}" in f" {text}" for fragment in fragments) else 2


def ids_holding(
    model: type[models.Model],
    workspace_id: int,
    fragments: Sequence[str],
    *,
    most: int,
    empty: str = "",
    shortest: int = WHOLE - 1,
    where: Where = "anywhere",
) -> list[int] | None:
    """The ids of a workspace's rows whose text holds every fragment `where`: all of them, or one more than `most`.

    Where there are more, a list is better read in its own order and every row looked at, because rows that fit are
    many. None where the index cannot help: no fragment has at least two characters. `empty` names a column that has
    nothing in the rows that are meant. With `shortest` 1 SQLite looks through the whole index for single letters.
    """
    if max(map(len, fragments), default=0) < shortest:
        return None
    ask = _ask_sqlite if connection.vendor == "sqlite" else _ask_postgresql
    statement, values = ask(model, fragments, where)
    if empty:
        field: Any = model._meta.get_field(empty)
        column = connection.ops.quote_name(field.column)
        statement = f"{statement} AND {column} IS NULL"
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} LIMIT %s", [*values, workspace_id, most + 1])
        return [row[0] for row in cursor.fetchall()]


def found_among(
    rows: QuerySet[Any, Any], workspace_id: int, fragments: Sequence[str]
) -> tuple[QuerySet[Any, Any], bool]:
    """Those of the rows whose text holds every fragment, and whether they are few enough to be put in any order.

    Of many, the latest written stand at hand: in the order of their ids a page of them is soon full.
    """
    model = rows.model
    ids = ids_holding(model, workspace_id, fragments, most=FEW, shortest=1)
    if ids is not None and len(ids) <= FEW:
        return rows.filter(pk__in=ids), True
    column = f"{model.FOUND_BY}__{Folded.lookup_name}" if _is_folded(model) else model.FOUND_BY
    return rows.filter(holding(column, fragments)), False


def keep_findable(models_of_app: Sequence[type[models.Model]]) -> None:
    """Make the trigram indexes of those models that want one and have none."""
    for model in models_of_app:
        if getattr(model, "FOUND_BY", "") and model._meta.db_table in connection.introspection.table_names():
            if connection.vendor == "sqlite":
                _keep_on_sqlite(model)
            else:
                _keep_on_postgresql(model)


def is_findable(model: type[models.Model]) -> bool:
    """Is the index there?"""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            return int(cursor.fetchone()[0]) >= len(_triggers(model))
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = %s", [_index_name(model)])
        return bool(cursor.fetchone()[0])


def _ask_sqlite(model: type[models.Model], fragments: Sequence[str], where: Where) -> tuple[str, list[Any]]:
    table, found = _quoted(model)
    tests = " AND ".join(["found.body GLOB %s"] * len(fragments))
    # A cross join is read from the left: first what the index finds, then those rows.
    statement = (
        f"SELECT found.rowid FROM {found} AS found CROSS JOIN {table} AS kept ON kept.id = found.rowid "
        f"WHERE {tests} AND kept.workspace_id = %s"
    )
    if where == "text":
        return statement, [f" {fragment}*" for fragment in (one.translate(WILD) for one in fragments)]
    inside = [one if len(one) >= WHOLE and where == "anywhere" else f" {one}" for one in fragments]
    return statement, [f"*{fragment.translate(WILD)}*" for fragment in inside]


def _ask_postgresql(model: type[models.Model], fragments: Sequence[str], where: Where) -> tuple[str, list[Any]]:
    table, column = _quoted(model)[0], _indexed(model)
    tests, values = [], []
    for fragment in fragments:
        written = connection.ops.prep_for_like_query(fragment)
        if where == "text":
            tests.append(f"{column} LIKE %s")
            values.append(f"{written}%")
        elif len(fragment) >= WHOLE and where == "anywhere":
            tests.append(f"{column} LIKE %s")
            values.append(f"%{written}%")
        else:
            tests.append(f"({column} LIKE %s OR {column} LIKE %s)")
            values += [f"{written}%", f"% {written}%"]
    scope = f'{table}."workspace_id" = %s'
    return f"SELECT id FROM {table} WHERE {' AND '.join(tests)} AND {scope}", values


def _quoted(model: type[models.Model]) -> tuple[str, str]:
    table = model._meta.db_table
    return connection.ops.quote_name(table), connection.ops.quote_name(f"{table}_found")


def _indexed(model: type[models.Model], row: str = "") -> str:
    """What the index is made of: the column, or for texts as they were written, its folded form."""
    column = f"{row}{connection.ops.quote_name(model.FOUND_BY)}"  # type: ignore[attr-defined]
    if not _is_folded(model):
        return column
    return f"{FUNCTION}({column})" if connection.vendor == "sqlite" else folded_by_postgresql(column)


def _is_folded(model: type[models.Model]) -> bool:
    return bool(getattr(model, "FOUND_FOLDED", False))


def _triggers(model: type[models.Model]) -> dict[str, str]:
    """The triggers that keep the full-text table in step, by name. A leading space marks where a text begins."""
    table, found = _quoted(model)
    column, name = connection.ops.quote_name(model.FOUND_BY), model._meta.db_table  # type: ignore[attr-defined]
    add = f"INSERT INTO {found}(rowid, body) VALUES (new.id, ' ' || {_indexed(model, 'new.')});"
    drop = f"DELETE FROM {found} WHERE rowid = old.id;"
    changed = f"WHEN old.{column} IS NOT new.{column}"
    return {
        f"{name}_found_new": f"AFTER INSERT ON {table} BEGIN {add} END",
        f"{name}_found_gone": f"AFTER DELETE ON {table} BEGIN {drop} END",
        f"{name}_found_moved": f"AFTER UPDATE OF {column} ON {table} {changed} BEGIN {drop} {add} END",
    }


def _keep_on_sqlite(model: type[models.Model]) -> None:
    """Also after a migration has made the table anew, which takes its triggers away: then it is filled again."""
    if is_findable(model):
        return
    table, found = _quoted(model)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {found}")
        cursor.execute(f"CREATE VIRTUAL TABLE {found} USING fts5(body, tokenize='trigram', detail='none')")
        cursor.execute(f"INSERT INTO {found}(rowid, body) SELECT id, ' ' || {_indexed(model)} FROM {table}")
        for name, body in _triggers(model).items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {connection.ops.quote_name(name)}")
            cursor.execute(f"CREATE TRIGGER {connection.ops.quote_name(name)} {body}")


def _keep_on_postgresql(model: type[models.Model]) -> None:
    """Where the extension may not be made, searches still answer, by reading every row; the log says so."""
    table, body = _quoted(model)[0], _indexed(model)
    name = connection.ops.quote_name(_index_name(model))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table} USING gin (({body}) gin_trgm_ops)")
    except DatabaseError as error:
        log.warning("Searches in %s will be slow: CREATE EXTENSION pg_trgm in this database. (%s)", table, error)


def _index_name(model: type[models.Model]) -> str:
    return f"{model._meta.db_table}_found"
