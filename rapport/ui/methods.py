"""Forms can only say GET and POST; a hidden field `_method` lets them say DELETE, PUT or PATCH as well."""

from collections.abc import Callable
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest, HttpResponse

ALLOWED = frozenset({"DELETE", "PATCH", "PUT"})
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class FormMethods:
    """Takes the method a form means from its hidden field, just before the view.

    It stands after the CSRF check, which has seen the request as the POST that it is.
    """

    async_capable = True
    sync_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_: Any) -> None:
        """Give the request the method it means."""
        if request.method != "POST" or not (request.content_type or "").startswith(FORM_TYPES):
            return
        meant = request.POST.get("_method", "").upper()
        if meant in ALLOWED:
            request.method = meant
