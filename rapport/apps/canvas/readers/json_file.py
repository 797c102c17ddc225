"""From the bytes of a file to a document that fits its schema, or words about what is wrong and where."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapport.apps.canvas.readers.shape import faults, in_words
from rapport.kernel.errors import Refused
from rapport.kernel.text import text_error

SCHEMAS = Path(__file__).parents[1] / "static" / "canvas" / "format"
LARGEST = 1024 * 1024
Document = dict[str, Any]


def read_json(content: bytes) -> Document:
    """The object that a file holds. Raises Refused naming the line."""
    if len(content) > LARGEST:
        raise Refused("The file has over 1 MB; nothing that belongs here is that large.", place="file", code="large")
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused("The file is not written in UTF-8.", place=f"byte {error.start + 1}", code="text") from error
    except json.JSONDecodeError as error:
        raise Refused(f"The file is not JSON: {error.msg}.", place=f"line {error.lineno}", code="json") from error
    except (ValueError, RecursionError) as error:
        raise Refused("The file is JSON that cannot be read.", place="file", code="json") from error
    if not isinstance(document, dict):
        raise Refused("The file holds no object.", place="document", code="shape")
    return document


def fitting(document: Document, schema_name: str) -> Document:
    """The document, if it fits the schema of that name. Raises Refused naming the place of the first fault."""
    schema = _schema(schema_name)
    for place, why in faults(document, schema, schema):
        raise Refused(why, place=in_words(place), code="shape")
    for place, text in _texts(document, ()):
        why = text_error(text, longest=LARGEST)
        if why:
            raise Refused(why, place=in_words(place), code="text")
    return document


@lru_cache
def _schema(name: str) -> Document:
    schema: Document = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return schema


def _texts(value: Any, place: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        return [(place, value)]
    elif isinstance(value, dict):
        return [found for name, inner in value.items() for found in _texts(inner, (*place, name))]
    elif isinstance(value, list):
        return [found for number, inner in enumerate(value) for found in _texts(inner, (*place, number))]
    else:
        return []
