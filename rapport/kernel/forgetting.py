"""Seeing to it that the files of the database hold nothing of what was deleted in it.

SQLite overwrites deleted values at once (`PRAGMA secure_delete`, set for every connection); what remains is the
index of searches, which keeps old entries until it is put in order, and the log of writes, which keeps old pages until
it is written into the file. PostgreSQL keeps old versions of rows until a vacuum frees them.
"""

import logging
from collections.abc import Sequence

from django.db import DatabaseError, connection, models

log = logging.getLogger("rapport.kernel")


def forget_deleted_bytes(searched: Sequence[type[models.Model]]) -> bool:
    """Put search indexes in order and empty the log of writes; False where somebody's reading did not let it.

    Not inside a transaction. On PostgreSQL the tables given are vacuumed; the others follow by themselves.
    """
    if connection.in_atomic_block:
        return False
    try:
        return _on_sqlite(searched) if connection.vendor == "sqlite" else _on_postgresql(searched)
    except DatabaseError as error:
        log.warning("The files of the database are tidied later: %s", error)
        return False


def _on_sqlite(searched: Sequence[type[models.Model]]) -> bool:
    with connection.cursor() as cursor:
        for model in searched:
            index = connection.ops.quote_name(f"{model._meta.db_table}_found")
            cursor.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_pages = cursor.fetchone()
    return not busy


def _on_postgresql(searched: Sequence[type[models.Model]]) -> bool:
    with connection.cursor() as cursor:
        for model in searched:
            cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")
    return True
