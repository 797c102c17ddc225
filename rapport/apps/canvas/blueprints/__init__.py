"""Templates for canvases: one file each, defining one `Blueprint` that bears the file's name."""

from rapport.apps.canvas.blueprints._blueprint import Blueprint, BlueprintError, Cell, Group, Live, Row, Section
from rapport.apps.canvas.blueprints._nine import NEAREST, NINE_SECTIONS
from rapport.catalogue import Catalogue

__all__ = [
    "NEAREST",
    "NINE_SECTIONS",
    "Blueprint",
    "BlueprintError",
    "Cell",
    "Group",
    "Live",
    "Row",
    "Section",
    "blueprints",
]

blueprints: Catalogue[Blueprint] = Catalogue("rapport.apps.canvas.blueprints", Blueprint)
