"""What is to be done: on one canvas, over all canvases, and what became of it."""

from rapport.apps.canvas.queries.actions.lists import (
    COLUMNS,
    ActionFilter,
    ActionList,
    Column,
    actions_of,
    all_actions,
    overdue_count,
)
from rapport.apps.canvas.queries.actions.readings import reading_of
from rapport.apps.canvas.queries.actions.shown import ActionPage, ActionView, action_page, assignable, metric_choices

__all__ = [
    "COLUMNS",
    "ActionFilter",
    "ActionList",
    "ActionPage",
    "ActionView",
    "Column",
    "action_page",
    "actions_of",
    "all_actions",
    "assignable",
    "metric_choices",
    "overdue_count",
    "reading_of",
]
