"""What was spent on winning and keeping customers."""

from django.db import models

from rapport.apps.tracking.models._record import Record, any_customer, region_field, words_field
from rapport.kernel.money import amount_field, currency_field


class Spend(Record):
    """An amount that was spent, without tax; for many customers or for one."""

    class Purpose(models.TextChoices):
        ACQUISITION = "acquisition", "Winning customers"
        RETENTION = "retention", "Keeping customers"
        GROWTH = "growth", "Growing customers"
        WIN_BACK = "win_back", "Winning customers back"

    party = any_customer()
    at = models.DateTimeField()
    channel = words_field(60)
    campaign = words_field(120)
    purpose = models.CharField(max_length=12, choices=Purpose.choices, blank=True)
    amount = amount_field()
    currency = currency_field()
    region = region_field()

    class Meta(Record.Meta):
        abstract = False
        verbose_name, verbose_name_plural = "amount spent", "amounts spent"
