"""What a program is told where something is refused: one shape for everything."""

import json
import logging
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from pydantic import Field

from rapport.api.kinds import Told
from rapport.apps.customers.operations import AlreadyKnown
from rapport.kernel.errors import Refused

log = logging.getLogger("rapport.api")
SOURCES = ("body", "query", "path", "header")
MOST_FAULTS = 50
LONGEST_FAULT = 300


class Fault(Told):
    """One thing that is wrong, and where."""

    place: str
    message: str


class Refusal(Told):
    """Why nothing was done: a stable word for programs, a sentence for people, the place it is about.

    `faults` lists everything that is wrong with a body. `id` and `ids` are the records that are there already, or the
    record that the one asked for has become.
    """

    code: str
    message: str
    place: str
    faults: list[Fault] = []
    id: int | None = None
    ids: list[int] = []
    needed: Annotated[str, Field(description="The right that is missing.")] = ""


class Moved(Exception):
    """The record asked for was merged into another one, which is at another address."""

    def __init__(self, former_id: int, party_id: int) -> None:
        super().__init__(f"{former_id} has become {party_id}")
        self.former_id = former_id
        self.party_id = party_id


def refusal(refused: Refused, **further: Any) -> HttpResponse:
    """The answer to something refused."""
    said: dict[str, Any] = {"code": refused.code, "message": refused.message, "place": refused.place}
    if isinstance(refused, AlreadyKnown):
        said |= {"id": next(iter(refused.party_ids), None), "ids": refused.party_ids}
    answer = told({**said, **further}, refused.status)
    if refused.status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def told(said: dict[str, Any], status: int) -> HttpResponse:
    """An answer that needs no schema."""
    return HttpResponse(json.dumps(said), status=status, content_type="application/json; charset=utf-8")


def handle_errors(interface: NinjaAPI) -> None:
    """Let everything that is raised become an answer of the one shape."""
    interface.add_exception_handler(Refused, _refused)
    interface.add_exception_handler(ValidationError, _not_valid)
    interface.add_exception_handler(Moved, _moved)
    interface.add_exception_handler(Exception, _broken)


def _refused(request: HttpRequest, refused: Any) -> HttpResponse:
    return refusal(refused)


def _not_valid(request: HttpRequest, error: Any) -> HttpResponse:
    faults = [
        {"place": _place(one["loc"]), "message": str(one["msg"])[:LONGEST_FAULT]} for one in error.errors[:MOST_FAULTS]
    ]
    first = faults[0]
    message = f"{first['place']}: {first['message']}" if first["place"] else str(first["message"])
    said = {"code": "invalid", "message": message, "place": first["place"], "faults": faults}
    return told(said, 422)


def _place(location: tuple[Any, ...]) -> str:
    """Where in what was sent: "customers › 17 › email"."""
    parts = [str(part)[:60] for part in location]
    if parts and parts[0] in SOURCES:
        # After the source stands the name of the whole body, which nobody outside knows.
        parts = parts[2:] if parts[0] == "body" else parts[1:]
    return " › ".join(parts)


def _moved(request: HttpRequest, moved: Any) -> HttpResponse:
    message = "This record was merged into another one. Ask for that."
    answer = told({"code": "moved", "message": message, "place": "id", "id": moved.party_id}, 308)
    place = request.get_full_path().replace(f"/customers/{moved.former_id}", f"/customers/{moved.party_id}", 1)
    answer["Location"] = place
    return answer


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    log.error("%s %s broke", request.method, request.path, exc_info=error)
    message = "Something went wrong on our side. Nothing was half-done; try again, and tell us if it stays."
    return told({"code": "broken", "message": message, "place": ""}, 500)
