"""Canvases and their log.

A canvas is a list of operations in server order, never changed afterwards. Notes and evidence are a projection of
that list kept in rows, so that a page reads them in one query.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Blueprint, blueprints
from rapport.apps.customers.models import Party, Region, Segment
from rapport.kernel.models import WorkspaceModel, WorkspaceQuerySet

FRESH_DAYS = 180


class CanvasQuerySet(WorkspaceQuerySet):
    """Canvases of a workspace."""

    def open(self) -> CanvasQuerySet:
        """Those in use, not archived."""
        return self.filter(archived_at=None)

    def archived(self) -> CanvasQuerySet:
        return self.exclude(archived_at=None)


class Canvas(WorkspaceModel):
    """The relationship with one segment, one customer or everybody, optionally in one region.

    `sequence` is the number of the last operation in its log.
    """

    class Subject(models.TextChoices):
        SEGMENT = "segment", "A segment"
        PARTY = "party", "One customer"
        EVERYBODY = "everybody", "Everybody"

    title = models.CharField(max_length=120)
    blueprint_name = models.CharField(max_length=60, default="customer_relationship")
    subject_kind = models.CharField(max_length=9, choices=Subject.choices, default=Subject.SEGMENT)
    segment = models.ForeignKey(Segment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=20, default="last-12-months")
    fresh_days = models.PositiveSmallIntegerField(default=FRESH_DAYS)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    sequence = models.BigIntegerField(default=0)

    objects = CanvasQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="canvas_subject_fits_its_kind",
                condition=Q(subject_kind="segment", segment__isnull=False, party__isnull=True)
                | Q(subject_kind="party", segment__isnull=True, party__isnull=False)
                | Q(subject_kind="everybody", segment__isnull=True, party__isnull=True),
            )
        ]
        indexes = [models.Index(fields=["workspace", "-changed_at"], name="canvas_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def blueprint(self) -> Blueprint:
        """The template that lays this canvas out."""
        return blueprints.get(self.blueprint_name)

    @property
    def figures_subject(self) -> str:
        """Whose figures belong on this canvas, in the words of insights."""
        if self.subject_kind == self.Subject.SEGMENT:
            return f"segment:{self.segment_id}"
        elif self.subject_kind == self.Subject.PARTY:
            return f"customer:{self.party_id}"
        else:
            return "everybody"

    @property
    def topic(self) -> str:
        """The word under which the live stream tells of changes here."""
        return f"canvas:{self.pk}"


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
    kind = models.CharField(max_length=30)
    object_type = models.CharField(max_length=10)
    object_id = models.CharField(max_length=36)
    field = models.CharField(max_length=20)
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

    def living(self) -> ProjectionQuerySet:
        return self.filter(deleted_at=None)


class Note(WorkspaceModel):
    """A note as the log has it now.

    `text_version` is the place in the log of the operation that wrote the text; `rivals` are texts that somebody
    else wrote from an older version, kept until a person chooses. `changed_sequence` is the last operation on the
    note or its evidence.
    """

    class Kind(models.TextChoices):
        CLAIM = "claim", "Claim"
        FACT = "fact", "Fact"
        QUESTION = "question", "Question"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=40)
    order_key = models.TextField()
    text = models.TextField()
    text_version = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.CLAIM)
    hue = models.CharField(max_length=12, blank=True)
    importance = models.PositiveSmallIntegerField(null=True)
    rivals = models.JSONField(default=list)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_sequence = models.BigIntegerField()
    deleted_at = models.DateTimeField(null=True)

    objects = ProjectionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [
            models.Index(fields=["canvas", "changed_sequence"], name="canvas_note_changed"),
            models.Index(fields=["canvas", "section"], name="canvas_note_section"),
        ]
        constraints = [
            models.CheckConstraint(
                name="canvas_importance_in_range", condition=Q(importance__isnull=True) | Q(importance__range=(1, 5))
            )
        ]


class Evidence(WorkspaceModel):
    """Why a note is believed or doubted. What it says today is judged by its kind; see `evidence_kinds`."""

    class Direction(models.TextChoices):
        SUPPORTS = "supports", "Supports"
        CONTRADICTS = "contradicts", "Contradicts"

    class Strength(models.IntegerChoices):
        WEAK = 1, "Weak"
        MEDIUM = 2, "Medium"
        STRONG = 3, "Strong"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="+")
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    settings = models.JSONField(default=dict)
    direction = models.CharField(max_length=11, choices=Direction.choices)
    strength = models.PositiveSmallIntegerField(choices=Strength.choices, default=Strength.MEDIUM)
    quote = models.TextField(blank=True)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    objects = ProjectionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name_plural = "evidence"
        indexes = [models.Index(fields=["canvas", "note"], name="canvas_evidence_of_note")]
