"""Examples to begin with: one file for each line of business, defining one `StarterSet` that bears the file's name."""

from rapport.apps.canvas.starter_sets._starter_set import StarterSet, Suggested
from rapport.catalogue import Catalogue

__all__ = ["StarterSet", "Suggested", "starter_sets"]

starter_sets: Catalogue[StarterSet] = Catalogue("rapport.apps.canvas.starter_sets", StarterSet)
