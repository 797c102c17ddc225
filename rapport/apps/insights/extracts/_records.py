"""Records of other tools as rows of their fact."""

import re
from typing import Any

from rapport.apps.customers.models import Party
from rapport.apps.insights.extracts._extract import Extract
from rapport.apps.tracking.record_kinds import RecordKind


def of_records(kind: RecordKind, *, order: int, **also: Any) -> Extract:
    """The extract of a kind of record: every field is the column of its name, but words that somebody typed stay home.

    Old files of the lake outlive an erasure by an hour, so nothing goes there that may speak of a person.
    """
    people = {name: kind.model._meta.get_field(kind.attribute(name).removesuffix("_id")) for name in kind.people}
    amounts = tuple(one.name for one in kind.fields if kind.fact.currency and kind.kind_of(one) == "amount")
    columns = {one.name: _path(kind, one.name) for one in kind.fields if not one.free}
    settled = {name: name for name in kind.settled if any(column.name == name for column in kind.fact.columns)}
    return Extract(
        name=kind.name,
        title=str(kind.title),
        help=str(kind.help),
        fact=kind.fact,
        model=kind.model,
        columns={"id": "id", **columns, **settled, **also.pop("columns", {})},
        bucket_from=tuple(re.findall(r"\w+", kind.fact.bucket_id.removeprefix("coalesce"))),
        amounts=amounts,
        currency=kind.fact.currency if amounts else "",
        rated_at=kind.moment,
        gone_with={name: Party for name, key in people.items() if not key.null},
        lost_with={name: Party for name, key in people.items() if key.null},
        order=order,
        **also,
    )


def _path(kind: RecordKind, name: str) -> str:
    return f"{name}__name" if kind.kind_of(kind.field(name)) == "region" else kind.attribute(name)
