"""Setting up workspaces, inviting, shutting out, telling members."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from rapport.apps.accounts.models import Branding, Invitation, Member, Notification, User, Workspace
from rapport.apps.accounts.operations.giving import changing, check_role, keep_an_owner
from rapport.apps.accounts.operations.rates import turn_rates_round
from rapport.apps.accounts.operations.sessions import end_sessions
from rapport.apps.accounts.queries import demo_owner, invitation_by_token, is_first_start, notification_of
from rapport.apps.accounts.readers import picture_type
from rapport.apps.activity.operations import Subject, announce, recorded
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused
from rapport.kernel.ids import new_id, new_token, token_digest
from rapport.kernel.money import CURRENCIES
from rapport.kernel.text import text_error
from rapport.ui.colours import is_colour

log = logging.getLogger("rapport.accounts")
SETTINGS = ("name", "currency", "time_zone", "margin_rate", "year_starts")
INVITATION_LASTS = timedelta(days=14)
LONGEST_NAME = 60
LONGEST_FOOTER = 200


def create_workspace(user: User, *, name: str, currency: str = "EUR", time_zone: str = "UTC") -> Member:
    """A new workspace with the user as its owner; returns the membership.

    Raises Refused for an empty name, an unknown currency or an unknown time zone.
    """
    _check_workspace(name=name, currency=currency, time_zone=time_zone)
    with transaction.atomic():
        workspace = Workspace.objects.create(
            name=name.strip(), slug=_free_slug(name), currency=currency, time_zone=time_zone
        )
        owner: Member = Member.objects.create(workspace=workspace, user=user, role=Member.Role.OWNER)
        with recorded(owner.actor, "workspace.created", subject=Subject("workspace", workspace.pk, workspace.name)):
            pass
    return owner


def first_start(
    *, email: str, password: str, user_name: str, workspace_name: str, currency: str, time_zone: str
) -> Member:
    """The first owner and workspace of an installation. Refused once there is one."""
    with transaction.atomic():
        _wait_for_another_first_start()
        if not is_first_start():
            raise Refused("This installation has been set up already. Sign in instead.", code="set-up")
        user = User.objects.create_user(email, password, name=user_name)
        return create_workspace(user, name=workspace_name, currency=currency, time_zone=time_zone)


def _wait_for_another_first_start() -> None:
    """Let somebody who sets up this installation in the same moment finish: one row stands for the right to do it."""
    list(ContentType.objects.select_for_update().filter(app_label="accounts", model="workspace"))


def create_demo_workspace(
    *, email: str, password: str, user_name: str, workspace_name: str, currency: str, time_zone: str
) -> Member:
    """The demo company's owner and workspace, marked as a demo. Refused while there is one."""
    with transaction.atomic():
        if demo_owner() is not None:
            raise Refused("The demo company is here already.", code="demo")
        user = User.objects.filter(email=email).first()
        user = user or User.objects.create_user(email, password, name=user_name)
        owner = create_workspace(user, name=workspace_name, currency=currency, time_zone=time_zone)
        Workspace.objects.filter(pk=owner.workspace_id).update(is_demo=True)
    return owner


def create_further_demo(owner: Member, *, name: str, currency: str, time_zone: str) -> Member:
    """Another demo workspace for the owner of the first one; returns their membership of it."""
    with transaction.atomic():
        further = create_workspace(owner.user, name=name, currency=currency, time_zone=time_zone)
        Workspace.objects.filter(pk=further.workspace_id).update(is_demo=True)
    return further


def update_workspace(
    member: Member, *, name: str, currency: str, time_zone: str, margin_rate: object = None, year_starts: int = 1
) -> Workspace:
    """Change the workspace's name, currency, time zone, declared margin rate and the month in which its year begins.

    In another currency everything is converted anew; rates are to the former currency, so those of days that have a
    rate between the two are turned round, and what has none waits.
    """
    member.require("workspace.manage")
    _check_workspace(name=name, currency=currency, time_zone=time_zone)
    if year_starts not in range(1, 13):
        raise Refused("A year begins with one of its twelve months.", place="year_starts")
    with recorded(
        member.actor, "workspace.updated", subject=Subject("workspace", member.workspace_id, name), topics=["workspace"]
    ) as change:
        workspace: Workspace = Workspace.objects.select_for_update().get(pk=member.workspace_id)
        before = {name: str(getattr(workspace, name)) for name in SETTINGS}
        workspace.name, workspace.currency, workspace.time_zone = name.strip(), currency, time_zone
        workspace.margin_rate, workspace.year_starts = margin_rate, year_starts  # type: ignore[assignment]
        change.details["before"] = before
        if before["currency"] != currency or before["time_zone"] != time_zone:
            workspace.conversion_change = change.sequence
            change.details |= {"converts_anew": True}
        if before["currency"] != currency:
            made = turn_rates_round(change, former=before["currency"], into=currency)
            change.details |= {"rates_turned_round": made}
        workspace.save()
    return workspace


