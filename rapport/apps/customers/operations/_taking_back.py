"""A trace read backwards: rows come back as they were, unless somebody has changed them since."""

from typing import Any

from django.db import IntegrityError, transaction

from rapport.apps.activity.operations import Change
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations._keeping import (
    Kept,
    insert_again,
    kept_values,
    lost_keys,
    model_named,
    plain,
    revived,
)
from rapport.apps.customers.operations._references import Trace, remove, stamped
from rapport.kernel.bulk import chunks
from rapport.kernel.models import ChangedModel, WorkspaceModel

Remarks = list[str]


def take_back(change: Change, trace: Trace) -> Remarks:
    """Undo every step, the last one first; returns what could not be put back as it was, in sentences."""
    undoing = _Undoing(change, {(step["model"], step["id"]) for step in trace if step["do"] == "dropped"})
    for step in reversed(trace):
        undoing.take(step)
    return undoing.remarks


class _Undoing:
    """The steps of one trace on their way back; `coming` are the rows that will be there in the end."""

    def __init__(self, change: Change, coming: set[tuple[str, Any]]) -> None:
        self.change = change
        self.coming = coming
        self.remarks: Remarks = []

    def take(self, step: Kept) -> None:
        """Undo one step."""
        {"moved": self._move, "changed": self._restore, "dropped": self._put, "made": self._unmake}[step["do"]](step)

    def _move(self, step: Kept) -> None:
        model = model_named(step["model"])
        moved = 0
        for part in chunks(step["ids"]):
            rows = model.objects.of(self.change.workspace_id).filter(pk__in=part, **{step["key"]: step["to"]})
            moved += rows.update(**stamped(self.change, model, {step["key"]: step["from"]}))
        if missing := len(step["ids"]) - moved:
            self.remarks.append(
                f"{missing} of {len(step['ids'])} {model._meta.verbose_name_plural} were moved or deleted since."
            )

    def _restore(self, step: Kept) -> None:
        """Columns that still read as the merge left them get their old values; others were changed since and stay."""
        model = model_named(step["model"])
        row = model.objects.of(self.change.workspace_id).filter(pk=step["id"]).first()
        if row is None:
            self.remarks.append(f"One of the {model._meta.verbose_name_plural} was deleted since.")
            return
        columns = {field.attname: field for field in model._meta.concrete_fields}
        for name, before in step["before"].items():
            after, current = step["after"][name], plain(getattr(row, name))
            if isinstance(before, dict) and isinstance(current, dict):
                setattr(row, name, self._entries(before, after or {}, current))
            elif current == after:
                setattr(row, name, columns[name].to_python(before))
            elif name != "search_text":
                self.remarks.append(f"“{columns[name].verbose_name}” of “{row}” was changed since and stays as it is.")
        self._empty_lost_keys(row)
        names = list(step["before"])
        values = stamped(self.change, model, {name: getattr(row, name) for name in names})
        model.objects.of(self.change.workspace_id).filter(pk=row.pk).update(**values)

    def _entries(self, before: Kept, after: Kept, current: Kept) -> Kept:
        result = dict(current)
        for key in {*before, *after}:
            if current.get(key) != after.get(key):
                self.remarks.append(f"“{key}” was changed since and stays as it is.")
            elif key in before:
                result[key] = before[key]
            else:
                result.pop(key, None)
        return result

    def _put(self, step: Kept) -> None:
        model = model_named(step["model"])
        row = revived(model, step["row"])
        if isinstance(row, ChangedModel):
            row.change = self.change.sequence
        if isinstance(row, Party):
            self._free_number(row)
        if not self._empty_lost_keys(row):
            return
        try:
            with transaction.atomic():
                insert_again(row)
        except IntegrityError:
            self.remarks.append(
                f"“{row}” ({model._meta.verbose_name}) could not come back: another one stands there now."
            )

    def _free_number(self, party: Party) -> None:
        number = party.external_id
        if number and Party.objects.of(party).filter(external_id=number).exists():
            self.remarks.append(
                f"The customer number “{number}” belongs to another record now; “{party}” comes back without it."
            )
            party.external_id = ""

    def _empty_lost_keys(self, row: WorkspaceModel) -> bool:
        """Empty what leads nowhere any more; False where the row cannot be without it."""
        for key in lost_keys(row, self.coming):
            self.remarks.append(f"The {key.verbose_name} of “{row._meta.verbose_name}” was deleted since.")
            if not key.null:
                return False
            setattr(row, key.attname, None)
        return True

    def _unmake(self, step: Kept) -> None:
        row: Any = model_named(step["model"]).objects.of(self.change.workspace_id).filter(pk=step["id"]).first()
        if row is None:
            return
        if _same(kept_values(row), step["row"]):
            remove(self.change, row)
        else:
            self.remarks.append(f"“{row}” ({row._meta.verbose_name}) was changed since and stays.")


def _same(current: Kept, made: Kept) -> bool:
    return {**current, "change": 0} == {**made, "change": 0}
