"""Rows made, changed and removed inside an operation, with what they were before in the log: undo reads it there."""

from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change
from rapport.apps.conversations.models import Attendee, Call, Host, Meeting, Message, Task
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import stamp_parties
from rapport.kernel.bulk import delete_rows
from rapport.kernel.models import ChangedModel, WorkspaceModel
from rapport.kernel.tombstones import leave_tombstones
from rapport.kernel.undoing import plain

MODELS: dict[str, type[WorkspaceModel]] = {
    "task": Task,
    "call": Call,
    "meeting": Meeting,
    "attendee": Attendee,
    "host": Host,
    "message": Message,
}
NOT_KEPT = {"id", "workspace_id", "change"}


def columns_of(model: type[WorkspaceModel]) -> list[str]:
    """The columns that undo brings back."""
    return [field.attname for field in model._meta.concrete_fields if field.attname not in NOT_KEPT]


def kept(row: WorkspaceModel) -> dict[str, Any]:
    """A row's columns as the log holds them."""
    return {name: plain(getattr(row, name)) for name in columns_of(type(row))}


def make(change: Change, row: Any) -> None:
    """Write a new row."""
    _stamp(change, row)
    row.save(force_insert=True)
    _note(change, row, None, kept(row))


def alter(change: Change, row: Any, said: dict[str, Any]) -> bool:
    """Write those of the columns that differ; were there any?"""
    before = kept(row)
    for name, value in said.items():
        setattr(row, name, value)
    after = kept(row)
    names = [name for name in after if after[name] != before[name]]
    if names:
        _stamp(change, row)
        row.save(update_fields=[*names, *(["change"] if isinstance(row, ChangedModel) else [])])
        _note(change, row, {name: before[name] for name in names}, {name: after[name] for name in names})
        _touch_others(change, row, before, names)
    return bool(names)


def _touch_others(change: Change, row: Any, before: dict[str, Any], names: list[str]) -> None:
    """What is known of a customer whom a task has left changes too, and of all who attend a meeting that was held."""
    if "party_id" in names and before["party_id"] is not None:
        stamp_parties(change, [before["party_id"]])
    if isinstance(row, Meeting) and "held_at" in names:
        Attendee.objects.of(row).filter(meeting=row).update(change=change.sequence)


def drop(change: Change, row: Any) -> None:
    """Remove a row."""
    _note(change, row, kept(row), None)
    if isinstance(row, ChangedModel):
        leave_tombstones(type(row), [row.pk], workspace_id=change.workspace_id, change=change.sequence)
    delete_rows(type(row).objects.of(change.workspace_id).filter(pk=row.pk))


def name_subject(change: Change, kind: str, row: Any, party: Party | None, label: str) -> None:
    """Say what the record in the log is about: the customer where there is one, so that reach holds for it too."""
    change.topics += ["work", kind + "s"]
    change.details[kind] = label
    if party is None:
        change.about(kind, row.pk, label)
    else:
        change.about("party", party.pk, party.name)
        change.topics.append(f"party:{party.pk}")


def label_of(member: Member) -> str:
    """A member's name as a row keeps it for the time when they have left."""
    return str(member)[:200]


def _stamp(change: Change, row: WorkspaceModel) -> None:
    if isinstance(row, ChangedModel):
        row.change = change.sequence


def _note(change: Change, row: WorkspaceModel, before: Any, after: Any) -> None:
    entry = {"model": row._meta.model_name, "id": row.pk, "before": before, "after": after}
    change.details.setdefault("rows", []).append(entry)
