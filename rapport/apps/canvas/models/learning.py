"""What a member has read, answered and thought about while learning."""

from __future__ import annotations

from django.db import models

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models.canvas import Canvas
from rapport.kernel.models import WorkspaceModel


class LessonDone(WorkspaceModel):
    """A member has finished a lesson."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    lesson = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "lesson"], name="canvas_a_lesson_is_done_once")]


class TipMark(WorkspaceModel):
    """Whether a member found a tip useful, and what they say about it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    tip = models.CharField(max_length=120)
    is_useful = models.BooleanField(null=True)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "tip"], name="canvas_a_tip_is_marked_once")]


class QuizAnswer(WorkspaceModel):
    """A member's last answer to a question of the quiz."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=120)
    choice = models.PositiveSmallIntegerField()
    is_right = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "question"], name="canvas_a_question_has_one_answer")]


class Reflection(WorkspaceModel):
    """What a member writes down for themselves, or to coach others; nobody else reads it."""

    class Kind(models.TextChoices):
        SELF = "self", "For myself"
        COACH = "coach", "To coach others"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    canvas = models.ForeignKey(Canvas, null=True, on_delete=models.CASCADE, related_name="+")
    lesson = models.CharField(max_length=60)
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.SELF)
    text = models.TextField()
    at = models.DateTimeField()
