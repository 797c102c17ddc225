"""Seeing to it that the files of the database hold nothing of what was deleted in it.

SQLite overwrites deleted values at once (`PRAGMA secure_delete`, set for every connection). What remains is in three
places: the index of searches keeps old entries until it is put in order; the planner keeps samples of values until it
takes new ones; the log of writes keeps old pages until it is written into the file. PostgreSQL keeps old versions of
rows until a vacuum frees them, and samples as well.
"""

import logging
from collections.abc import Iterable

from django.apps import apps
from django.db import DatabaseError, connection, models

log = logging.getLogger("rapport.kernel")


def forget_deleted_bytes(labels: Iterable[str]) -> bool:
    """Tidy the tables of these models and empty the log of writes; False where somebody's reading did not let it.

    Not inside a transaction.
    """
    if connection.in_atomic_block:
        return False
    found = [apps.get_model(label) for label in sorted(set(labels))]
    try:
        return _on_sqlite(found) if connection.vendor == "sqlite" else _on_postgresql(found)
    except DatabaseError as error:
        log.warning("The files of the database are tidied later: %s", error)
        return False


def _on_sqlite(found: list[type[models.Model]]) -> bool:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in found:
            if getattr(model, "FOUND_BY", ""):
                index = quote(f"{model._meta.db_table}_found")
                cursor.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")
        sampled = _sampled() & {model._meta.db_table for model in found}
        for table in sorted(sampled):
            cursor.execute(f"ANALYZE {quote(table)}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_pages = cursor.fetchone()
    return not busy


def _sampled() -> set[str]:
    """The tables of which SQLite's planner keeps samples of values."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat4'")
        if not cursor.fetchone()[0]:
            return set()
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat4")
        return {row[0] for row in cursor.fetchall()}


def _on_postgresql(found: list[type[models.Model]]) -> bool:
    with connection.cursor() as cursor:
        for model in found:
            cursor.execute(f"VACUUM (ANALYZE) {connection.ops.quote_name(model._meta.db_table)}")
    return True
