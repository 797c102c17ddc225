"""Whatever points to a row, in any room, led to another row instead; what was done is kept to be taken back.

Rooms above are not known here: their keys are found in the models. A model may say how the row that stays takes over
from one that was its twin, in a method `absorbs(twin)`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Q, QuerySet, UniqueConstraint

from rapport.apps.activity.operations import Change
from rapport.apps.customers.operations._keeping import Kept, kept_values, plain
from rapport.kernel.bulk import chunks, delete_rows
from rapport.kernel.models import ChangedModel, WorkspaceModel
from rapport.kernel.tombstones import leave_tombstones

Trace = list[Kept]
"""What was done to rows, step by step: `moved`, `changed`, `dropped` or `made`. Taken back, it is read backwards."""


@dataclass(frozen=True)
class Reference:
    """A key of some model, and the rules of the database that it is part of."""

    model: type[WorkspaceModel]
    key: Any

    @cached_property
    def unique(self) -> list[tuple[tuple[str, ...], Q | None]]:
        """The sets of columns with this key in them that may occur once, and among which rows."""
        own = [((self.key.name,), None)] if self.key.unique else []
        together = [(tuple(names), None) for names in self.model._meta.unique_together if self.key.name in names]
        declared = [
            (tuple(one.fields), one.condition)
            for one in self.model._meta.constraints
            if isinstance(one, UniqueConstraint) and self.key.name in one.fields
        ]
        return [*own, *together, *declared]

    @cached_property
    def checks(self) -> list[CheckConstraint]:
        """The conditions on rows that this key is part of."""
        constraints = [one for one in self.model._meta.constraints if isinstance(one, CheckConstraint)]
        return [one for one in constraints if self.key.name in one.condition.referenced_base_fields]  # type: ignore[union-attr]

    @property
    def is_bound(self) -> bool:
        """May a row be refused when its key is changed?"""
        return bool(self.unique or self.checks)


def references(model: type[models.Model]) -> Iterator[Reference]:
    """Every key in any room that leads to this model, those without a name for the way back too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            if not issubclass(relation.related_model, WorkspaceModel):  # type: ignore[arg-type]
                raise TypeError(f"{relation.related_model} leads to a row of a workspace and belongs to none")
            yield Reference(relation.related_model, relation.field)  # type: ignore[arg-type, union-attr]


def lead_to(change: Change, row: WorkspaceModel, new_id: Any, trace: Trace, *, but: tuple[Any, ...] = ()) -> None:
    """Let everything that points to the row point to the one with the new id; rows of the same table `but` these."""
    for reference in references(type(row)):
        rows = reference.model.objects.of(change.workspace_id).filter(**{reference.key.name: row.pk})
        if reference.model is type(row):
            rows = rows.exclude(pk__in=but)
        if reference.is_bound:
            for one in rows.order_by("pk"):
                _lead_one(change, reference, one, row.pk, new_id, trace)
        else:
            _point(change, reference, list(rows.values_list("pk", flat=True)), row.pk, new_id, trace)


def stamped(change: Change, model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """The values with the place in the log, where the rows flow into the lake."""
    return {**values, "change": change.sequence} if issubclass(model, ChangedModel) else values


def write(change: Change, row: WorkspaceModel, before: Kept, trace: Trace) -> None:
    """Write a row that was changed beside the others, and keep what it was."""
    after = kept_values(row)
    names = [name for name in after if name != "change" and after[name] != before[name]]
    if names:
        values = stamped(change, type(row), {name: getattr(row, name) for name in names})
        type(row).objects.of(change.workspace_id).filter(pk=row.pk).update(**values)
        old, new = ({name: values[name] for name in names} for values in (before, after))
        trace.append({"do": "changed", **_named(row), "before": old, "after": new})


def drop(change: Change, row: WorkspaceModel, values: Kept, trace: Trace) -> None:
    """Take a row away, with what belongs to it, and keep it."""
    for reference in references(type(row)):
        for one in reference.model.objects.of(change.workspace_id).filter(**{reference.key.name: row.pk}):
            before = kept_values(one)
            if reference.key.null:
                setattr(one, reference.key.attname, None)
                write(change, one, before, trace)
            else:
                drop(change, one, before, trace)
    trace.append({"do": "dropped", **_named(row), "row": values})
    remove(change, row)


def make(change: Change, row: WorkspaceModel, trace: Trace) -> None:
    """Write a new row, and keep that it was made."""
    if isinstance(row, ChangedModel):
        row.change = change.sequence
    row.save(force_insert=True)
    trace.append({"do": "made", **_named(row), "row": kept_values(row)})


def remove(change: Change, row: WorkspaceModel) -> None:
    """Delete one row and tell the lake."""
    if isinstance(row, ChangedModel):
        leave_tombstones(type(row), [row.pk], workspace_id=change.workspace_id, change=change.sequence)
    delete_rows(type(row).objects.of(change.workspace_id).filter(pk=row.pk))


def _lead_one(
    change: Change, reference: Reference, row: WorkspaceModel, old_id: Any, new_id: Any, trace: Trace
) -> None:
    before = kept_values(row)
    setattr(row, reference.key.attname, new_id)
    twin = _twin(reference, row)
    if twin is not None:
        untouched = kept_values(twin)
        if hasattr(twin, "absorbs"):
            twin.absorbs(row)
            write(change, twin, untouched, trace)
        lead_to(change, row, twin.pk, trace)
        drop(change, row, before, trace)
    elif _breaks(reference, row):
        drop(change, row, before, trace)
    else:
        _point(change, reference, [row.pk], old_id, new_id, trace)


def _point(change: Change, reference: Reference, ids: list[Any], old_id: Any, new_id: Any, trace: Trace) -> None:
    for part in chunks(ids):
        rows = reference.model.objects.of(change.workspace_id).filter(pk__in=part)
        rows.update(**stamped(change, reference.model, {reference.key.attname: new_id}))
    if ids:
        place = {"model": reference.model._meta.label, "key": reference.key.attname}
        ends = {"from": plain(old_id), "to": plain(new_id)}
        trace.append({"do": "moved", **place, **ends, "ids": [plain(one) for one in ids]})


def _twin(reference: Reference, row: WorkspaceModel) -> WorkspaceModel | None:
    """The row that stands already where this one would have to stand."""
    rows: QuerySet[Any, Any] = reference.model.objects.of(row)
    for names, condition in reference.unique:
        wanted = {name: getattr(row, row._meta.get_field(name).attname) for name in names}  # type: ignore[union-attr]
        if None in wanted.values():
            continue
        others = rows.filter(**wanted).exclude(pk=row.pk)
        if condition is not None:
            others = others.filter(condition) if rows.filter(condition, pk=row.pk).exists() else others.none()
        found: WorkspaceModel | None = others.first()
        if found is not None:
            return found
    return None


def _breaks(reference: Reference, row: WorkspaceModel) -> bool:
    try:
        for check in reference.checks:
            check.validate(reference.model, row)
    except ValidationError:
        return True
    return False


def _named(row: WorkspaceModel) -> Kept:
    return {"model": row._meta.label, "id": plain(row.pk)}
