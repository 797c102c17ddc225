"""Notes, and what hangs on them: evidence, comments, votes."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.evidence_kinds import evidence_kinds
from rapport.apps.canvas.models.canvas import Canvas
from rapport.apps.canvas.models.log import Projected, ProjectionQuerySet
from rapport.kernel.models import WorkspaceModel
from rapport.kernel.text import folded


class NoteQuerySet(ProjectionQuerySet):
    """Notes of a workspace."""

    def visible_to(self, member: Member) -> Self:
        """All but the private notes of others."""
        return self.filter(Q(is_private=False) | Q(author=member))


class Note(Projected):
    """A note as the log has it now.

    `text_version` is the place in the log of the operation that wrote the text; `rivals` are texts that somebody
    else wrote from an older version, kept until a person chooses. `changed_sequence` is the last operation on the
    note or on what hangs on it. A private note is its author's alone until it is revealed.
    """

    TYPE = "note"
    LOGGED = (
        "section", "order_key", "text", "text_version", "kind", "hue", "importance", "tags", "is_private", "rivals",
        "changed_at", "changed_sequence",
    )  # fmt: skip
    DERIVED = ("search_text",)

    class Kind(models.TextChoices):
        CLAIM = "claim", "Claim"
        FACT = "fact", "Fact"
        QUESTION = "question", "Question"

    section = models.CharField(max_length=40)
    order_key = models.TextField()
    text = models.TextField()
    text_version = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.CLAIM)
    hue = models.CharField(max_length=12, blank=True)
    importance = models.PositiveSmallIntegerField(null=True)
    tags = models.JSONField(default=list)
    is_private = models.BooleanField(default=False)
    rivals = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    changed_sequence = models.BigIntegerField()
    search_text = models.TextField(default="", blank=True)

    objects = NoteQuerySet.as_manager()  # type: ignore[misc]

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

    def derive(self) -> None:
        self.search_text = folded(" ".join([self.text, *map(str, self.tags)]))


class Evidence(Projected):
    """Why a note is believed or doubted. What it says today is judged by its kind; see `evidence_kinds`."""

    TYPE = "evidence"
    LOGGED = ("note_id", "kind", "settings", "direction", "strength", "quote")
    DERIVED = ("search_text",)

    class Direction(models.TextChoices):
        SUPPORTS = "supports", "Supports"
        CONTRADICTS = "contradicts", "Contradicts"

    class Strength(models.IntegerChoices):
        WEAK = 1, "Weak"
        MEDIUM = 2, "Medium"
        STRONG = 3, "Strong"

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    settings = models.JSONField(default=dict)
    direction = models.CharField(max_length=11, choices=Direction.choices)
    strength = models.PositiveSmallIntegerField(choices=Strength.choices, default=Strength.MEDIUM)
    quote = models.TextField(blank=True)
    search_text = models.TextField(default="", blank=True)

    class Meta:
        verbose_name_plural = "evidence"
        indexes = [models.Index(fields=["canvas", "note"], name="canvas_evidence_of_note")]

    @property
    def title(self) -> str:
        """The evidence in words."""
        return evidence_kinds.get(self.kind).sentence(self.settings)

    def derive(self) -> None:
        said = [value for value in self.settings.values() if isinstance(value, str)]
        self.search_text = folded(" ".join([self.quote, self.title, *said]))


class Comment(Projected):
    """What somebody says about a note, or about the whole canvas; `parent` is the comment it replies to.

    `mentions` are the members it speaks to, each with the name that stands in the text: see `kernel.mentions`.
    The author of the operation that set `resolved` resolved it.
    """

    TYPE = "comment"
    LOGGED = ("note_id", "parent_id", "text", "mentions", "resolved")
    DERIVED = ("search_text",)

    note = models.ForeignKey(Note, null=True, on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    mentions = models.JSONField(default=list)
    resolved = models.BooleanField(default=False)
    search_text = models.TextField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["canvas", "note"], name="canvas_comments_of_note")]

    def derive(self) -> None:
        self.search_text = folded(self.text)


class Vote(Projected):
    """The dots that one member has put on a note."""

    TYPE = "vote"
    LOGGED = ("note_id", "dots")

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="+")
    dots = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["note", "author"], condition=Q(deleted_at=None), name="canvas_one_living_vote_on_a_note"
            )
        ]
        indexes = [models.Index(fields=["canvas", "note"], name="canvas_votes_of_note")]


class Attachment(WorkspaceModel):
    """A file that serves as evidence, kept outside the database under its digest."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    @property
    def path(self) -> Path:
        """Where its content is kept."""
        return attachment_folder(self.workspace_id) / self.sha256


def attachment_folder(workspace_id: int) -> Path:
    """Where the files of a workspace are kept, each under the digest of its content."""
    return Path(settings.UPLOAD_FOLDER) / "attachments" / str(workspace_id)
