"""Users, workspaces, members, invitations and sign-ins."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

from rapport.apps.accounts.rights import ROLES
from rapport.kernel.actor import Actor
from rapport.kernel.errors import NotPermitted
from rapport.kernel.models import WorkspaceModel, WorkspaceQuerySet
from rapport.kernel.money import currency_field


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
    """A business and all that is its own; no two workspaces ever see each other."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    currency = currency_field(default="EUR")
    time_zone = models.CharField(max_length=60, default="UTC")
    locale = models.CharField(max_length=10, default="en")
    margin_rate = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(margin_rate__isnull=True) | models.Q(margin_rate__gte=-1, margin_rate__lte=1),
                name="accounts_margin_rate_is_a_share",
            )
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


class MemberQuerySet(WorkspaceQuerySet):
    """Members of a workspace."""

    def active(self) -> "MemberQuerySet":
        return self.filter(deactivated_at__isnull=True)

    def with_account(self) -> "MemberQuerySet":
        """All but guests, who came by a link to one canvas."""
        return self.exclude(role=Member.Role.GUEST)


class Member(WorkspaceModel):
    """A user in a workspace, with a role. A deactivated member keeps their name on what they did."""

    class Role(models.TextChoices):
        OWNER = "owner", "Owner"
        ADMIN = "admin", "Admin"
        EDITOR = "editor", "Editor"
        CONTRIBUTOR = "contributor", "Contributor"
        VIEWER = "viewer", "Viewer"
        GUEST = "guest", "Guest"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    deactivated_at = models.DateTimeField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="accounts_one_membership_per_user"),
            models.CheckConstraint(condition=models.Q(role__in=list(ROLES)), name="accounts_role_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.user)

    def may(self, right: str) -> bool:
        """Does this member's role include the right?"""
        return self.deactivated_at is None and right in ROLES[self.role]

    def require(self, right: str) -> None:
        """Raise NotPermitted unless the member has the right."""
        if not self.may(right):
            raise NotPermitted(f"Your role “{self.get_role_display()}” may not do this.", code=right)

    @property
    def actor(self) -> Actor:
        """This member as the author of a change."""
        return Actor(self.workspace_id, "member", self.pk, str(self.user))


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
