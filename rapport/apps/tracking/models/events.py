"""What somebody did on a website or in an app."""

from django.db import models
from django.db.models import Q

from rapport.apps.customers.models import Party
from rapport.kernel.models import ChangedModel


class Event(ChangedModel):
    """Something that somebody did. `message_id` is what the sender calls it: the same one twice is one event.

    `named_at_once` is true where the sender said who it was; others are whose the visitors say.
    """

    message_id = models.CharField(max_length=120)
    anonymous_id = models.CharField(max_length=120, blank=True)
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.SET_NULL, related_name="events", db_index=False
    )
    named_at_once = models.BooleanField(default=False)
    name = models.CharField(max_length=40)
    channel = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    properties = models.JSONField(default=dict, blank=True)

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["workspace", "party", "-at"], name="tracking_event_of_party"),
            models.Index(fields=["workspace", "name", "party", "at"], name="tracking_event_by_name"),
            models.Index(
                fields=["workspace", "anonymous_id", "at"],
                condition=~Q(anonymous_id=""),
                name="tracking_event_of_visitor",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "message_id"], name="tracking_one_event_per_message")
        ]

    def __str__(self) -> str:
        return self.name
