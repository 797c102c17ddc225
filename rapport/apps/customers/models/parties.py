"""The records of people and companies.

A *party* is the record; screens say person or company, and customer for one in the customer role.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from rapport.apps.accounts.models import Member, Team, TeamMember
from rapport.apps.customers.rights import FieldRights, fields_of
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

    _shown: FieldRights | None = None

    def within(self, member: Member, right: str = "customers.view") -> "PartyQuerySet":
        """The records the member's roles reach with a right: all of the workspace, their teams', their own, or none.

        Every list, count, search, export and figure about single people begins here. What is read with a right to
        view comes without the fields the member's roles hide, and cannot be filtered or sorted by them; what is read
        with another right is whole, for operations. Nobody edits the shell that an erased person leaves.
        """
        rows = self.of(member).filter(reached_by(member, right))
        if right == "customers.edit":
            rows = rows.filter(erased_at=None)
        fields = fields_of(member)
        rows._shown = None if fields.unlimited or not right.endswith(".view") else fields
        return rows

    def people(self) -> "PartyQuerySet":
        return self.filter(kind=Party.Kind.PERSON)

    def companies(self) -> "PartyQuerySet":
        return self.filter(kind=Party.Kind.COMPANY)

    def iterator(self, *arguments: Any, **options: Any) -> Iterator[Any]:
        return (self._masked(row) for row in super().iterator(*arguments, **options))

    def order_by(self, *names: Any) -> Any:
        self._refuse_hidden(name.lstrip("-") for name in names if isinstance(name, str))
        return super().order_by(*names)

    def _clone(self) -> Any:
        twin = super()._clone()  # type: ignore[misc]
        twin._shown = self._shown
        return twin

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        super()._fetch_all()  # type: ignore[misc]
        if fresh and self._shown is not None:
            self._result_cache = [self._masked(row) for row in self._result_cache or []]

    def _filter_or_exclude(self, negate: bool, arguments: Any, named: Any) -> Any:
        self._refuse_hidden([*named, *(path for one in arguments for path in _paths(one))])
        return super()._filter_or_exclude(negate, arguments, named)  # type: ignore[misc]

    def _values(self, *names: Any, **expressions: Any) -> Any:
        columns = names or ([] if self._shown is None else [field.name for field in self.model._meta.fields])
        self._refuse_hidden(name for name in columns if isinstance(name, str))
        return super()._values(*names, **expressions)  # type: ignore[misc]

    def _masked(self, row: Any) -> Any:
        if self._shown is None or not isinstance(row, Party):
            return row
        company = row._state.fields_cache.get("company")
        if company is not None:
            self._shown.mask(company)
        return self._shown.mask(row)

    def _refuse_hidden(self, paths: Iterable[str]) -> None:
        """Raise NotPermitted where a path such as `phone__contains` or `attributes__salary` leads to what is hidden."""
        if self._shown is not None:
            for path in paths:
                parts = path.split("__")
                pairs = [f"{first}.{second}" for first, second in pairwise(parts)]
                self._shown.require_visible([*parts, *pairs])


def reached_by(member: Member, right: str, *, party: str = "") -> Q:
    """The records a right of the member reaches: a predicate over parties, or over rows with a `party`.

    Rows without a party are reached by those who reach everything.
    """
    scope = member.scope(right)
    if scope == "all":
        return Q()
    if not scope:
        return Q(pk__in=[])
    before = f"{party}__" if party else ""
    mine = Q(**{f"{before}account_manager": member.pk}) | Q(**{f"{before}sales_rep": member.pk})
    if scope == "team":
        teams = list(member.team_ids)
        mates = TeamMember.objects.of(member).filter(team__in=teams).values("member")
        mine |= Q(**{f"{before}service_team__in": teams})
        mine |= Q(**{f"{before}account_manager__in": mates}) | Q(**{f"{before}sales_rep__in": mates})
    return mine


def _paths(condition: Any) -> Iterator[str]:
    """The paths that a predicate compares."""
    for child in getattr(condition, "children", []):
        if isinstance(child, tuple):
            yield child[0]
        else:
            yield from _paths(child)


class Party(ChangedModel):
    """A person or a company.

    `email_normal` and `phone_normal` (E.164) are what records are matched by. `first_seen_at` is when the business
    first heard of the party, `acquired_at` when it first bought. `search_text` holds what the search looks through,
    without accents and case. `attributes` holds the values of custom fields by their key. `company` is whom a person
    mainly works for; every working relation, with its role, is a `Relation`. The last three fields before `tags` say
    who looks after the party. A party whose processing was restricted is kept, but nothing is sent to it. Of
    an erased one nothing is left that says who it was; what it bought and answered stays countable.
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
    erased_at = models.DateTimeField(null=True, blank=True)

    FOUND_BY = "search_text"
    objects = PartyQuerySet.as_manager()  # type: ignore[misc]

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["workspace", "name"], name="customers_party_name"),
            models.Index(fields=["workspace", "-created_at"], name="customers_party_newest"),
            models.Index(fields=["workspace", "email_normal"], name="customers_party_email"),
            models.Index(fields=["workspace", "phone_normal"], name="customers_party_phone"),
            # Whatever lists count by stands in it, so that counting reads no row.
            models.Index(fields=["workspace", "archived_at", "region", "kind", "city"], name="customers_party_counted"),
            # Many records share a city or a day: their ids stand in order too, or a page would sort all of them.
            models.Index(fields=["workspace", "city", "id"], name="customers_party_city"),
            models.Index(fields=["workspace", "acquired_at", "id"], name="customers_party_acquired"),
            models.Index(fields=["workspace", "first_seen_at", "id"], name="customers_party_first_seen"),
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
