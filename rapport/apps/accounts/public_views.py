"""Pages before and between workspaces."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rapport.apps.accounts import operations, queries
from rapport.apps.accounts.access import open_to
from rapport.apps.accounts.forms import FirstStartForm, WorkspaceForm
from rapport.apps.accounts.models import Member
from rapport.kernel.errors import Refused

FIRST_PLACES = {
    "canvas.view": "web:overview",
    "customers.view": "customers:parties",
    "orders.view": "sales:orders",
    "responses.view": "feedback:responses",
    "metrics.view": "insights:metrics",
    "members.view": "accounts:members",
}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@open_to("signed in")
def landing(request: HttpRequest) -> HttpResponse:
    """After signing in: straight to the only workspace, or the choice, or founding one."""
    waiting = request.session.pop("invitation", None)
    if waiting:
        return redirect("start:invitation", token=waiting)
    memberships = list(queries.memberships_of(request.user))  # type: ignore[arg-type]
    if len(memberships) == 1:
        return redirect(_first_place(memberships[0]), workspace=memberships[0].workspace.slug)
    if not memberships:
        return redirect("start:new-workspace")
    return render(request, "accounts/workspaces.html", {"memberships": memberships})


def _first_place(member: Member) -> str:
    """The route of the first page that the member's roles open; the overview where they open none."""
    return next((route for right, route in FIRST_PLACES.items() if member.may(right)), "web:overview")


@open_to("anyone", methods=("GET", "POST"))
def first_start(request: HttpRequest) -> HttpResponse:
    """The first page of a fresh installation; gone once it is set up."""
    if not queries.is_first_start():
        return redirect("start:landing")
    form = FirstStartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        member = operations.first_start(
            email=fields["email"],
            password=fields["password"],
            user_name=fields["user_name"],
            workspace_name=fields["name"],
            currency=fields["currency"],
            time_zone=fields["time_zone"],
        )
        login(request, member.user, backend=BACKEND)
        return redirect("web:overview", workspace=member.workspace.slug)
    return render(request, "accounts/first_start.html", {"form": form})


@open_to("signed in", methods=("GET", "POST"))
def new_workspace(request: HttpRequest) -> HttpResponse:
    """Found a workspace."""
    form = WorkspaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        member = operations.create_workspace(request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("web:overview", workspace=member.workspace.slug)
    return render(request, "accounts/new_workspace.html", {"form": form})


@open_to("anyone", methods=("GET", "POST"))
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What an invited person sees: who invites, into what, and the way in."""
    found = queries.invitation_by_token(token)
    if request.method == "POST" and request.user.is_authenticated:
        try:
            member = operations.accept_invitation(request.user, token=token)
        except Refused as refused:
            return render(request, "accounts/invitation.html", {"invitation": found, "refused": refused}, status=403)
        return redirect("web:overview", workspace=member.workspace.slug)
    request.session["invitation"] = token
    return render(request, "accounts/invitation.html", {"invitation": found})


@open_to("signed in", methods=("POST",))
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or system for this user."""
    operations.choose_theme(request.user, theme=request.POST.get("theme", ""))  # type: ignore[arg-type]
    if getattr(request, "htmx", False):
        return HttpResponse(status=204)
    return redirect("start:landing")
