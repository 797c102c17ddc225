"""Contacts through any channel."""

from django.db import models

from rapport.apps.tracking.models._record import (
    Record,
    any_customer,
    by_customer,
    minutes_field,
    region_field,
    words_field,
)
from rapport.kernel.money import amount_field


class Touch(Record):
    """A contact with a customer that another tool has recorded; conversations held in here are no records."""

    class Direction(models.TextChoices):
        IN = "in", "From the customer"
        OUT = "out", "To the customer"

    party = any_customer()
    at = models.DateTimeField()
    channel = words_field(60)
    touchpoint = words_field(80)
    direction = models.CharField(max_length=3, choices=Direction.choices, blank=True)
    purpose = words_field(60)
    campaign = words_field(120)
    personalised = models.BooleanField(null=True, blank=True)
    replied = models.BooleanField(null=True, blank=True)
    minutes = minutes_field()
    cost = amount_field(null=True, blank=True)
    region = region_field()

    class Meta(Record.Meta):
        abstract = False
        indexes = by_customer("touch")
        verbose_name_plural = "touches"
