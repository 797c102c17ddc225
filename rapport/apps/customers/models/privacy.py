"""What people may ask of who keeps data about them: a copy, its erasure, no further use; and how long data are kept."""

from django.db import models

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models.parties import Party
from rapport.kernel.models import WorkspaceModel


class PrivacyRequest(WorkspaceModel):
    """Somebody asked for their data, for its erasure or for no further use of it, and what was done.

    `report` tells, table by table, what was found and what became of it; it holds no personal data. The party stays
    while the record does; of an erased one only what identifies nobody.
    """

    class Kind(models.TextChoices):
        EXPORT = "export", "Copy of the data"
        ERASE = "erase", "Erasure"
        RESTRICT = "restrict", "No further use"
        UNRESTRICT = "unrestrict", "Use again"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Under way"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    party = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="privacy_requests")
    reason = models.CharField(max_length=200, blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    requested_label = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True)
    report = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    file = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-requested_at"], name="customers_privacy_newest")]

    def __str__(self) -> str:
        return self.get_kind_display()


class ErasedAddress(WorkspaceModel):
    """The keyed digest of an address or number of an erased person: it warns when somebody comes in with it again."""

    digest = models.CharField(max_length=64)
    erased_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "digest"], name="customers_erased_once")]


class RetentionRule(WorkspaceModel):
    """After how many months a kind of data goes; `kind` is an entry of a `retention` catalogue."""

    kind = models.CharField(max_length=40)
    months = models.PositiveSmallIntegerField()
    paused_at = models.DateTimeField(null=True, blank=True)
    last_run_at = models.DateTimeField(null=True)
    last_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "kind"], name="customers_one_retention_per_kind"),
            models.CheckConstraint(condition=models.Q(months__gte=1), name="customers_retention_of_a_month"),
        ]
