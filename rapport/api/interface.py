"""All nouns together: their addresses, and the document that describes them."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.parser import Parser

from rapport import __version__
from rapport.api.errors import handle_errors
from rapport.api.noun import Noun
from rapport.catalogue import Catalogue

nouns: Catalogue[Noun] = Catalogue("rapport.api.nouns", Noun)
HELP = (
    "Everything a program may do with a token, within the rights of the member who made it. "
    "Fields that the member's roles hide are left out. Times are ISO 8601 in UTC, money has an amount and a currency."
)


class ReadAlready(Parser):
    """The gate has read the body."""

    def parse_body(self, request: HttpRequest) -> Any:
        return request.sent  # type: ignore[attr-defined]


def made() -> NinjaAPI:
    """The interface with all its nouns."""
    interface = NinjaAPI(
        title="Rapport",
        version=__version__,
        description=HELP,
        urls_namespace="api",
        docs_url=None,
        openapi_url="/openapi.json",
        parser=ReadAlready(),
        openapi_extra={"tags": [{"name": noun.title, "description": noun.help} for noun in nouns]},
    )
    handle_errors(interface)
    for noun in nouns:
        interface.add_router("", noun.router)
    return interface


interface = made()
