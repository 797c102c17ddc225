"""The log of a canvas, and the base of every row that follows from it."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models.canvas import Canvas
from rapport.kernel.models import WorkspaceModel, WorkspaceQuerySet


class Gesture(WorkspaceModel):
    """What one person did in one go: a step of undo, and the mark by which a second sending is known.

    `turns` is the gesture that an undo or a redo takes back; `outcome` is what the first sending was told,
    `size` how many operations it made. Setting up the canvas itself is no step of undo.
    """

    class Role(models.TextChoices):
        SET_UP = "set"
        DO = "do"
        UNDO = "undo"
        REDO = "redo"

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    digest = models.CharField(max_length=64, blank=True)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=4, choices=Role.choices, default=Role.DO)
    turns = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")
    size = models.PositiveIntegerField(default=0)
    outcome = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["canvas", "key"], name="canvas_a_gesture_counts_once")]
        indexes = [models.Index(fields=["canvas", "member", "-id"], name="canvas_gestures_of_member")]


class CanvasOperation(WorkspaceModel):
    """One entry of the log: one field of one object before and after, in server order. Never updated or deleted."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="+")
    sequence = models.BigIntegerField()
    gesture = models.ForeignKey(Gesture, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    object_type = models.CharField(max_length=14)
    object_id = models.CharField(max_length=36)
    field = models.CharField(max_length=24)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    base = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["canvas", "sequence"], name="canvas_one_operation_per_place")]
        indexes = [
            models.Index(fields=["canvas", "object_id", "sequence"], name="canvas_operations_of_object"),
            models.Index(fields=["gesture", "sequence"], name="canvas_operations_of_gesture"),
        ]
        ordering = ["canvas", "sequence"]


class ProjectionQuerySet(WorkspaceQuerySet):
    """Rows that follow from a log."""

    def living(self) -> Self:
        return self.filter(deleted_at=None)


class Projected(WorkspaceModel):
    """Something on a canvas: a row that follows from the canvas's log and is never written otherwise.

    `TYPE` is its word in the log, `LOGGED` the columns that operations set, `DERIVED` those that follow from them.
    """

    TYPE: ClassVar[str]
    LOGGED: ClassVar[tuple[str, ...]]
    DERIVED: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    objects = ProjectionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Set the derived columns from the logged ones; called before a row is written."""


def projected_models() -> dict[str, type[Projected]]:
    """Everything that can stand on a canvas, by its word in the log."""
    return {model.TYPE: model for model in Projected.__subclasses__()}
