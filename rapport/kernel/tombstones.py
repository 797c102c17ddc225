"""The traces that deleted rows leave for the lake."""

from collections.abc import Iterable

from django.db import models

from rapport.kernel.bulk import insert_rows
from rapport.kernel.models import Tombstone


def leave_tombstones(model: type[models.Model], row_ids: Iterable[int], *, workspace_id: int, change: int) -> None:
    """Note that rows of a model are about to be deleted, at this place in the workspace's log."""
    rows = [(workspace_id, model._meta.label, row_id, change) for row_id in row_ids]
    if rows:
        insert_rows(Tombstone, ("workspace", "model_label", "row_id", "change"), rows)
