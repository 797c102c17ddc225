"""Users, workspaces, members, invitations and sign-ins."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from rapport.apps.accounts.rights import FIELD_WIDTHS, OWN_FIELDS, ROLES, WIDTHS, FieldAccess, Scope
from rapport.kernel.actor import Actor
from rapport.kernel.clock import now
from rapport.kernel.errors import NotPermitted
from rapport.kernel.models import ChangedModel, WorkspaceModel, WorkspaceQuerySet
from rapport.kernel.money import currency_field, rate_field

# Over a weekend and the holidays beside it; a year is the most that can be chosen.
RATES_CARRIED = 5
MOST_CARRIED = 366


class UserManager(BaseUserManager["User"]):
    """Makes users, who are known by their address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    """A person who signs in. One user may be a member of several workspaces."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    theme = models.CharField(max_length=6, default="system", choices=[(t, t) for t in ("system", "light", "dark")])

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()  # type: ignore[misc,assignment]

    def __str__(self) -> str:
        return self.name or self.email


class Workspace(models.Model):
    """A business and all that is its own; no two workspaces ever see each other.

    `year_starts` is the month in which its year begins. `rates_carried` is how many days a rate of exchange holds on;
    `conversion_change` the log position of the last change that makes all amounts convert anew: of the currency, the
    time zone or those days.
    """

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    currency = currency_field(default="EUR")
    time_zone = models.CharField(max_length=60, default="UTC")
    locale = models.CharField(max_length=10, default="en")
    margin_rate = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    rates_carried = models.PositiveSmallIntegerField(default=RATES_CARRIED, db_default=RATES_CARRIED)
    year_starts = models.PositiveSmallIntegerField(default=1, db_default=1)
    conversion_change = models.BigIntegerField(default=0, db_default=0)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(margin_rate__isnull=True) | models.Q(margin_rate__gte=-1, margin_rate__lte=1),
                name="accounts_margin_rate_is_a_share",
            ),
            models.CheckConstraint(
                condition=models.Q(rates_carried__lte=MOST_CARRIED), name="accounts_rates_are_carried_for_days"
            ),
            models.CheckConstraint(
                condition=models.Q(year_starts__range=(1, 12)), name="accounts_year_starts_with_a_month"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the workspace's days and months begin."""
        return ZoneInfo(self.time_zone)

    @property
    def assumed_margin(self) -> float | None:
        """The declared share of revenue that remains as margin, where one above zero is declared."""
        return float(self.margin_rate) if self.margin_rate is not None and self.margin_rate > 0 else None


