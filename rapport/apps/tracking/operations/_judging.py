"""What is said of a record, what is wrong with it, and by what number it is recognised."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from rapport.apps.tracking.record_kinds import RecordField, RecordKind
from rapport.kernel.money import CURRENCIES
from rapport.kernel.text import text_error

LONGEST_NUMBER = 120
Values = dict[str, Any]
Errors = Iterator[tuple[str, str]]


@dataclass(slots=True)
class RecordFacts:
    """What is said of one record: values by the names of the kind's fields. What is not among them is not said.

    The value of a customer is a party's id, of a region a region's. `place` names the source in errors ("row 17").
    """

    values: Values = field(default_factory=dict)
    external_id: str = ""
    place: str = ""


def record_errors(kind: RecordKind, facts: RecordFacts) -> list[tuple[str, str]]:
    """Everything that is wrong, as pairs of field and sentence; empty when the record can be recorded."""
    return list(_errors(kind, facts))


def broken_rules(kind: RecordKind, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The rules of a kind that these values break, as pairs of field and sentence."""
    return [(rule.field, str(rule.sentence)) for rule in kind.rules if rule.broken(values)]


def numbered(kind: RecordKind, rows: Sequence[RecordFacts]) -> list[RecordFacts]:
    """The records, each with a number; one that has none gets one that follows from what is said of it.

    Equal ones that nothing but their place tells apart are several: each gets a number of its own.
    """
    equal: Counter[str] = Counter()
    found = []
    for facts in rows:
        number = facts.external_id.strip()
        if not number:
            number, once = number_of(kind, facts.values)
            equal[number] += 1
            number = number if once or equal[number] == 1 else f"{number}-{equal[number]}"
        found.append(RecordFacts(facts.values, number, facts.place))
    return found


def number_of(kind: RecordKind, values: Mapping[str, Any]) -> tuple[str, bool]:
    """The number that follows from what is said, and whether it means one record wherever it occurs.

    `values` may be the words of a file as well: then the number does not depend on ids of ours.
    """
    named = [values.get(name) for name in kind.recognised_by]
    once = bool(named) and all(value not in (None, "") for value in named)
    told = named if once else [(one.name, values.get(one.name)) for one in kind.fields]
    digest = blake2b(repr([kind.name, *map(_plain, told)]).encode(), digest_size=16).hexdigest()
    return f"~{digest}", once


def stored(kind: RecordKind, facts: RecordFacts) -> Values:
    """What is said, as the model's attributes hold it."""
    values: Values = {"external_id": facts.external_id}
    for name, value in facts.values.items():
        one = kind.field(name)
        values[kind.attribute(name)] = _stored(kind, one, value)
    return {name: value for name, value in values.items() if value is not _UNSAID}


_UNSAID = object()


def _stored(kind: RecordKind, one: RecordField, value: Any) -> Any:
    sort = kind.kind_of(one)
    if sort in ("text", "choice"):
        return (value or "").strip()
    if sort == "currency":
        return value or _UNSAID
    if isinstance(value, Decimal):
        places = kind.model._meta.get_field(one.name).decimal_places
        return value.quantize(Decimal(1).scaleb(-places))
    return value


def _errors(kind: RecordKind, facts: RecordFacts) -> Errors:
    if error := text_error(facts.external_id, longest=LONGEST_NUMBER):
        yield "external_id", error
    names = {one.name for one in kind.fields}
    for name in facts.values:
        if name not in names:
            yield name, f"{kind.title} have no field of this name."
    wrong = False
    for one in kind.fields:
        error = _error(kind, one, facts.values.get(one.name))
        wrong = wrong or bool(error)
        if error:
            yield one.name, error
    if not wrong:
        yield from broken_rules(kind, facts.values)


def _error(kind: RecordKind, one: RecordField, value: Any) -> str:
    if value is None or value == "":
        return "It is missing." if kind.is_required(one) else ""
    sort = kind.kind_of(one)
    if sort in ("number", "amount"):
        return _number_error(kind, one, value)
    if sort == "moment":
        return _moment_error(value)
    if sort in ("customer", "region"):
        return "" if isinstance(value, int) and not isinstance(value, bool) else "It is the id of a record."
    if sort == "yes_no":
        return "" if isinstance(value, bool) else "It is yes or no."
    if not isinstance(value, str):
        return "It is a text."
    if sort == "choice":
        words = [word for word, _ in kind.choices_of(one)]
        return "" if value.strip() in words else f"“{value[:20]}” is none of {', '.join(words)}."
    if sort == "currency":
        return "" if value in CURRENCIES else f"“{value[:20]}” is not a currency code such as EUR or GBP."
    longest = kind.model._meta.get_field(one.name).max_length
    if kind.is_required(one) and not value.strip():
        return "It is missing."
    return text_error(value, longest=longest)


def _moment_error(value: Any) -> str:
    if not isinstance(value, datetime):
        return "It is a moment."
    return "This moment has no time zone." if value.tzinfo is None else ""


def _number_error(kind: RecordKind, one: RecordField, value: Any) -> str:
    if not isinstance(value, Decimal):
        return "It is a number."
    if not value.is_finite():
        return "It is endless or not a number."
    if one.low is not None and value < one.low:
        return f"{value} is below {one.low}."
    if one.high is not None and value > one.high:
        return f"{value} is above {one.high}."
    column = kind.model._meta.get_field(one.name)
    if abs(value) >= Decimal(10) ** (column.max_digits - column.decimal_places):
        return f"{value} is too large."
    return ""


def _plain(value: Any) -> Any:
    """The same for values that mean the same."""
    if isinstance(value, tuple):
        return tuple(_plain(one) for one in value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.strip() if isinstance(value, str) else value if value != "" else None
