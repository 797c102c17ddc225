"""The ids of copies in a scenario: known from their origin without being written down."""

from __future__ import annotations

import uuid

from rapport.apps.canvas.models import Canvas


def copy_id(scenario: Canvas, origin_id: uuid.UUID | str) -> uuid.UUID:
    """The id that the copy of something has in a scenario."""
    words = (scenario.workspace_id, scenario.pk, "copy", origin_id)
    return uuid.uuid5(uuid.NAMESPACE_OID, "/".join(map(str, words)))
