"""The records of people and companies.

A *party* is the record; screens say person or company, and customer for one in the customer role.
"""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from rapport.apps.accounts.models import Member, Team, TeamMember
from rapport.kernel.models import ChangedModel, WorkspaceModel, WorkspaceQuerySet

CHANNELS = [
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("sms", "Text message"),
    ("post", "Post"),
    ("chat", "Chat"),
    ("in_person", "In person"),
]


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

    def within(self, member: Member, right: str = "customers.view") -> "PartyQuerySet":
        """The records the member's roles reach with a right: all of the workspace, their teams', their own, or none.

        Every list, count, search, export and figure about single people begins here.
        """
        rows = self.of(member)
        scope = member.scope(right)
        if scope == "all":
            return rows
        if not scope:
            return rows.none()
        mine = Q(account_manager=member.pk) | Q(sales_rep=member.pk)
        if scope == "team":
            teams = list(member.team_ids)
            mates = TeamMember.objects.of(member).filter(team__in=teams).values("member")
            mine |= Q(service_team__in=teams) | Q(account_manager__in=mates) | Q(sales_rep__in=mates)
        return rows.filter(mine)

    def people(self) -> "PartyQuerySet":
        return self.filter(kind=Party.Kind.PERSON)

    def companies(self) -> "PartyQuerySet":
        return self.filter(kind=Party.Kind.COMPANY)


class Party(ChangedModel):
    """A person or a company.

    `email_normal` and `phone_normal` (E.164) are what records are matched by. `first_seen_at` is when the business
    first heard of the party, `acquired_at` when it first bought. `search_text` holds what the search looks through,
    without accents and case. `attributes` holds the values of custom fields by their key. `company` is whom a person
    mainly works for; every working relation, with its role, is a `Relation`. The last three fields before `tags` say
    who looks after the party. A party whose processing was restricted is kept, but nothing is sent to it.
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
    street = models.CharField(max_length=200, blank=True, default="", db_default="")
    job_title = models.CharField(max_length=100, blank=True, default="", db_default="")
    website = models.CharField(max_length=200, blank=True, default="", db_default="")
    tax_number = models.CharField(max_length=40, blank=True, default="", db_default="")
    language = models.CharField(max_length=10, blank=True, default="", db_default="")
    preferred_channel = models.CharField(max_length=20, blank=True, default="", db_default="", choices=CHANNELS)
    acquisition_channel = models.CharField(max_length=60, blank=True)
    first_seen_at = models.DateTimeField(null=True, blank=True)
    acquired_at = models.DateTimeField(null=True, blank=True)
    account_manager = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sales_rep = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    service_team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    tags = models.ManyToManyField(Tag, through="PartyTag", related_name="parties")
    attributes = models.JSONField(default=dict, blank=True)
    search_text = models.TextField(blank=True, default="")
    archived_at = models.DateTimeField(null=True, blank=True)
    restricted_at = models.DateTimeField(null=True, blank=True)

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
            models.Index(fields=["workspace", "account_manager"], name="customers_party_manager"),
            models.Index(fields=["workspace", "sales_rep"], name="customers_party_rep"),
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
