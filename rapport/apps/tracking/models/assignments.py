"""Draws of experiments."""

from django.db import models

from rapport.apps.tracking.models._record import Record, known_customer, region_field


class Assignment(Record):
    """Somebody was drawn into an arm of an experiment: treated, or held out to compare with."""

    class Arm(models.TextChoices):
        TREATED = "treated", "Treated"
        HOLDOUT = "holdout", "Held out"

    party = known_customer()
    experiment = models.CharField(max_length=120)
    arm = models.CharField(max_length=10, choices=Arm.choices)
    at = models.DateTimeField()
    region = region_field()
