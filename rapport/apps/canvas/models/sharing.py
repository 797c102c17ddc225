"""Versions, links for people outside, and being on a canvas together."""

from __future__ import annotations

from django.db import models

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models.canvas import Canvas
from rapport.kernel.models import WorkspaceModel


class CanvasVersion(WorkspaceModel):
    """A place in the log of a canvas that has a name."""

    class Reason(models.TextChoices):
        NAMED = "named", "Named by somebody"
        SAFETY = "safety", "Kept before a restoration"
        PUBLISHED = "published", "Published"

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="+")
    sequence = models.BigIntegerField()
    title = models.CharField(max_length=120)
    reason = models.CharField(max_length=9, choices=Reason.choices, default=Reason.NAMED)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["canvas", "-sequence"], name="canvas_versions")]


class ShareLink(WorkspaceModel):
    """A link by which people without an account see one canvas, or add notes to it.

    Only the digest of its token is kept. `exposes` are the words for what it shows beyond notes.
    """

    class Role(models.TextChoices):
        VIEW = "view", "May look"
        CONTRIBUTE = "contribute", "May add notes"

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.VIEW)
    exposes = models.JSONField(default=list)
    password = models.CharField(max_length=160, blank=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    opened_times = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["canvas", "-id"], name="canvas_links")]


class Presence(WorkspaceModel):
    """A tab in which a member has a canvas open, and the note being written there."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    tab = models.UUIDField()
    at = models.DateTimeField()
    note = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["canvas", "tab"], name="canvas_a_tab_is_present_once")]


class Workshop(WorkspaceModel):
    """A meeting on a canvas: a timer, notes that stay private until they are revealed, dots to vote with."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="+")
    started_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    timer_ends_at = models.DateTimeField(null=True)
    is_private = models.BooleanField(default=False)
    is_voting = models.BooleanField(default=False)
    hides_votes = models.BooleanField(default=False)
    votes_each = models.PositiveSmallIntegerField(default=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["canvas"], condition=models.Q(ended_at=None), name="canvas_one_workshop_at_a_time"
            )
        ]