def invite(member: Member, *, email: str, role: str) -> tuple[Invitation, str]:
    """Open the workspace to an address; returns the invitation and its token, which is shown and mailed once."""
    member.require("members.manage")
    check_role(member, role)
    address = email.strip().lower()
    if Member.objects.of(member).active().filter(user__email=address).exists():
        raise Refused(f"{address} is already a member.", place="email", code="member")
    token = new_token()
    try:
        invitation = _create_invitation(member, address=address, role=role, token=token)
    except IntegrityError as error:
        raise Conflict(f"{address} has an open invitation. Withdraw it to send another.", place="email") from error
    return invitation, token


def mail_invitation(invitation: Invitation, *, link: str) -> bool:
    """Send the link to the invited address. False where no mail can be sent: the link then has to be passed on."""
    inviter, name = invitation.invited_by, invitation.workspace.name
    mail = EmailMessage(
        # A name may hold a line break, a subject may not.
        subject=" ".join(f"{inviter} invites you to {name} on Rapport".split()),
        body=f"{inviter} invites you to work with the workspace “{name}” as {invitation.get_role_display()}.\n\n"
        f"Open this link within 14 days to join:\n{link}\n",
        to=[invitation.email],
    )
    try:
        mail.send()
    except OSError:  # which is also what a mail server's refusal is
        log.exception("the mail of invitation %s could not be sent", invitation.pk)
        return False
    return True


def withdraw_invitation(member: Member, *, invitation_id: int) -> None:
    """Close an open invitation: its link no longer works."""
    member.require("members.manage")
    with recorded(member.actor, "invitation.withdrawn", topics=["members"]) as change:
        invitation = Invitation.objects.of(member).filter(pk=invitation_id, accepted_at=None).first()
        if invitation is None:
            raise Missing("There is no such invitation.")
        change.about("invitation", invitation.pk, invitation.email)
        Invitation.objects.of(member).filter(pk=invitation_id).update(withdrawn_at=now())


def accept_invitation(user: User, *, token: str) -> Member:
    """Join the workspace the token stands for; the token is used up. The user's address must be the invited one."""
    with transaction.atomic():
        invitation = invitation_by_token(token)
        if user.email.lower() != invitation.email.lower():
            raise NotPermitted(f"This invitation is for {invitation.email}. Sign in with that address.", code="address")
        Invitation.objects.of(invitation).filter(pk=invitation.pk).update(accepted_at=now())
        member, _ = Member.objects.of(invitation).update_or_create(
            workspace_id=invitation.workspace_id,
            user=user,
            defaults={"role": invitation.role, "deactivated_at": None},
        )
        with recorded(
            member.actor, "member.joined", subject=Subject("member", member.pk, str(user)), topics=["members"]
        ):
            pass
    return member


def deactivate_member(member: Member, *, member_id: int) -> Member:
    """Shut a member out; what they did stays theirs. The last owner cannot be shut out."""
    member.require("members.manage")
    with changing(member, member_id, "member.deactivated") as (_, other):
        if other.role == Member.Role.OWNER:
            keep_an_owner(other)
        other.deactivated_at = now()
        other.save(update_fields=["deactivated_at"])
    end_sessions([other.user_id])
    return other


def reactivate_member(member: Member, *, member_id: int) -> Member:
    """Let a deactivated member in again, with the role they had."""
    member.require("members.manage")
    with changing(member, member_id, "member.reactivated") as (_, other):
        other.deactivated_at = None
        other.save(update_fields=["deactivated_at"])
    return other


def notify_members(
    author: Member, member_ids: Iterable[int], *, kind: str, url: str, about: str = "", text: str = ""
) -> list[Notification]:
    """Tell members of something their colleague did, in the same transaction: each once, the author never.

    `kind` is one of `queries.NOTICES`. Guests and those who were shut out are told nothing.
    """
    wanted = set(member_ids) - {author.pk}
    return _tell(author.workspace_id, wanted, str(author), kind=kind, about=about, text=text, url=url)


def tell_members(
    workspace: Workspace, *, right: str, kind: str, url: str, about: str = "", text: str = ""
) -> list[Notification]:
    """Tell all members who have a right of something that Rapport itself found, in the same transaction.

    `kind` is one of `queries.NOTICES`. Guests and those who were shut out are told nothing.
    """
    known = Member.objects.of(workspace).active().with_account()
    wanted = {member.pk for member in known if member.may(right)}
    return _tell(workspace.pk, wanted, "Rapport", kind=kind, about=about, text=text, url=url)


def remind_members(
    workspace: Workspace, member_ids: Iterable[int], *, kind: str, url: str, about: str = "", text: str = ""
) -> list[Notification]:
    """Tell members of something that is their own and whose time has come, in the same transaction."""
    return _tell(workspace.pk, set(member_ids), "Rapport", kind=kind, about=about, text=text, url=url)


