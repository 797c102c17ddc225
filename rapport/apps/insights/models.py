"""What insights keeps in the database: how far the lake has come, figures already worked out, targets."""

from django.db import models
from django.db.models import Q

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Region, Segment
from rapport.kernel.models import WorkspaceModel


class LakeTable(WorkspaceModel):
    """How far one table of the lake has come.

    The lake itself is the truth; this row lets any process know it without opening files. `change` is the log
    position of its newest rows, `version` the Delta version that holds them, `checked_change` how far the log was
    read when nothing newer was found, `first_at` and `last_at` the span of time its facts are about. `waiting` are the
    rows and days that wait for a rate of exchange, by currency: `{"USD": [12, 3]}`.
    """

    name = models.CharField(max_length=40)
    made_by = models.PositiveIntegerField(default=0)
    version = models.BigIntegerField(default=-1)
    change = models.BigIntegerField(default=-1)
    checked_change = models.BigIntegerField(default=-1)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    broken_since = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    waiting = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="insights_one_lake_table_per_name")]


class MetricResult(WorkspaceModel):
    """The last answer to a question, with the state of the tables it was worked out from.

    While the tables are as in `tables`, the answer holds; afterwards it is shown as out of date until there is a
    new one. `asked_at` is when somebody last looked: the worker keeps recent questions answered.
    """

    question = models.CharField(max_length=64)
    subject = models.CharField(max_length=40)
    region_id_asked = models.BigIntegerField(null=True)
    period = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    tables = models.CharField(max_length=300)
    payload = models.JSONField()
    computed_at = models.DateTimeField()
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "question"], name="insights_one_result_per_question")
        ]
        indexes = [models.Index(fields=["workspace", "-asked_at"], name="insights_result_asked")]


class Target(WorkspaceModel):
    """What the business wants a metric to be, for everybody or a segment, everywhere or in one region.

    A target that is replaced or removed keeps its row, with when and by whom.
    """

    class Direction(models.TextChoices):
        AT_LEAST = "at_least", "At least"
        AT_MOST = "at_most", "At most"

    metric = models.CharField(max_length=60)
    segment = models.ForeignKey(Segment, null=True, blank=True, on_delete=models.CASCADE, related_name="targets")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=19, decimal_places=4)
    direction = models.CharField(max_length=8, choices=Direction.choices)
    set_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    since = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "metric", "place"],
                condition=Q(removed_at=None),
                name="insights_one_target_per_place",
            ),
            models.CheckConstraint(
                condition=Q(direction__in=["at_least", "at_most"]), name="insights_direction_is_known"
            ),
        ]

    def is_reached_by(self, value: float) -> bool:
        """Does a value meet the target?"""
        wanted = float(self.value)
        return value >= wanted if self.direction == self.Direction.AT_LEAST else value <= wanted


class TargetAlert(WorkspaceModel):
    """That members were told of a target clearly missed in a period that is over: once, and this is the record."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="alerts")
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    value = models.FloatField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "period_end"], name="insights_one_alert_per_target_and_period")
        ]
