"""Segments and who is or was in them."""

from django.db import models
from django.db.models import Q

from rapport.apps.customers.models.parties import Party
from rapport.kernel.models import ChangedModel

HUES = ["teal", "coral", "indigo", "amber", "green", "violet", "blue", "rose", "olive", "slate"]


class Segment(ChangedModel):
    """A group of customers the business wants one kind of relationship with.

    A rule-based segment holds a tree of the conditions grammar; a fixed one holds the parties put into it. Its members
    are true to the log up to `refreshed_to`; 0 stands for members that must be found anew.
    """

    class Kind(models.TextChoices):
        RULE = "rule", "By rule"
        FIXED = "fixed", "Fixed list"

    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.RULE)
    rule = models.JSONField(default=dict, blank=True)
    hue = models.CharField(max_length=10, choices=[(hue, hue) for hue in HUES], default=HUES[0])
    refreshed_at = models.DateTimeField(null=True, blank=True)
    refreshed_to = models.BigIntegerField(default=0, db_default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta(ChangedModel.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "name"], condition=Q(archived_at=None), name="customers_one_segment_per_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Membership(ChangedModel):
    """A party in a segment from `since` until `until` (still in it while empty)."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="memberships")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["workspace", "party", "-since"], name="customers_membership_since"),
            models.Index(
                fields=["workspace", "party", "-until"],
                condition=Q(until__isnull=False),
                name="customers_membership_until",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "party"], condition=Q(until=None), name="customers_one_open_membership"
            )
        ]

    def absorbs(self, twin: "Membership") -> None:
        """Of two records that became one, whichever was in the segment first says since when."""
        self.since = min(self.since, twin.since)


def segment_hue(position: int) -> str:
    """The hue a new segment gets when nobody chooses: the next one round the wheel."""
    return HUES[position % len(HUES)]
