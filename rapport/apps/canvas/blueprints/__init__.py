"""Templates for canvases: one file each, defining one `Blueprint` that bears the file's name."""

from rapport.apps.canvas.blueprints._blueprint import NINE_SECTIONS, Blueprint, Section
from rapport.catalogue import Catalogue

__all__ = ["NINE_SECTIONS", "Blueprint", "Section", "blueprints"]

blueprints: Catalogue[Blueprint] = Catalogue("rapport.apps.canvas.blueprints", Blueprint)
