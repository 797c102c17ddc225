"""What people allowed us, for which purpose and on which channel, and the proof of it."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models.parties import CHANNELS, Party
from rapport.kernel.models import ChangedModel, WorkspaceModel, WorkspaceQuerySet


class LegalBasis(models.TextChoices):
    """Why personal data may be processed: the six grounds of article 6 of the GDPR."""

    CONSENT = "consent", "Consent"
    CONTRACT = "contract", "Contract"
    LEGITIMATE_INTEREST = "legitimate_interest", "Legitimate interest"
    LEGAL_OBLIGATION = "legal_obligation", "Legal obligation"
    VITAL_INTEREST = "vital_interest", "Vital interest"
    PUBLIC_TASK = "public_task", "Public task"


class Purpose(WorkspaceModel):
    """What a business writes or calls people for: news, offers, surveys, the service of an order.

    Where `basis` is consent, nobody is contacted who has not given it; on any other basis everybody may be who has not
    objected. `wording` is what people are shown today when they are asked; what they were shown then stands on their
    record.
    """

    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=80)
    help = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=20, choices=LegalBasis.choices, default=LegalBasis.CONSENT)
    wording = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="customers_one_purpose_per_key"),
            models.UniqueConstraint(
                fields=["workspace", "title"], condition=Q(archived_at=None), name="customers_one_purpose_per_title"
            ),
        ]
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class ConsentQuerySet(WorkspaceQuerySet):
    """Answers, of which the newest holds."""

    def about(self, purpose: str, channel: str) -> "ConsentQuerySet":
        """Answers that speak for the purpose of this key on a channel: its own, and every "no more at all"."""
        return self.filter(Q(purpose__key=purpose) | Q(everything=True), channel=channel)

    def newest_first(self) -> "ConsentQuerySet":
        return self.order_by("-at", "-pk")

    def holding(self) -> "ConsentQuerySet":
        """Of answers about one purpose on one channel, those that hold: no newer one of the same party is among them.

        Narrow it down by state or time afterwards only.
        """
        newer = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(self.filter(newer, party=OuterRef("party")).order_by()))


class Consent(ChangedModel):
    """One answer of a person: given or withdrawn, for one purpose on one channel. Never changed; the newest holds.

    `source` says where it came from (a form, a call, an import), `wording` what the person was shown, `proof` whatever
    shows that it was so: `{"address": "203.0.113.7", "page": "/newsletter"}`. What was recorded by mistake is
    corrected by another record: with the answer that stood before, or as unasked where there was none. Where
    `everything` is set the answer was "no more at all": on its channel it speaks for every purpose, those that come
    later too.
    """

    class State(models.TextChoices):
        GIVEN = "given", "Given"
        WITHDRAWN = "withdrawn", "Withdrawn"
        UNASKED = "unasked", "Counts as never asked"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="consents")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="consents")
    channel = models.CharField(max_length=20, choices=CHANNELS)
    state = models.CharField(max_length=9, choices=State.choices)
    basis = models.CharField(max_length=20, choices=LegalBasis.choices, default=LegalBasis.CONSENT)
    wording = models.TextField(blank=True)
    source = models.CharField(max_length=120)
    everything = models.BooleanField(default=False, db_default=False)
    proof = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_label = models.CharField(max_length=200)

    objects = ConsentQuerySet.as_manager()  # type: ignore[misc]

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["workspace", "party", "-at"], name="customers_consent_of_party"),
            models.Index(fields=["workspace", "purpose", "channel", "party", "-at"], name="customers_consent_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose_id} {self.channel}: {self.state}"
