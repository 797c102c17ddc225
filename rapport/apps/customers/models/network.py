"""What is around a party: whom it is tied to, further addresses, personal facts, the terms of a company."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from rapport.apps.customers.models.parties import Party, Region
from rapport.kernel.models import ChangedModel, WorkspaceModel
from rapport.kernel.money import amount_field, currency_field


class Relation(ChangedModel):
    """One party stands in a relation to another: `party` works for, supplies, invests in … `other`.

    The words are read from `party`: Ana works for Acme, Acme is a partner of Basalt, Leo was referred by Ana. Household
    has no direction and is kept once. `role` is what a contact does there ("Head of purchasing"), `buying_role` which
    part they play in a purchase of the company.
    """

    class Kind(models.TextChoices):
        WORKS_FOR = "works_for", "works for"
        PARTNER = "partner", "is a partner of"
        SUPPLIER = "supplier", "supplies"
        INVESTOR = "investor", "invests in"
        HOUSEHOLD = "household", "shares a household with"
        REFERRED_BY = "referred_by", "was referred by"

    class BuyingRole(models.TextChoices):
        DECIDER = "decider", "Decides"
        BUYER = "buyer", "Buys"
        INFLUENCER = "influencer", "Influences"
        USER = "user", "Uses"
        GATEKEEPER = "gatekeeper", "Guards the way in"
        APPROVER = "approver", "Approves the money"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="relations_to")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    role = models.CharField(max_length=100, blank=True)
    buying_role = models.CharField(max_length=10, blank=True, choices=BuyingRole.choices)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta(ChangedModel.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["party", "other", "kind"], name="customers_relation_once"),
            models.CheckConstraint(condition=~Q(party=F("other")), name="customers_relation_needs_two"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ContactPoint(ChangedModel):
    """A further address or number of a party, beside the first ones on its record; `normal` is what is matched."""

    class Kind(models.TextChoices):
        EMAIL = "email", "E-mail"
        PHONE = "phone", "Phone"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    value = models.CharField(max_length=254)
    normal = models.CharField(max_length=254)
    label = models.CharField(max_length=40, blank=True)

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["workspace", "kind", "normal"], name="customers_contact_point"),
        ]
        constraints = [models.UniqueConstraint(fields=["party", "kind", "normal"], name="customers_contact_point_once")]

    def __str__(self) -> str:
        return self.value


class PostalAddress(ChangedModel):
    """A further place of a party: where goods or bills go, or another site of a company."""

    class Purpose(models.TextChoices):
        DELIVERY = "delivery", "Delivery"
        BILLING = "billing", "Billing"
        SITE = "site", "Site"
        HOME = "home", "Home"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="addresses")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    street = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.street, self.postal_code, self.city) if part)


class PersonalFact(ChangedModel):
    """Something personal that somebody told us: a child, an anniversary, an interest. `on` repeats each year."""

    class Kind(models.TextChoices):
        CHILD = "child", "Child"
        ANNIVERSARY = "anniversary", "Anniversary"
        INTEREST = "interest", "Interest"
        OTHER = "other", "Other"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="personal_facts")
    kind = models.CharField(max_length=11, choices=Kind.choices)
    text = models.CharField(max_length=200)
    on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text


class Terms(ChangedModel):
    """What is agreed with a company that buys: when it pays, how much it may owe, what it pays less."""

    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="terms")
    payment_days = models.PositiveSmallIntegerField(null=True, blank=True)
    discount_rate = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    credit_limit = amount_field(null=True, blank=True)
    minimum_order = amount_field(null=True, blank=True)
    currency = currency_field()
    price_list = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)

    class Meta(ChangedModel.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(discount_rate__isnull=True) | Q(discount_rate__gte=0, discount_rate__lte=1),
                name="customers_discount_is_a_share",
            )
        ]

    def __str__(self) -> str:
        return f"Terms of {self.party_id}"


class PartyNote(ChangedModel):
    """Something written about a party by a member; the author's name stays when the member goes."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    at = models.DateTimeField()
    author = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    author_label = models.CharField(max_length=200)
    pinned_at = models.DateTimeField(null=True, blank=True)

    FOUND_BY, FOUND_FOLDED = "text", True

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["workspace", "party", "-at"], name="customers_note_of_party"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class PartyFile(WorkspaceModel):
    """A file kept with a party. `file` is its name in the workspace's folder, never the name somebody gave it."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=200)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    at = models.DateTimeField()
    author_label = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where its content is."""
        return Path(settings.UPLOAD_FOLDER) / "records" / str(self.workspace_id) / self.file
