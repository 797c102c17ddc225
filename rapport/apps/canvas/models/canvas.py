"""Canvases, and the templates a workspace has made for itself."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Blueprint, Row, Section, blueprints
from rapport.apps.customers.models import Party, Region, Segment, reached_by
from rapport.kernel.models import WorkspaceModel, WorkspaceQuerySet

FRESH_DAYS = 180


class CanvasQuerySet(WorkspaceQuerySet):
    """Canvases of a workspace."""

    def within(self, member: Member) -> CanvasQuerySet:
        """Those a member may see: none about a single customer whom their roles do not reach.

        A guest comes by a link to one canvas, which somebody with the right shared with them.
        """
        reach = reached_by(member, "customers.view", party="party")
        if member.role == Member.Role.GUEST or not reach:
            return self.of(member)
        return self.of(member).filter(reach | ~Q(subject_kind="party"))

    def open(self) -> CanvasQuerySet:
        """Those in use, not archived."""
        return self.filter(archived_at=None)

    def archived(self) -> CanvasQuerySet:
        return self.exclude(archived_at=None)


class Canvas(WorkspaceModel):
    """The relationship with one segment, one customer or everybody, optionally in one region.

    `sequence` is the number of the last operation in its log. `colour_meanings` gives words to note colours.
    A scenario is a canvas made from another one; its `assumptions` are the figures it changes. `rows` are the regions
    for which a template with rows is written out; `kept_blocks` the part of an imported business model that no
    section shows.
    """

    class Subject(models.TextChoices):
        SEGMENT = "segment", "A segment"
        PARTY = "party", "One customer"
        EVERYBODY = "everybody", "Everybody"

    title = models.CharField(max_length=120)
    blueprint_name = models.CharField(max_length=60, default="customer_relationship")
    own_template = models.ForeignKey(
        "canvas.OwnTemplate", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rows = models.JSONField(default=list, blank=True)
    kept_blocks = models.JSONField(default=dict, blank=True)
    subject_kind = models.CharField(max_length=9, choices=Subject.choices, default=Subject.SEGMENT)
    segment = models.ForeignKey(Segment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=20, default="last-12-months")
    fresh_days = models.PositiveSmallIntegerField(default=FRESH_DAYS)
    colour_meanings = models.JSONField(default=dict, blank=True)
    scenario_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    assumptions = models.JSONField(default=dict, blank=True)
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
        """The template that lays this canvas out: one of the workspace's own, or one that ships."""
        template = self._template()
        chosen = template.blueprint if template else blueprints.get(self.blueprint_name)
        return chosen.for_rows([Row(**row) for row in self.rows])

    def _template(self) -> OwnTemplate | None:
        """The own template, read once and within the workspace."""
        if self.own_template_id and not Canvas.own_template.is_cached(self):  # type: ignore[attr-defined]
            self.own_template = OwnTemplate.objects.of(self).get(pk=self.own_template_id)
        return self.own_template

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


class OwnTemplate(WorkspaceModel):
    """A canvas template that a workspace has made for itself.

    `sections` holds for each section, in reading order, the fields of `blueprints.Section`.
    """

    title = models.CharField(max_length=120)
    help = models.CharField(max_length=300, blank=True)
    sections = models.JSONField(default=list)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def blueprint(self) -> Blueprint:
        """The template as canvases use it."""
        sections = tuple(Section(**_as_section(given)) for given in self.sections)
        return Blueprint(name=f"own_{self.pk}", title=self.title, help=self.help, sections=sections)


def _as_section(given: dict[str, Any]) -> dict[str, Any]:
    """Lists come back from the database where a section has tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