class CurrencyRate(ChangedModel):
    """What one unit of a currency was worth in another on a day: by these rates amounts come into one currency.

    They are kept here, in the lowest room that knows the workspace's own currency, because orders, subscriptions,
    spending and deals of the rooms above all convert by them. `into` stays with the rate: when the workspace changes
    its currency, rates to the former one are no longer asked, and hold again when it comes back.
    """

    day = models.DateField()
    currency = currency_field()
    into = currency_field()
    rate = rate_field()

    class Meta(ChangedModel.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "into", "currency", "day"], name="accounts_one_rate_per_day_and_currency"
            ),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="accounts_rate_is_above_zero"),
            models.CheckConstraint(condition=~models.Q(currency=models.F("into")), name="accounts_rate_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.day}"


class MemberQuerySet(WorkspaceQuerySet):
    """Members of a workspace."""

    def active(self) -> "MemberQuerySet":
        return self.filter(deactivated_at__isnull=True)

    def with_account(self) -> "MemberQuerySet":
        """All but guests, who came by a link to one canvas."""
        return self.exclude(role=Member.Role.GUEST)


class Member(WorkspaceModel):
    """A user in a workspace, with a role. A deactivated member keeps their name on what they did.

    `digest` is how often unread notifications and the work of the day come by mail, `digested_at` when they last did.
    """

    class Role(models.TextChoices):
        OWNER = "owner", "Owner"
        ADMIN = "admin", "Admin"
        EDITOR = "editor", "Editor"
        CONTRIBUTOR = "contributor", "Contributor"
        VIEWER = "viewer", "Viewer"
        SALES = "sales", "Sales"
        SUPPORT = "support", "Support"
        CUSTOM = "custom", "Own roles only"
        GUEST = "guest", "Guest"

    class Digest(models.TextChoices):
        NEVER = "never", "Never"
        DAILY = "daily", "Each morning"
        WEEKLY = "weekly", "On Mondays"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=6, choices=Digest.choices, default=Digest.DAILY, db_default=Digest.DAILY)
    digested_at = models.DateTimeField(null=True, blank=True)

    # The token by which a program acts in the member's name just now.
    via = ""

    objects = MemberQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="accounts_one_membership_per_user"),
            models.CheckConstraint(condition=models.Q(role__in=list(ROLES)), name="accounts_role_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.user)

    def may(self, right: str) -> bool:
        """Do this member's roles include the right, for whichever records?"""
        return bool(self.scope(right))

    def scope(self, right: str) -> Scope:
        """For which records the member has the right: all, those of their teams, their own, or none ("").

        Several roles add up: the widest scope that any of them gives.
        """
        return "" if self.deactivated_at is not None else self.given(right)

    @property
    def reaches_part(self) -> bool:
        """Does the member see only some of the customers?"""
        return self.scope("customers.view") != "all"

    def given(self, right: str) -> Scope:
        """The scope that the member's roles give, whether or not the member is shut out."""
        built_in = ROLES[self.role].get(right, "")
        if built_in == "all":
            return built_in
        return max([built_in, *(role.grants.get(right, "") for role in self.own_roles)], key=WIDTHS.index)

    def field_access(self, field: str) -> FieldAccess:
        """How the member meets a field such as "customers.phone": hide, read or write; the widest of their roles."""
        if self.role != self.Role.CUSTOM:
            return "write"
        given = [role.field_access(field) for role in self.own_roles if role.grants]
        return max(given, key=FIELD_WIDTHS.index, default="hide")

    @property
    def has_field_rules(self) -> bool:
        """Can there be a field that the member does not see or may not change?"""
        return self.role == self.Role.CUSTOM and all(role.fields for role in self.own_roles if role.grants)

    @cached_property
    def own_roles(self) -> list["OwnRole"]:
        """The roles of the workspace's own making that this member has, beside the built-in one."""
        return list(OwnRole.objects.of(self).filter(holders__member=self.pk)) if self.pk else []

    def forget_roles(self) -> None:
        """Ask anew for the roles and teams next time: they were changed."""
        for name in ("own_roles", "team_ids"):
            self.__dict__.pop(name, None)

    @cached_property
    def team_ids(self) -> list[int]:
        """The teams the member is in."""
        return list(TeamMember.objects.of(self).filter(member=self.pk).values_list("team_id", flat=True))

    def require(self, right: str) -> None:
        """Raise NotPermitted unless the member has the right."""
        if not self.may(right):
            raise NotPermitted(f"Your role “{self.get_role_display()}” may not do this.", code=right)

    @property
    def actor(self) -> Actor:
        """This member as the author of a change, and the token through which a program made it."""
        label = f"{self.user} · {self.via}" if self.via else str(self.user)
        return Actor(self.workspace_id, "member", self.pk, label)


class Team(WorkspaceModel):
    """Members who look after the same records."""

    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="accounts_one_team_per_name")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TeamMember(WorkspaceModel):
    """A member in a team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="teams")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "member"], name="accounts_once_in_a_team")]


class OwnRole(WorkspaceModel):
    """A set of rights that a workspace put together itself.

    `grants` gives each right the scope it holds for: `{"customers.view": "team", "orders.view": "own"}`. `fields` says
    which fields are hidden or only read: `{"customers.phone": "hide"}`; fields it does not name may be written.
    """

    name = models.CharField(max_length=80)
    description = models.CharField(max_length=200, blank=True)
    grants = models.JSONField(default=dict)
    fields = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="accounts_one_role_per_name")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def field_access(self, field: str) -> FieldAccess:
        """What the role says of a field; the rule for all fields of the workspace's own bounds each single one's."""
        given: FieldAccess = self.fields.get(field, "write")
        if field.startswith(f"{OWN_FIELDS}."):
            return min(given, self.field_access(OWN_FIELDS), key=FIELD_WIDTHS.index)
        return given


class RoleHolder(WorkspaceModel):
    """A member who has a role of the workspace's own making."""

    role = models.ForeignKey(OwnRole, on_delete=models.CASCADE, related_name="holders")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="roles_held")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "member"], name="accounts_role_held_once")]


ASSIGNED_ROLES = [(value, title) for value, title in Member.Role.choices if value != Member.Role.GUEST]


class Invitation(WorkspaceModel):
    """An open door for one address: its token is mailed once and stored as a digest."""

    email = models.EmailField()
    role = models.CharField(max_length=12, choices=Member.Role.choices)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "workspace",
                Lower("email"),
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="accounts_one_open_invitation_per_address",
            )
        ]


class ApiToken(WorkspaceModel):
    """A key by which a program works in a member's name, with that member's rights. Shown once, kept as a digest.

    `prefix` are its first letters, by which people tell their tokens apart.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    token_digest = models.CharField(max_length=64, unique=True)
    only_reads = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "member", "-created_at"], name="accounts_tokens_of_member")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        """Has its last day passed?"""
        return self.expires_at is not None and self.expires_at <= now()


class Branding(WorkspaceModel):
    """How a workspace looks to people outside: on files it gives away and on pages it shares.

    The logo is a small PNG or JPEG, kept here because every file needs it; `accent` is `#rrggbb` or empty.
    """

    logo = models.BinaryField(null=True)
    logo_type = models.CharField(max_length=20, blank=True)
    accent = models.CharField(max_length=7, blank=True)
    footer = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="accounts_one_look_per_workspace")]


class Notification(WorkspaceModel):
    """Something a member should know of: somebody mentioned or answered them, or gave them something to do.

    `about` names what it is on, such as a canvas; `text` are the words themselves; `url` leads there.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=30)
    about = models.CharField(max_length=120, blank=True, default="")
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    actor_label = models.CharField(max_length=120, blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member", "read_at", "-at"], name="accounts_notifications")]


class SignIn(models.Model):
    """A sign-in, a sign-out or a refused attempt: who, when, from where."""

    class Outcome(models.TextChoices):
        SIGNED_IN = "signed in"
        SIGNED_OUT = "signed out"
        REFUSED = "refused"

    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    email = models.CharField(max_length=254)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
