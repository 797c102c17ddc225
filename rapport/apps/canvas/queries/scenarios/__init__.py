"""Scenarios: today's figures, what is assumed, and what follows for customer value and yearly profit."""

from rapport.apps.canvas.queries.scenarios.inputs import Assumptions, Input, inputs_of, today_of
from rapport.apps.canvas.queries.scenarios.pages import Editor, Overview, editor_of, overview_of

__all__ = [
    "Assumptions",
    "Editor",
    "Input",
    "Overview",
    "editor_of",
    "inputs_of",
    "overview_of",
    "today_of",
]
