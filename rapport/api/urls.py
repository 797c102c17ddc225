"""The addresses of the interface for programs."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from rapport.api.errors import refusal
from rapport.api.gate import gated
from rapport.api.interface import interface
from rapport.kernel.errors import Missing

OPEN = "openapi-json"


def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that is none, in the words of the interface."""
    return refusal(Missing("There is nothing at this address. See openapi.json for those there are.", code="address"))


def _addresses() -> list[URLPattern]:
    """Those of the nouns behind the gate; the document before it."""
    found = [one for one in interface.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in found:
        if one.name != OPEN:
            one.callback = gated(one.callback)
    return found


nowhere.csrf_exempt = True  # type: ignore[attr-defined]
app_name = "api"
urlpatterns = [*_addresses(), path("", nowhere, name="api-root"), path("<path:rest>", nowhere, name="nowhere")]
