"""Holding a document against its JSON Schema, with words for people about what is wrong and where.

The part of JSON Schema that our own schemas use is understood here; another keyword is a mistake in the schema and
raises KeyError, so that no rule is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

Schema = dict[str, Any]
Place = tuple[str | int, ...]
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
NAMES = {
    "object": "an object",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}
SAYS_NOTHING = {"$schema", "$defs", "title", "description"}


def faults(value: Any, schema: Schema, root: Schema, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """What is wrong with a value, each with its place, in the order of the document."""
    if "$ref" in schema:
        yield from faults(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root, place)
        return
    if "anyOf" in schema:
        yield from _any_of(value, schema["anyOf"], root, place)
        return
    for word, rule in schema.items():
        if word not in SAYS_NOTHING:
            said = list(RULES[word](value, rule, schema, root, place))
            yield from said
            if said and word in {"type", "required"}:
                return


def in_words(place: Place) -> str:
    """A place for people: "sections › 2 › notes › 1 › text", counted from one.

    >>> in_words(("sections", 1, "title"))
    'sections › 2 › title'
    """
    return " › ".join(str(step + 1) if isinstance(step, int) else step[:60] for step in place) or "document"


def _any_of(value: Any, schemas: list[Schema], root: Schema, place: Place) -> Iterator[tuple[Place, str]]:
    """The faults by the one of several shapes that the value is meant to have: never those of null."""
    for schema in schemas:
        if not any(True for _ in faults(value, schema, root, place)):
            return
    yield from faults(value, schemas[-1], root, place)


def _type(value: Any, rule: Any, *rest: Any) -> Iterator[tuple[Place, str]]:
    names = rule if isinstance(rule, list) else [rule]
    fits = any(isinstance(value, TYPES[name]) for name in names)
    if not fits or (isinstance(value, bool) and "boolean" not in names):
        yield rest[-1], f"This should be {' or '.join(NAMES[name] for name in names)}."


def _const(value: Any, rule: Any, *rest: Any) -> Iterator[tuple[Place, str]]:
    if value != rule or type(value) is not type(rule):
        yield rest[-1], f"This should be {rule!r}."


def _enum(value: Any, rule: Any, *rest: Any) -> Iterator[tuple[Place, str]]:
    if not any(value == one and type(value) is type(one) for one in rule):
        yield rest[-1], f"This should be one of: {', '.join(map(str, rule))}."


def _required(value: Any, rule: Any, *rest: Any) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for name in rule:
            if name not in value:
                yield (*rest[-1], name), "This is missing."


def _properties(value: Any, rule: Any, schema: Schema, root: Schema, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for name, inner in rule.items():
            if name in value:
                yield from faults(value[name], inner, root, (*place, name))


def _additional(value: Any, rule: Any, schema: Schema, root: Schema, place: Place) -> Iterator[tuple[Place, str]]:
    if not isinstance(value, dict):
        return
    for name in value:
        if name in schema.get("properties", {}):
            continue
        if rule is False:
            yield (*place, name), "The format knows no such field."
        else:
            yield from faults(value[name], rule, root, (*place, name))


def _items(value: Any, rule: Any, schema: Schema, root: Schema, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from faults(one, rule, root, (*place, number))


def _pattern(value: Any, rule: str, *rest: Any) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str) and not _compiled(rule).search(value):
        yield rest[-1], f"“{value[:40]}” is not written as it should be."


@lru_cache
def _compiled(rule: str) -> re.Pattern[str]:
    # In a schema the end is the very end; in Python a line break may follow.
    return re.compile(re.sub(r"\$$", r"\\Z", rule))


def _least(kind: type, measure: Callable[[Any], int], words: str) -> Callable[..., Iterator[tuple[Place, str]]]:
    def check(value: Any, rule: int, *rest: Any) -> Iterator[tuple[Place, str]]:
        if isinstance(value, kind) and not isinstance(value, bool) and measure(value) < rule:
            yield rest[-1], words.format(rule)

    return check


def _most(kind: type, measure: Callable[[Any], int], words: str) -> Callable[..., Iterator[tuple[Place, str]]]:
    def check(value: Any, rule: int, *rest: Any) -> Iterator[tuple[Place, str]]:
        if isinstance(value, kind) and not isinstance(value, bool) and measure(value) > rule:
            yield rest[-1], words.format(rule)

    return check


RULES: dict[str, Callable[..., Iterator[tuple[Place, str]]]] = {
    "type": _type,
    "const": _const,
    "enum": _enum,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
    "pattern": _pattern,
    "minLength": _least(str, len, "This should have {} characters or more."),
    "maxLength": _most(str, len, "This may have {} characters at most."),
    "minItems": _least(list, len, "There should be {} or more."),
    "maxItems": _most(list, len, "There may be {} at most."),
    "minimum": _least(int, int, "This should be {} or more."),
    "maximum": _most(int, int, "This may be {} at most."),
    # What a format means beyond its pattern is checked where the value is used.
    "format": lambda value, rule, *rest: iter(()),
}
