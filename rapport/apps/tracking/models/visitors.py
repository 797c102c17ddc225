"""Which visitors are known."""

from django.db import models

from rapport.apps.customers.models import Party
from rapport.kernel.models import WorkspaceModel


class Visitor(WorkspaceModel):
    """From this moment on, whoever comes under this anonymous id is that person, until somebody else is.

    What came under the id before anybody was known is the first one's.
    """

    anonymous_id = models.CharField(max_length=120)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="visitors")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "anonymous_id", "party", "at"], name="tracking_known_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.anonymous_id
