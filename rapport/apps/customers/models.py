"""The records of people and companies, and the segments made of them.

A *party* is the record; screens say person or company, and customer for one in the customer role.
"""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from rapport.kernel.models import ChangedModel, WorkspaceModel, WorkspaceQuerySet

HUES = ["teal", "coral", "indigo", "amber", "green", "violet", "blue", "rose", "olive", "slate"]


class Region(WorkspaceModel):
    """A place the business counts by: a country, or whatever its data call a region."""

    name = models.CharField(max_length=80)
    country = models.CharField(max_length=2, blank=True, validators=[RegexValidator(r"^[A-Z]{2}$")])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="customers_one_region_per_name")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Tag(WorkspaceModel):
    """A word that people put on parties."""

    name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="customers_one_tag_per_name")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PartyQuerySet(WorkspaceQuerySet):
    """People and companies."""

    def people(self) -> "PartyQuerySet":
        return self.filter(kind=Party.Kind.PERSON)

    def companies(self) -> "PartyQuerySet":
        return self.filter(kind=Party.Kind.COMPANY)


class Party(ChangedModel):
    """A person or a company.

    `email_normal` and `phone_normal` (E.164) are what records are matched by. `first_seen_at` is when the business
    first heard of the party, `acquired_at` when it first bought. `search_text` holds what the search looks through,
    without accents and case.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        COMPANY = "company", "Company"

    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.PERSON)
    name = models.CharField(max_length=200)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    email = models.CharField(max_length=254, blank=True)
    email_normal = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    phone_normal = models.CharField(max_length=20, blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.SET_NULL, related_name="parties")
    city = models.CharField(max_length=100, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=30, blank=True)
    industry = models.CharField(max_length=100, blank=True)
    company_size = models.CharField(max_length=30, blank=True)
    company = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="people")
    acquisition_channel = models.CharField(max_length=60, blank=True)
    first_seen_at = models.DateTimeField(null=True, blank=True)
    acquired_at = models.DateTimeField(null=True, blank=True)
    tags = models.ManyToManyField(Tag, through="PartyTag", related_name="parties")
    attributes = models.JSONField(default=dict, blank=True)
    search_text = models.TextField(blank=True, default="")
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = PartyQuerySet.as_manager()  # type: ignore[misc]

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["workspace", "name"], name="customers_party_name"),
            models.Index(fields=["workspace", "-created_at"], name="customers_party_newest"),
            models.Index(fields=["workspace", "email_normal"], name="customers_party_email"),
            models.Index(fields=["workspace", "phone_normal"], name="customers_party_phone"),
            models.Index(fields=["workspace", "region"], name="customers_party_region"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "external_id"], condition=~Q(external_id=""), name="customers_one_external_id"
            ),
            models.CheckConstraint(condition=Q(kind__in=["person", "company"]), name="customers_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_person(self) -> bool:
        return self.kind == self.Kind.PERSON


class PartyTag(WorkspaceModel):
    """A tag on a party."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "tag"], name="customers_tag_once")]


class Segment(ChangedModel):
    """A group of customers the business wants one kind of relationship with.

    A rule-based segment holds a tree of the conditions grammar; a fixed one holds the parties put into it.
    """

    class Kind(models.TextChoices):
        RULE = "rule", "By rule"
        FIXED = "fixed", "Fixed list"

    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.RULE)
    rule = models.JSONField(default=dict, blank=True)
    hue = models.CharField(max_length=10, choices=[(hue, hue) for hue in HUES], default=HUES[0])
    refreshed_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta(ChangedModel.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "name"], condition=Q(archived_at=None), name="customers_one_segment_per_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Membership(ChangedModel):
    """A party in a segment from `since` until `until` (still in it while empty)."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="memberships")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(ChangedModel.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "party"], condition=Q(until=None), name="customers_one_open_membership"
            )
        ]


def segment_hue(position: int) -> str:
    """The hue a new segment gets when nobody chooses: the next one round the wheel."""
    return HUES[position % len(HUES)]
