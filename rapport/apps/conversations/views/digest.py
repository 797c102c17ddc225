"""How often one gets mail about what is new."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations.digests import choose_digest


@page("activity.view", methods=("POST",))
def digest(request: HttpRequest, member: Member) -> HttpResponse:
    """Never, each morning, or on Mondays."""
    choose_digest(member, request.POST.get("digest", ""))
    messages.success(request, _("Saved."))
    return redirect("accounts:notifications", workspace=member.workspace.slug)
