"""The page behind the link in a digest. Its token is all the authority there is, and all that is needed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from rapport.apps.accounts.access import open_to
from rapport.apps.accounts.operations.digests import member_of_digest, stop_digest


# Mail programs post here without a page of ours (RFC 8058), so there is no form token; the signed link stands for it.
@csrf_exempt
@open_to("anyone", methods=("GET", "POST"))
def digest(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST stops the digests; opening the link alone changes nothing."""
    stopped = request.method == "POST"
    member = stop_digest(token) if stopped else member_of_digest(token)
    return render(request, "conversations/digest/stop.html", {"workspace_name": member.workspace.name, "done": stopped})
