"""Canvases and their log.

A canvas is a list of operations in server order, never changed afterwards. Everything on it is a projection of that
list kept in rows, so that a page reads it in few queries.
"""

from rapport.apps.canvas.models.canvas import FRESH_DAYS, Canvas, CanvasQuerySet, OwnTemplate
from rapport.apps.canvas.models.learning import LessonDone, QuizAnswer, Reflection, TipMark
from rapport.apps.canvas.models.log import (
    CanvasOperation,
    Gesture,
    Projected,
    ProjectionQuerySet,
    projected_models,
)
from rapport.apps.canvas.models.notes import Attachment, Comment, Evidence, Note, NoteQuerySet, Vote, attachment_folder
from rapport.apps.canvas.models.plans import Action, Proposition, RelationshipDesign, RelationshipElement
from rapport.apps.canvas.models.sharing import CanvasVersion, Presence, ShareLink, Workshop

__all__ = [
    "FRESH_DAYS",
    "Action",
    "Attachment",
    "Canvas",
    "CanvasOperation",
    "CanvasQuerySet",
    "CanvasVersion",
    "Comment",
    "Evidence",
    "Gesture",
    "LessonDone",
    "Note",
    "NoteQuerySet",
    "OwnTemplate",
    "Presence",
    "Projected",
    "ProjectionQuerySet",
    "Proposition",
    "QuizAnswer",
    "Reflection",
    "RelationshipDesign",
    "RelationshipElement",
    "ShareLink",
    "TipMark",
    "Vote",
    "Workshop",
    "attachment_folder",
    "projected_models",
]
