"""Traits: what rooms above worked out about parties, written down here so that rules and pages can read it."""

from datetime import datetime, timedelta

from django.db import models

from rapport.apps.customers.models.parties import Party
from rapport.kernel.models import ChangedModel, WorkspaceModel


class Trait(ChangedModel):
    """What was worked out about a party, such as its value tier, and since when it is so.

    `name` says which trait, `value` is the key of one of its values, empty where the party no longer has any. Only
    what differs is ever written: when it was last worked out stands on the `TraitReading`.
    """

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="traits")
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["workspace", "name", "value", "party"], name="customers_trait_value"),
        ]
        constraints = [models.UniqueConstraint(fields=["party", "name"], name="customers_one_trait_per_name")]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class TraitReading(WorkspaceModel):
    """When a trait was last worked out, over which period, for how many, and how many of them had changed."""

    name = models.CharField(max_length=40)
    worked_out_at = models.DateTimeField()
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    count = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="customers_one_reading_per_trait")]

    def __str__(self) -> str:
        return self.name

    @property
    def last_moment(self) -> datetime:
        """The end of the period, inside its last day."""
        return self.period_end - timedelta(microseconds=1)
