"""Tickets of a service desk."""

from django.db import models

from rapport.apps.tracking.models._record import (
    Record,
    any_customer,
    by_customer,
    minutes_field,
    moment_field,
    region_field,
    words_field,
)
from rapport.kernel.money import amount_field


class Ticket(Record):
    """A question or complaint, also one that needed no person to answer."""

    class Route(models.TextChoices):
        SELF_SERVICE = "self_service", "A page of help"
        AUTOMATED = "automated", "A machine that answers"
        STAFF = "staff", "A person"

    party = any_customer()
    opened_at = models.DateTimeField()
    first_response_at = moment_field()
    resolved_at = moment_field()
    response_minutes = minutes_field()
    resolution_minutes = minutes_field()
    channel = words_field(60)
    topic = words_field(200)
    route = models.CharField(max_length=12, choices=Route.choices, blank=True)
    handed_over = models.BooleanField(null=True, blank=True)
    complaint = models.BooleanField(null=True, blank=True)
    reopened = models.BooleanField(null=True, blank=True)
    saved = models.BooleanField(null=True, blank=True)
    minutes = minutes_field()
    cost = amount_field(null=True, blank=True)
    region = region_field()

    class Meta(Record.Meta):
        abstract = False
        indexes = by_customer("ticket", "opened_at")
