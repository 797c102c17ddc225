"""The log. Actor and subject are plain ids, so that every room can write here and none is known."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.apps.activity.readers import in_words
from rapport.kernel.models import WorkspaceQuerySet


class LogPosition(models.Model):
    """The last sequence number given out in a workspace. Its row lock puts that workspace's writes in order."""

    workspace = models.OneToOneField("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    sequence = models.BigIntegerField(default=0)

    objects = WorkspaceQuerySet.as_manager()


class Activity(models.Model):
    """One thing that happened: one operation, one record, also when the operation touched many rows."""

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    subject_label = models.CharField(max_length=200, blank=True)
    topics = models.JSONField(default=list)
    details = models.JSONField(default=dict)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "sequence"], name="activity_one_per_sequence")]
        indexes = [
            models.Index(fields=["workspace", "subject_type", "subject_id", "-sequence"], name="activity_of_subject"),
            models.Index(fields=["workspace", "subject_type", "subject_id", "-at"], name="activity_of_subject_by_time"),
            models.Index(fields=["workspace", "verb", "-sequence"], name="activity_of_verb"),
            models.Index(fields=["workspace", "at"], name="activity_at"),
        ]
        ordering = ["workspace", "sequence"]

    @property
    def words(self) -> str:
        """What happened as it is said after the actor's name: `orders.imported` reads "imported orders"."""
        return in_words(self.verb)


class Mention(models.Model):
    """A record of the log that touched many rows names one of them: an import, a change of many at once.

    `made` says that it made the row, others changed it. The record is found by its sequence.
    """

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+", db_index=False)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    made = models.BooleanField(default=False)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workspace", "subject_type", "subject_id", "-at"], name="activity_mentions")]


class Pulse(models.Model):
    """Something that is worth a look without being an entry of the log: figures came, a job moved on.

    One row a topic says when it last changed. It takes its place in the same order as the log, so that one number
    tells a stream how far it has come.
    """

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=80)
    sequence = models.BigIntegerField()
    at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "topic"], name="activity_one_pulse_per_topic")]
        indexes = [models.Index(fields=["workspace", "sequence"], name="activity_pulse_since")]


class Cursor(models.Model):
    """How far a follower of the log has come in a workspace, and how it fares."""

    name = models.CharField(max_length=60)
    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    sequence = models.BigIntegerField(default=0)
    handled = models.BigIntegerField(default=0)
    last_success_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    last_error_at = models.DateTimeField(null=True)
    retry_after = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "workspace"], name="activity_one_cursor_per_follower")]


class LogCheck(models.Model):
    """What the last look at all seals of a workspace's log found; without a fault, everything holds.

    The next look has to find the chain leading through `number` and `link`.
    """

    workspace = models.OneToOneField("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    since = models.DateTimeField(null=True)
    number = models.BigIntegerField(default=0)
    link = models.CharField(max_length=64, blank=True)
    earlier = models.BigIntegerField(default=0)
    redacted = models.BigIntegerField(default=0)
    fault = models.CharField(max_length=10, blank=True)
    fault_number = models.BigIntegerField(null=True)
    fault_sequence = models.BigIntegerField(null=True)

    objects = WorkspaceQuerySet.as_manager()

    @property
    def fault_words(self) -> str:
        """What is wrong and where, for people."""
        if not self.fault:
            return ""
        what = self.fault if self.fault_sequence is not None else f"{self.fault} seal"
        return str(FAULTS[what]) % {"entry": self.fault_sequence, "seal": self.fault_number}


FAULTS = {
    "changed": _("Entry %(entry)s, or its seal %(seal)s, is not as it was written."),
    "changed seal": _("Seal %(seal)s is not the end of the chain, as it should be."),
    "removed seal": _("Seal %(seal)s is missing, and with it the entry it was for."),
    "removed": _("Entry %(entry)s, to which seal %(seal)s belongs, was removed."),
    "inserted": _("Entry %(entry)s was slipped in: it bears no seal."),
    "cut seal": _("The end is missing, from seal %(seal)s on."),
    "rewritten": _("The seals up to number %(seal)s are others than at an earlier check: the log was written anew."),
}
