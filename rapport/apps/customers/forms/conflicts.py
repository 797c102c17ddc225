"""When two people changed one record: what each of them wrote, field by field, and what there was before."""

import json
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import QueryDict

from rapport.apps.customers.forms.party import NOT_FACTS, SEEN, PartyForm, typed

PICK = "pick-"


@dataclass(frozen=True, slots=True)
class Version:
    """One of the three versions of a field: its name, its text for readers, and itself."""

    name: str
    text: str
    sent: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed, each to something else."""

    name: str
    label: str
    versions: list[Version]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sets of changes put together as far as they go together, and the fields in which they do not."""

    merged: dict[str, Any]
    clashes: list[Clash]


def picked(posted: QueryDict) -> QueryDict:
    """What was posted, with the version chosen for each field that both had changed in the field's place."""
    data = posted.copy()
    for name in [name for name in posted if name.startswith(PICK)]:
        try:
            value = json.loads(str(posted[name]))
        except ValueError:
            continue
        data.setlist(name.removeprefix(PICK), value if isinstance(value, list) else [str(value)])
    return data


def as_posted(values: dict[str, Any]) -> QueryDict:
    """Values of a form as if somebody had posted them."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def compared(mine: PartyForm, posted: QueryDict, theirs: PartyForm) -> Comparison:
    """Mine, as posted, with theirs, as the record now is; the original is what mine had been opened with."""
    original = _seen(mine)
    merged: dict[str, Any] = {}
    clashes = []
    for name, field in mine.fields.items():
        if name in NOT_FACTS:
            continue
        is_list = hasattr(field, "choices") and isinstance(theirs.initial.get(name), list)
        own = typed(posted.getlist(name)) if is_list else typed(posted.get(name, ""))
        other = typed(theirs.initial.get(name))
        before = original.get(name, other)
        merged[name] = other if own == before else own
        if before not in (own, other) and own != other:
            versions = zip(("mine", "theirs", "original"), (own, other, before), strict=True)
            clashes.append(
                Clash(name, str(field.label), [Version(word, _shown(field, v), json.dumps(v)) for word, v in versions])
            )
    return Comparison(merged, clashes)


def _seen(form: PartyForm) -> dict[str, Any]:
    try:
        seen: dict[str, Any] = signing.loads(str(form.data.get("seen", "")), salt=SEEN)
    except signing.BadSignature:
        return {}
    return seen


def _shown(field: Any, value: Any) -> str:
    titles = {str(key): str(title) for key, title in getattr(field, "choices", [])}
    parts = value if isinstance(value, list) else [value]
    return ", ".join(titles.get(str(part), str(part)) for part in parts if part)
