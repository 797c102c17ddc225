"""Survey responses."""

from django.db import models
from django.db.models import Q

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, Region, reached_by
from rapport.kernel.models import ChangedModel, WorkspaceQuerySet

SCALES = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}


class ResponseQuerySet(WorkspaceQuerySet):
    """Answers."""

    def within(self, member: Member, right: str = "responses.view") -> "ResponseQuerySet":
        """The answers of the customers a right of the member reaches; anonymous ones with the whole view only."""
        return self.of(member).filter(reached_by(member, right, party="customer"))


class Response(ChangedModel):
    """One answer: a score on the scale of its kind, a text, or both; by a known customer or anonymous.

    Scales: NPS 0–10, CSAT 1–5, CES 1–7; a free answer has no score.
    """

    class Kind(models.TextChoices):
        NPS = "nps", "NPS"
        CSAT = "csat", "CSAT"
        CES = "ces", "CES"
        FREE = "free", "Free text"

    kind = models.CharField(max_length=4, choices=Kind.choices)
    customer = models.ForeignKey(Party, null=True, blank=True, on_delete=models.SET_NULL, related_name="responses")
    at = models.DateTimeField()
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    text = models.TextField(blank=True)
    survey = models.CharField(max_length=120, blank=True)
    question = models.CharField(max_length=300, blank=True)
    touchpoint = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=60, blank=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    external_id = models.CharField(max_length=80, blank=True)

    objects = ResponseQuerySet.as_manager()  # type: ignore[misc]

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["workspace", "customer", "-at"], name="feedback_response_of_customer"),
            models.Index(fields=["workspace", "-at"], name="feedback_response_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "external_id"], condition=~Q(external_id=""), name="feedback_one_external_id"
            ),
            models.CheckConstraint(
                condition=Q(score=None)
                | Q(kind="nps", score__gte=0, score__lte=10)
                | Q(kind="csat", score__gte=1, score__lte=5)
                | Q(kind="ces", score__gte=1, score__lte=7),
                name="feedback_score_on_its_scale",
            ),
        ]
