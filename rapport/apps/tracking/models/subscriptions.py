"""Subscriptions."""

from django.db import models

from rapport.apps.tracking.models._record import (
    Record,
    by_customer,
    known_customer,
    moment_field,
    region_field,
    words_field,
)
from rapport.kernel.money import amount_field, currency_field


class Subscription(Record):
    """A stretch of a recurring agreement at one price, from `since` up to `until`, which is outside."""

    class Billing(models.TextChoices):
        WEEK = "week", "Every week"
        MONTH = "month", "Every month"
        QUARTER = "quarter", "Every quarter"
        YEAR = "year", "Every year"

    party = known_customer()
    since = models.DateTimeField()
    until = moment_field()
    amount = amount_field()
    currency = currency_field()
    billing = models.CharField(max_length=7, choices=Billing.choices)
    plan = words_field(120)
    channel = words_field(60)
    region = region_field()

    class Meta(Record.Meta):
        abstract = False
        indexes = by_customer("subscription", "since")
