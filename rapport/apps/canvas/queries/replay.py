"""A canvas as it was: the log read up to a place of it."""

from __future__ import annotations

from datetime import datetime

from rapport.apps.canvas.models import Canvas, CanvasOperation
from rapport.apps.canvas.queries.projection import Picture, picture


def state_at(canvas: Canvas, sequence: int) -> Picture:
    """Everything on the canvas after that operation, deleted things too: `{type: {id: fields}}`."""
    log = CanvasOperation.objects.of(canvas).filter(canvas=canvas, sequence__lte=sequence).order_by("sequence")
    return picture(log.iterator(chunk_size=2_000))


def sequence_at(canvas: Canvas, moment: datetime) -> int:
    """The last operation made before a moment; 0 where there was none."""
    earlier = CanvasOperation.objects.of(canvas).filter(canvas=canvas, at__lt=moment).order_by("-sequence")
    return int(earlier.values_list("sequence", flat=True).first() or 0)
