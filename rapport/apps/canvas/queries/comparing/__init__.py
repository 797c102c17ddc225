"""Canvases side by side: which notes are the same, what their figures differ by, and that in words."""

from rapport.apps.canvas.queries.comparing.columns import MOST, Column, columns_of, words_asked
from rapport.apps.canvas.queries.comparing.matching import Row, matched
from rapport.apps.canvas.queries.comparing.pages import Comparison, comparison_of

__all__ = ["MOST", "Column", "Comparison", "Row", "columns_of", "comparison_of", "matched", "words_asked"]
