"""Deals, stage by stage."""

from django.db import models

from rapport.apps.tracking.models._record import Record, any_customer, by_customer, region_field, words_field
from rapport.kernel.money import amount_field, currency_field


class DealStage(Record):
    """One stay of a deal in one stage, up to the next one's beginning. `deal_key` is the deal's number as the lake
    holds it."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        WON = "won", "Won"
        LOST = "lost", "Lost"

    deal = models.CharField(max_length=120)
    deal_key = models.BigIntegerField()
    party = any_customer()
    opened_at = models.DateTimeField()
    at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=4, choices=State.choices)
    stage = words_field(120)
    amount = amount_field()
    currency = currency_field()
    probability = models.DecimalField(max_digits=7, decimal_places=6, null=True, blank=True)
    reason = words_field(300)
    channel = words_field(60)
    region = region_field()

    class Meta(Record.Meta):
        abstract = False
        verbose_name, verbose_name_plural = "stage of a deal", "stages of deals"
        indexes = [
            *by_customer("deal"),
            models.Index(fields=["workspace", "deal_key"], name="tracking_stages_of_deal"),
        ]
