"""What a business means to do for a segment: relationship, propositions, actions."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models.log import Projected, ProjectionQuerySet
from rapport.apps.canvas.models.notes import Note
from rapport.kernel.money import amount_field


class RelationshipDesign(Projected):
    """The relationship wanted with the subject of a canvas; a canvas has one.

    The three axes are lists of words of the catalogue; each of the four strategies holds `text`, `budget`,
    `metric` and `target`; `dismissed` are the types that the advisor need not propose again. `rivals` are texts that
    somebody wrote while somebody else did, kept until a person chooses.
    """

    TYPE = "design"
    LOGGED = (
        "statement", "bond", "intimacy", "directness",
        "acquisition", "retention", "growth", "win_back", "dismissed", "rivals",
    )  # fmt: skip

    statement = models.TextField(blank=True)
    bond = models.JSONField(default=list)
    intimacy = models.JSONField(default=list)
    directness = models.JSONField(default=list)
    acquisition = models.JSONField(default=dict)
    retention = models.JSONField(default=dict)
    growth = models.JSONField(default=dict)
    win_back = models.JSONField(default=dict)
    dismissed = models.JSONField(default=list)
    rivals = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["canvas"], condition=Q(deleted_at=None), name="canvas_one_relationship_design"
            )
        ]


class RelationshipElement(Projected):
    """A relationship type chosen for the subject of a canvas; its claim and evidence are those of its note."""

    TYPE = "element"
    LOGGED = ("type_name", "note_id")

    type_name = models.CharField(max_length=60)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["canvas", "type_name"],
                condition=Q(deleted_at=None),
                name="canvas_a_relationship_type_is_chosen_once",
            )
        ]


class Proposition(Projected):
    """What we offer: which needs and pains it answers, what carries, tells and proves it, how we differ.

    `answers` are ids of notes as text, `offerings` ids of products; each of `differences` has `need` (id of a
    note), `competitor`, `us`, `them` and `evidence`.
    """

    TYPE = "proposition"
    LOGGED = ("order_key", "statement", "answers", "offerings", "message", "proof", "differences")

    order_key = models.TextField()
    statement = models.TextField()
    answers = models.JSONField(default=list)
    offerings = models.JSONField(default=list)
    message = models.TextField(blank=True)
    proof = models.TextField(blank=True)
    differences = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["canvas", "order_key"], name="canvas_propositions")]


class ActionQuerySet(ProjectionQuerySet):
    """Actions of a workspace."""

    def visible_to(self, member: Member) -> Self:
        """All but those of the private notes of others, unless the member is to do them."""
        on_seen = Q(note=None) | Q(note__is_private=False) | Q(note__author=member)
        return self.filter(on_seen | Q(owner=member))


class Action(Projected):
    """What a team decides to do, who does it until when, and which figure it should move by how much.

    `expected` is the change wanted, in the metric's own scale; `baseline` and `outcome` hold the figure as it was
    when the action began and when it was reviewed.
    """

    TYPE = "action"
    LOGGED = (
        "note_id", "order_key", "text", "owner_id", "due", "status", "cost",
        "metric", "expected", "review_on", "baseline", "outcome",
    )  # fmt: skip

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        DOING = "doing", "Doing"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"

    note = models.ForeignKey(Note, null=True, on_delete=models.CASCADE, related_name="+")
    order_key = models.TextField()
    text = models.TextField()
    owner = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    due = models.DateField(null=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PLANNED)
    cost = amount_field(null=True)
    metric = models.CharField(max_length=60, blank=True)
    expected = models.DecimalField(max_digits=19, decimal_places=6, null=True)
    review_on = models.DateField(null=True)
    baseline = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)

    objects = ActionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [
            models.Index(fields=["canvas", "order_key"], name="canvas_actions"),
            models.Index(fields=["workspace", "status", "due"], name="canvas_actions_due"),
        ]
