"""Reading what a program sends: of one type, not too large, not too deep, nothing that no database takes (R15, R16)."""

import json
import math
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from rapport.kernel.errors import Refused

LARGEST = 4 * 1024 * 1024
DEEPEST = 32
LONGEST_NUMBER = 400
SENDING = ("POST", "PATCH", "PUT")


class Unreadable(Refused):
    """What was sent is no JSON."""

    status = 400


class TooLarge(Refused):
    """More was sent than one request may hold."""

    status = 413


class NotJson(Refused):
    """What was sent is of another type."""

    status = 415


def read_body(request: HttpRequest) -> Any:
    """The JSON that a request holds; None where it holds nothing. Raises Refused."""
    if request.method not in SENDING:
        return None
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > LARGEST:
        raise _too_large()
    if request.content_type != "application/json" and length not in ("", "0"):
        raise NotJson("Send JSON, with the header Content-Type: application/json.", place="Content-Type", code="type")
    try:
        body = request.body
    except RequestDataTooBig:
        raise _too_large() from None
    if len(body) > LARGEST:
        raise _too_large()
    return read_json(body) if body else None


def read_json(text: str | bytes, *, place: str = "") -> Any:
    """The value that a JSON text stands for. Raises Refused, naming the place."""
    try:
        value = json.loads(
            text, parse_constant=_no_number, parse_float=_number, parse_int=_whole_number, object_pairs_hook=_object
        )
    except RecursionError:
        raise _too_deep(place) from None
    except (ValueError, UnicodeDecodeError) as error:
        raise Unreadable(f"This is no JSON: {str(error)[:200]}.", place=place, code="json") from None
    _check(value, place)
    return value


def _too_large() -> TooLarge:
    return TooLarge(f"One request holds {LARGEST // 1024 // 1024} MB at most. Send less at once.", code="too_large")


def _too_deep(place: str) -> Unreadable:
    return Unreadable(f"Nested more than {DEEPEST} deep.", place=place, code="too_deep")


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:40]} is too large")
    return number


def _whole_number(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise ValueError("a number with too many digits")
    return int(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _check(value: Any, place: str) -> None:
    """Walk through everything: how deep it goes, and its texts."""
    waiting: list[tuple[Any, str, int]] = [(value, place, 1)]
    while waiting:
        one, where, depth = waiting.pop()
        if depth > DEEPEST:
            raise _too_deep(place)
        if isinstance(one, str):
            _check_text(one, where)
        elif isinstance(one, dict):
            for name, inside in one.items():
                _check_text(name, where)
                waiting.append((inside, f"{where} › {name[:60]}" if where else name[:60], depth + 1))
        elif isinstance(one, list):
            waiting += [(part, f"{where} › {at}" if where else str(at), depth + 1) for at, part in enumerate(one)]


def _check_text(text: str, place: str) -> None:
    if "\x00" in text:
        raise Refused("It holds a NUL character, which cannot be stored.", place=place, code="text")
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        message = "It holds half of a character (a lone surrogate), which cannot be stored."
        raise Refused(message, place=place.encode(errors="replace").decode(), code="text")
