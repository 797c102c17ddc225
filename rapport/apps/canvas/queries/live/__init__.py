"""What a section of a canvas shows by itself: one file each, defining one `LiveBox` that bears the file's name."""

from __future__ import annotations

from rapport.apps.canvas.queries.live._box import LiveBox
from rapport.catalogue import Catalogue

__all__ = ["LiveBox", "live_boxes"]

live_boxes: Catalogue[LiveBox] = Catalogue("rapport.apps.canvas.queries.live", LiveBox)
