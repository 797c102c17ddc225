"""Pages about a workspace's members and settings."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.apps.accounts import operations, queries
from rapport.apps.accounts.access import page
from rapport.apps.accounts.forms import BrandingForm, InvitationForm, TokenForm, WorkspaceSettingsForm
from rapport.apps.accounts.models import Member
from rapport.apps.accounts.readers import LARGEST
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.ids import number_in
from rapport.ui.forms import refuse


@page("members.view")
def members(request: HttpRequest, member: Member) -> HttpResponse:
    """Who works here, and who is invited."""
    return _members(request, member, InvitationForm())


@page("members.manage", methods=("POST",))
def invitations(request: HttpRequest, member: Member) -> HttpResponse:
    """Invite an address; the link is mailed and shown once."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _members(request, member, form, status=422)
    try:
        invitation, token = operations.invite(member, **form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.place or None, refused.message)
        return _members(request, member, form, status=refused.status)
    link = request.build_absolute_uri(reverse("start:invitation", kwargs={"token": token}))
    mailed = operations.mail_invitation(invitation, link=link)
    return _members(request, member, InvitationForm(), link=link, invited=invitation.email, mailed=mailed)


@page("members.manage", methods=("DELETE",))
def invitation(request: HttpRequest, member: Member, invitation_id: int) -> HttpResponse:
    """Withdraw an invitation."""
    operations.withdraw_invitation(member, invitation_id=invitation_id)
    return _back(request, member, "The invitation is withdrawn; its link no longer works.")


@page("members.manage", methods=("POST", "DELETE"))
def deactivation(request: HttpRequest, member: Member, member_id: int) -> HttpResponse:
    """POST shuts a member out, DELETE lets them in again."""
    if request.method == "POST":
        other = operations.deactivate_member(member, member_id=member_id)
        return _back(request, member, f"{other} can no longer sign in to this workspace.")
    other = operations.reactivate_member(member, member_id=member_id)
    return _back(request, member, f"{other} is back as {other.get_role_display()}.")


@page("members.manage")
def sign_ins(request: HttpRequest, member: Member) -> HttpResponse:
    """The last sign-ins and refused attempts."""
    return render(request, "accounts/sign_ins.html", {"sign_ins": queries.sign_ins_of(member)[:200]})


@page("activity.view")
def notifications(request: HttpRequest, member: Member) -> HttpResponse:
    """What the member was told of."""
    notices = queries.notices_of(member)
    unread = sum(1 for notice in notices if notice.notification.read_at is None)
    context = {"notices": notices, "unread": unread, "digests": Member.Digest.choices}
    return render(request, "accounts/notifications.html", context)


@page("activity.view")
def bell(request: HttpRequest, member: Member) -> HttpResponse:
    """The bell alone, for the page that was told that there is something new."""
    return render(request, "ui/page/_bell.html")


@page("activity.view", methods=("POST", "DELETE"))
def reading(request: HttpRequest, member: Member) -> HttpResponse:
    """POST marks one notification as read, or all; with `open` it leads on to what it is about. DELETE: unread."""
    asked = request.POST.get("notification", "")
    if not asked and request.method == "DELETE":
        raise Refused("Say which notification.", place="notification")
    if not asked:
        operations.read_all_notifications(member)
        return redirect("accounts:notifications", workspace=member.workspace.slug)
    number = number_in(asked)
    if number is None:
        raise Missing("There is no such notification.")
    mark = operations.read_notification if request.method == "POST" else operations.unread_notification
    notification = mark(member, number)
    if "open" in request.POST:
        return redirect(notification.url)
    return redirect("accounts:notifications", workspace=member.workspace.slug)


@page("workspace.manage", methods=("GET", "POST"))
def settings(request: HttpRequest, member: Member) -> HttpResponse:
    """Name, currency, time zone, declared margin, where the year begins."""
    workspace = member.workspace
    fields = ("name", "currency", "time_zone", "margin_rate", "year_starts")
    change = queries.currency_change(member, request.POST.get("currency", ""))
    initial = {field: getattr(workspace, field) for field in fields}
    form = WorkspaceSettingsForm(request.POST or None, initial=initial, change=change)
    if request.method == "POST" and form.is_valid():
        operations.update_workspace(member, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("accounts:settings", workspace=workspace.slug)
    return render(request, "accounts/settings.html", {"form": form}, status=422 if form.errors else 200)


@page("workspace.manage", methods=("GET", "POST"))
def branding(request: HttpRequest, member: Member) -> HttpResponse:
    """Logo, colour and footer line of files and shared pages."""
    look = queries.branding_of(member)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BrandingForm(*given, initial={"accent": look.accent, "footer": look.footer}, has_logo=bool(look.logo))
    if request.method == "POST" and form.is_valid():
        handed = form.cleaned_data.pop("logo")
        try:
            operations.brand_workspace(member, logo=handed.read(LARGEST + 1) if handed else None, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("accounts:branding", workspace=member.workspace.slug)
        except Refused as refused:
            refuse(form, refused)
    return render(request, "accounts/branding.html", {"form": form, "look": look}, status=422 if form.errors else 200)


@page("canvas.view")
def logo(request: HttpRequest, member: Member) -> HttpResponse:
    """The workspace's logo as a picture."""
    look = queries.branding_of(member)
    if not look.logo:
        raise Missing("There is no logo.")
    return HttpResponse(bytes(look.logo), content_type=look.logo_type)


@page("api.use", methods=("GET", "POST"))
def tokens(request: HttpRequest, member: Member) -> HttpResponse:
    """The keys by which programs work in one's name; a new one is shown this once."""
    form = TokenForm(request.POST or None)
    made = None
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = operations.create_token(member, **form.cleaned_data)
            shown: dict[str, Any] = {"made": made, "secret": secret, "form": TokenForm()}
        except Refused as refused:
            refuse(form, refused)
    context = {"tokens": queries.tokens_of(member), "form": form, **(shown if made else {})}
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@page("api.use", methods=("DELETE",))
def token(request: HttpRequest, member: Member, token_id: int) -> HttpResponse:
    """Revoke a token."""
    gone = operations.revoke_token(member, token_id)
    messages.success(
        request, _("“%(name)s” is revoked. Programs that use it are refused from now on.") % {"name": gone}
    )
    return redirect("accounts:tokens", workspace=member.workspace.slug)


def _members(
    request: HttpRequest, member: Member, form: InvitationForm, *, status: int = 200, **extra: Any
) -> HttpResponse:
    waiting = queries.open_invitations(member) if member.may("members.manage") else []
    context = {
        "members": queries.members_of(member),
        "invitations": waiting,
        "form": form,
        **extra,
    }
    return render(request, "accounts/members.html", context, status=status)


def _back(request: HttpRequest, member: Member, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("accounts:members", workspace=member.workspace.slug)
