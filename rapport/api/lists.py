"""Pages of long lists: whoever has the cursor of one list cannot use it for another."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

from django.utils.crypto import constant_time_compare, salted_hmac
from pydantic import BeforeValidator, Field

from rapport.api.gate import Request
from rapport.api.kinds import Given
from rapport.kernel.errors import Refused
from rapport.kernel.paging import Page

MOST = 200
USUAL = 50
MARK = 16


def _size(value: Any) -> Any:
    if isinstance(value, str) and not (value.isascii() and value.isdecimal() and len(value) < 4):
        raise ValueError("expected a whole number in digits")
    return value


class Paging(Given):
    """How much of a list, and from where on."""

    limit: Annotated[int, Field(ge=1, le=MOST, description="How many at once."), BeforeValidator(_size)] = USUAL
    cursor: Annotated[str, Field(max_length=2_000, description="The `next` of the page before.")] = ""


def place_of(request: Request, cursor: str) -> str:
    """The place in the list for which a cursor stands. Raises Refused where it was given out for another list."""
    if not cursor:
        return ""
    place, _, mark = cursor.rpartition(".")
    if not place or not constant_time_compare(mark, _mark(request, place)):
        raise Refused("This cursor is not of this list. Begin again without one.", place="cursor", code="cursor")
    return place


def page(request: Request, rows: Sequence[Any], found: Page[Any]) -> dict[str, Any]:
    """Some rows and the cursor of the next page; null at the end."""
    return {"items": rows, "next": f"{found.next}.{_mark(request, found.next)}" if found.next else None}


def _mark(request: Request, place: str) -> str:
    asked = {name: value for name, value in request.GET.items() if name not in ("cursor", "limit")}
    words = json.dumps([request.token.workspace_id, request.path, sorted(asked.items()), place])
    return salted_hmac("rapport.api.lists", words, algorithm="sha256").hexdigest()[:MARK]
