"""Leads."""

from django.db import models

from rapport.apps.tracking.models._record import (
    Record,
    any_customer,
    by_customer,
    moment_field,
    region_field,
    words_field,
)


class Lead(Record):
    """Somebody showed interest, and what became of it."""

    party = any_customer()
    at = models.DateTimeField()
    first_response_at = moment_field()
    qualified_at = moment_field()
    won_at = moment_field()
    lost_at = moment_field()
    reason = words_field(300)
    channel = words_field(60)
    campaign = words_field(120)
    region = region_field()

    class Meta(Record.Meta):
        abstract = False
        indexes = by_customer("lead")
