"""Reading a table from its first id to its last, a portion at a time."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

PORTION = 1_000


def in_portions(rows: "QuerySet[Any, Any]", *columns: str) -> Iterator[dict[str, Any]]:
    """The named columns of every row, in the order of the ids; never more than a portion is held."""
    last = 0
    while True:
        portion = list(rows.filter(pk__gt=last).order_by("pk").values("pk", *columns)[:PORTION])
        yield from portion
        if len(portion) < PORTION:
            return
        last = portion[-1]["pk"]
