"""Which of several records gives each value of the one that they become."""

from collections.abc import Mapping, Sequence
from typing import Any

from rapport.apps.customers.models import Party
from rapport.apps.customers.operations._rows import search_text
from rapport.kernel.errors import Refused

# Fields that only make sense together are chosen together, by the name of the first.
TOGETHER = {
    "name": ("name", "given_name", "family_name"),
    "email": ("email", "email_normal"),
    "phone": ("phone", "phone_normal"),
    "street": ("street", "postal_code", "city", "region_id"),
}
SETTLED = {"id", "workspace_id", "created_at", "change", "kind", "attributes", "search_text", "archived_at"}
EARLIEST = ("first_seen_at", "acquired_at", "restricted_at")
ATTRIBUTE = "attributes."
EMPTY: tuple[object, ...] = (None, "")


def choosable_fields() -> dict[str, tuple[str, ...]]:
    """What somebody can choose, with the columns that go with it, in the order of the model."""
    led = {column for columns in TOGETHER.values() for column in columns[1:]}
    left_out = {*SETTLED, *EARLIEST, *led}
    names = [field.attname for field in Party._meta.concrete_fields if field.attname not in left_out]
    return {name: TOGETHER.get(name, (name,)) for name in names}


def chosen_values(kept: Party, others: Sequence[Party], choices: Mapping[str, int]) -> dict[str, Any]:
    """The columns of the record that stays.

    Where nobody chose, what it knows stays; what it does not know comes from the first other that does. The earliest
    first contact and first purchase hold for all of them, and so does a restriction.
    """
    records = {record.pk: record for record in (kept, *others)}
    _check(choices, records)
    values: dict[str, Any] = {}
    for name, columns in choosable_fields().items():
        source = records[choices[name]] if name in choices else _first_with(columns, kept, others)
        values |= {column: getattr(source, column) for column in columns}
    for name in EARLIEST:
        values[name] = min((moment for one in records.values() if (moment := getattr(one, name))), default=None)
    values["attributes"] = _attributes(kept, others, choices, records)
    values["company_id"] = None if values["company_id"] in records else values["company_id"]
    whole = {field.attname: getattr(kept, field.attname) for field in Party._meta.concrete_fields} | values
    return values | {"search_text": search_text(whole)}


def _check(choices: Mapping[str, int], records: Mapping[int, Party]) -> None:
    known = choosable_fields()
    for name, chosen in choices.items():
        if name not in known and not name.startswith(ATTRIBUTE):
            raise Refused(f"“{name[:40]}” cannot be chosen.", place=name[:40], code="merge")
        if chosen not in records:
            raise Refused("Choose one of the records that are merged.", place=name[:40], code="merge")


def _first_with(columns: Sequence[str], kept: Party, others: Sequence[Party]) -> Party:
    told = (one for one in (kept, *others) if any(getattr(one, column) not in EMPTY for column in columns))
    return next(told, kept)


def _attributes(
    kept: Party, others: Sequence[Party], choices: Mapping[str, int], records: Mapping[int, Party]
) -> dict[str, Any]:
    """Key by key; choosing a record that does not have the key leaves it out."""
    result: dict[str, Any] = {}
    for record in (kept, *others):
        for key, value in record.attributes.items():
            if result.get(key) in (*EMPTY, []):
                result[key] = value
    for name, chosen in choices.items():
        if name.startswith(ATTRIBUTE):
            key = name.removeprefix(ATTRIBUTE)
            result.pop(key, None)
            if key in records[chosen].attributes:
                result[key] = records[chosen].attributes[key]
    return result
