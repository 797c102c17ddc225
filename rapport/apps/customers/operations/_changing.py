"""One field of many records: changed to one value, and back to what each had."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change
from rapport.apps.customers.models import CustomField, Party
from rapport.apps.customers.operations._rows import (
    COLUMNS,
    Values,
    check_carers,
    check_companies,
    countries_of,
    with_facts,
    with_read_attributes,
)
from rapport.apps.customers.operations.facts import PartyFacts, check
from rapport.apps.customers.queries.columns import KEYS, SHARED_FIELDS
from rapport.apps.customers.rights import OWN_FIELDS
from rapport.kernel.bulk import update_rows
from rapport.kernel.errors import Refused


def prepared(workspace_id: int, field: str, value: Any) -> PartyFacts:
    """The change as checked facts; an empty value empties the field. Raises Refused."""
    key = field.removeprefix(f"{OWN_FIELDS}.")
    if key != field:
        if not CustomField.objects.of(workspace_id).filter(key=key, archived_at=None).exists():
            raise Refused(_("There is no such field."), place="field", code="bulk")
        facts = PartyFacts(attributes={key: value})
        return with_read_attributes(workspace_id, [facts])[0]
    if field not in SHARED_FIELDS:
        raise Refused(_("Choose a field that many records can share."), place="field", code="bulk")
    facts = PartyFacts(cleared=[field]) if value in (None, "") else PartyFacts(**{field: _read(field, value)})
    check(facts)
    check_companies(workspace_id, [facts])
    check_carers(workspace_id, [facts])
    countries_of(workspace_id, [facts])
    return facts


def changed_rows(member: Member, change: Change, ids: Sequence[int], field: str, value: Any) -> dict[str, Any]:
    """Inside an operation: set the field; returns by id what each changed record had in it."""
    facts = prepared(member.workspace_id, field, value)
    rows = _rows(member, ids)
    countries = countries_of(member.workspace_id, [facts], [row["region_id"] for row in rows.values()])
    after = {party_id: with_facts(row, facts, countries) for party_id, row in rows.items()}
    changed = {party_id: row for party_id, row in after.items() if row != rows[party_id]}
    _write(member, change, changed)
    return {str(party_id): _plain(value_in(rows[party_id], field)) for party_id in changed}


def reverted_rows(member: Member, change: Change, field: str, before: Mapping[int, Any], value: Any) -> list[int]:
    """Inside an operation: give back what the records had, where the field still holds what the doing put there."""
    put = prepared(member.workspace_id, field, value)
    rows = _rows(member, list(before))
    key = field.removeprefix(f"{OWN_FIELDS}.")
    ours = value_in({"attributes": put.attributes or {}} if key != field else {field: getattr(put, field)}, field)
    changed: dict[int, Values] = {}
    for party_id, row in rows.items():
        if _plain(value_in(row, field)) == _plain(ours):
            changed[party_id] = _given_back(member, row, field, before[party_id])
    _write(member, change, changed)
    return sorted(changed)


def value_in(row: Values, field: str) -> Any:
    """What a record has in a field."""
    key = field.removeprefix(f"{OWN_FIELDS}.")
    return row[field] if key == field else row["attributes"].get(key)


def _given_back(member: Member, row: Values, field: str, value: Any) -> Values:
    key = field.removeprefix(f"{OWN_FIELDS}.")
    if key != field:
        facts = PartyFacts(attributes={key: value})
    else:
        facts = PartyFacts(cleared=[field]) if value in (None, "") else PartyFacts(**{field: _read(field, value)})
    countries = countries_of(member.workspace_id, (), [row["region_id"], getattr(facts, "region_id", None)])
    return with_facts(row, facts, countries)


def _rows(member: Member, ids: Sequence[int]) -> dict[int, Values]:
    rows = Party.objects.of(member).filter(pk__in=ids).values("pk", *COLUMNS)
    return {row.pop("pk"): row for row in rows}


def _write(member: Member, change: Change, rows: Mapping[int, Values]) -> None:
    prepared_rows = [(party_id, change.sequence, *(row[name] for name in COLUMNS)) for party_id, row in rows.items()]
    update_rows(Party, member.workspace_id, ("change", *COLUMNS), prepared_rows)


def _read(field: str, value: Any) -> Any:
    if field in KEYS:
        if not str(value).isdecimal():
            raise Refused(_("Choose one of the list."), place="value", code="bulk")
        return int(value)
    if field == "birth_date":
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise Refused(_("Fill in a date such as 2026-03-31."), place="value", code="bulk") from None
    return str(value).strip()


def _plain(value: Any) -> Any:
    """The value as the log holds it; nothing, an empty text and an empty list are the same."""
    if value in (None, "", []):
        return None
    return value.isoformat() if isinstance(value, date) else value
