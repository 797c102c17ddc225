"""Reading members and workspaces."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from rapport.apps.accounts.models import Branding, Invitation, Member, Notification, SignIn, User, Workspace
from rapport.apps.accounts.queries.roles import held_roles
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing
from rapport.kernel.ids import token_digest

MOST_NOTIFICATIONS = 200
# What somebody did, said after their name.
NOTICES = {
    "mention": gettext_lazy("mentioned you"),
    "reply": gettext_lazy("replied to your comment"),
    "thread": gettext_lazy("replied in a thread of yours"),
    "comment": gettext_lazy("commented on your note"),
    "action": gettext_lazy("gave you an action"),
    "target": gettext_lazy("saw a target missed"),
    "task": gettext_lazy("gave you a task"),
    "call": gettext_lazy("planned a call for you"),
    "meeting": gettext_lazy("planned a meeting with you"),
    "moved": gettext_lazy("moved an appointment of yours"),
    "cancelled": gettext_lazy("cancelled an appointment of yours"),
    "log": gettext_lazy("found that the log was changed behind its back"),
    "reminder": gettext_lazy("reminds you"),
    "carer": gettext_lazy("gave you customers to look after"),
}


def member_of(user: Any, slug: str) -> Member:
    """The user's active membership in the workspace of that slug.

    Raises Missing alike for an unknown workspace and for one the user does not belong to.
    """
    if not user.is_authenticated:
        raise Missing("Sign in first.")
    found = Member.objects.active().with_account().filter(user_id=user.pk, workspace__slug=slug)
    member: Member | None = found.select_related("workspace", "user").first()
    if member is None:
        raise Missing("There is no such page.")
    return member


def memberships_of(user: User) -> QuerySet[Member]:
    """Where the user is an active member, by workspace name."""
    own = Member.objects.active().with_account().filter(user=user)
    return own.select_related("workspace").order_by("workspace__name")


def members_of(member: Member) -> QuerySet[Member]:
    """Everybody in the member's workspace, those deactivated last."""
    member.require("members.view")
    return (
        Member.objects.of(member)
        .with_account()
        .select_related("user")
        .prefetch_related(held_roles(member))
        .order_by("deactivated_at", "user__name", "user__email")
    )


def open_invitations(member: Member) -> QuerySet[Invitation]:
    """Invitations that can still be accepted, newest first."""
    member.require("members.manage")
    waiting = Invitation.objects.of(member).filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now())
    return waiting.select_related("invited_by__user").order_by("-created_at")


def invitation_by_token(token: str) -> Invitation:
    """The open invitation a mailed link stands for. Raises Missing when it is used, withdrawn, too old or unknown."""
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now())
    invitation: Invitation | None = (
        waiting.filter(token_digest=token_digest(token)).select_related("workspace", "invited_by__user").first()
    )
    if invitation is None:
        raise Missing("This invitation has been used, withdrawn or is too old. Ask for a new one.")
    return invitation


def sign_ins_of(member: Member) -> QuerySet[SignIn]:
    """Sign-ins and refused attempts of the workspace's members, newest first."""
    member.require("members.manage")
    users = Member.objects.of(member).values("user")
    return SignIn.objects.filter(user__in=users).select_related("user").order_by("-at")


@dataclass(frozen=True, slots=True)
class Notice:
    """A notification in words."""

    notification: Notification
    deed: str


def notices_of(member: Member) -> list[Notice]:
    """What the member was told of, newest first."""
    found = Notification.objects.of(member).filter(member=member).order_by("-at", "-pk")[:MOST_NOTIFICATIONS]
    return [Notice(one, str(NOTICES.get(one.kind, ""))) for one in found]


def unread_count(member: Member) -> int:
    """How many of the member's notifications are new."""
    return int(Notification.objects.of(member).filter(member=member, read_at=None).count())


def notification_of(member: Member, notification_id: int) -> Notification:
    """One of the member's own notifications. Raises Missing."""
    found: Notification | None = Notification.objects.of(member).filter(member=member, pk=notification_id).first()
    if found is None:
        raise Missing("There is no such notification.")
    return found


def is_first_start() -> bool:
    """Has nobody set up this installation yet?"""
    return not Workspace.objects.exists()


def every_slug() -> list[str]:
    """The address words of all workspaces, oldest first; for commands run on the machine itself."""
    return list(Workspace.objects.order_by("pk").values_list("slug", flat=True))


def first_owner_of(slug: str) -> Member:
    """The longest-standing active owner of a workspace; for commands run on the machine itself."""
    owners = Member.objects.active().filter(workspace__slug=slug, role=Member.Role.OWNER)
    member: Member | None = owners.select_related("workspace", "user").order_by("pk").first()
    if member is None:
        raise Missing(f"The workspace “{slug}” has no active owner.")
    return member


def demo_owner() -> Member | None:
    """The owner of the demo workspace, if this installation has one."""
    owners = Member.objects.active().filter(workspace__is_demo=True, role=Member.Role.OWNER)
    found: Member | None = owners.select_related("workspace", "user").order_by("pk").first()
    return found


def only_demos() -> bool:
    """Is every workspace of this installation a demo?"""
    return not Workspace.objects.filter(is_demo=False).exists()


def branding_of(owner: Any) -> Branding:
    """How the workspace looks to people outside; an empty one where nothing was chosen."""
    found: Branding | None = Branding.objects.of(owner).first()
    return found or Branding()
