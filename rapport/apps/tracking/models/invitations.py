"""Invitations to surveys."""

from django.db import models

from rapport.apps.tracking.models._record import Record, any_customer, by_customer, region_field, words_field


class Invitation(Record):
    """Somebody was asked to answer a survey. Sent means that nobody knows whether it arrived."""

    class State(models.TextChoices):
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        BOUNCED = "bounced", "Bounced"
        ANSWERED = "answered", "Answered"

    survey = words_field(120)
    party = any_customer()
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices)
    channel = words_field(60)
    region = region_field()

    class Meta(Record.Meta):
        abstract = False
        indexes = by_customer("invitation")