def _tell(workspace_id: int, member_ids: set[int], actor: str, **said: str) -> list[Notification]:
    told = Member.objects.of(workspace_id).active().with_account().filter(pk__in=member_ids)
    given = {**said, "about": said["about"][:120], "text": _one_line(said["text"], 300), "actor_label": actor[:120]}
    rows = [Notification(workspace_id=workspace_id, member=member, at=now(), **given) for member in told]
    if rows:
        Notification.objects.bulk_create(rows)
        announce(workspace_id, *(f"notifications:{row.member_id}" for row in rows))
    return rows


def read_notification(member: Member, notification_id: int) -> Notification:
    """The member has seen one of their notifications. Raises Missing."""
    return _set_read(member, notification_id, now())


def unread_notification(member: Member, notification_id: int) -> Notification:
    """The member wants to come back to one of their notifications. Raises Missing."""
    return _set_read(member, notification_id, None)


def read_all_notifications(member: Member) -> int:
    """The member has seen all of their notifications; returns how many were new."""
    with transaction.atomic():
        new = Notification.objects.of(member).filter(member=member, read_at=None).update(read_at=now())
        if new:
            announce(member.workspace_id, f"notifications:{member.pk}")
    return int(new)


def _set_read(member: Member, notification_id: int, read_at: datetime | None) -> Notification:
    with transaction.atomic():
        notification = notification_of(member, notification_id)
        if bool(notification.read_at) != bool(read_at):
            notification.read_at = read_at
            notification.save(update_fields=["read_at"])
            announce(member.workspace_id, f"notifications:{member.pk}")
    return notification


def _one_line(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def add_guest(workspace: Workspace, *, name: str) -> Member:
    """Somebody without an account, who came by a link: they have a name, and no way to sign in."""
    known = " ".join(name.split())
    if not known or len(known) > LONGEST_NAME or text_error(known, longest=LONGEST_NAME):
        raise Refused(f"Say your name in {LONGEST_NAME} letters or fewer.", place="name", code="name")
    with transaction.atomic():
        user = User(email=f"{new_id()}@guest.invalid", name=known, is_active=False)
        user.set_unusable_password()
        user.save()
        guest: Member = Member.objects.create(workspace=workspace, user=user, role=Member.Role.GUEST)
        with recorded(guest.actor, "guest.joined", subject=Subject("member", guest.pk, known), topics=["members"]):
            pass
    return guest


def brand_workspace(
    member: Member, *, accent: str, footer: str, logo: bytes | None = None, without_logo: bool = False
) -> Branding:
    """Choose colour, footer line and logo of files and shared pages; a logo that is not given stays."""
    member.require("workspace.manage")
    colour, line = accent.strip().lower(), " ".join(footer.split())
    if colour and not is_colour(colour):
        raise Refused("Give the colour as # and six digits, such as #aa2255.", place="accent", code="colour")
    if why := text_error(line, longest=LONGEST_FOOTER):
        raise Refused(why, place="footer", code="text")
    kind = picture_type(logo) if logo else ""
    with recorded(member.actor, "workspace.branded", topics=["workspace"]) as change:
        change.about("workspace", member.workspace_id, member.workspace.name)
        look = Branding.objects.of(member).select_for_update().first() or Branding(workspace_id=member.workspace_id)
        look.accent, look.footer, look.changed_at = colour, line, now()
        if logo or without_logo:
            look.logo, look.logo_type = logo or None, kind
        look.save()
    return look


def choose_theme(user: User, *, theme: str) -> None:
    """Light, dark, or as the system says."""
    if theme not in {"system", "light", "dark"}:
        raise Refused("Choose light, dark or system.", place="theme")
    User.objects.filter(pk=user.pk).update(theme=theme)


def _check_workspace(*, name: str, currency: str, time_zone: str) -> None:
    if not name.strip():
        raise Refused("Give the workspace a name.", place="name")
    if currency not in CURRENCIES:
        raise Refused(f"“{currency}” is not a currency code such as EUR or GBP.", place="currency")
    if time_zone not in available_timezones():
        raise Refused(f"“{time_zone}” is not a time zone such as Europe/Madrid.", place="time_zone")
    ZoneInfo(time_zone)


def _free_slug(name: str) -> str:
    base = slugify(name)[:50] or "workspace"
    taken = set(Workspace.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 2
    slug = base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _create_invitation(member: Member, *, address: str, role: str, token: str) -> Invitation:
    with recorded(member.actor, "member.invited", topics=["members"]) as change:
        expired = Invitation.objects.of(member).filter(email__iexact=address, expires_at__lte=now())
        expired.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=now())
        invitation: Invitation = Invitation.objects.create(
            workspace_id=member.workspace_id,
            email=address,
            role=role,
            token_digest=token_digest(token),
            invited_by=member,
            expires_at=now() + INVITATION_LASTS,
        )
        change.about("invitation", invitation.pk, address)
        change.details["role"] = role
    return invitation
