"""Referrals."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from rapport.apps.tracking.models._record import (
    Record,
    any_customer,
    by_customer,
    known_customer,
    moment_field,
    region_field,
)


class Referral(Record):
    """A customer brought somebody. Nobody brings themselves, also not after two records became one."""

    CUSTOMER: ClassVar[str] = "referrer"

    referrer = known_customer("%(class)s_made")
    referred = any_customer()
    at = models.DateTimeField()
    converted_at = moment_field()
    region = region_field()

    class Meta(Record.Meta):
        abstract = False
        indexes = by_customer("referral", customer="referrer")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(referred=None) | ~Q(referrer=F("referred")), name="tracking_nobody_brings_themselves"
            ),
        ]
