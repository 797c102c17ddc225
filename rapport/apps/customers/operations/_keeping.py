"""Rows as plain values and back, so that what a merge takes away can be put back exactly."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from rapport.kernel.models import WorkspaceModel

Kept = dict[str, Any]


def kept_values(row: models.Model) -> Kept:
    """Every column of a row as JSON holds it, without losing anything."""
    return {field.attname: plain(field.value_from_object(row)) for field in row._meta.concrete_fields}


def plain(value: Any) -> Any:
    """A column's value as JSON holds it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    elif isinstance(value, Decimal | UUID):
        return str(value)
    else:
        return value


def revived(model: type[WorkspaceModel], values: Kept) -> WorkspaceModel:
    """The row with these values, not yet in the database. Columns that have come since have their defaults."""
    columns = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: columns[name].to_python(value) for name, value in values.items() if name in columns})


def insert_again(row: WorkspaceModel) -> None:
    """Insert a row as it is: with its old id, and the moment it was first made."""
    row.save_base(raw=True, force_insert=True)


def model_named(label: str) -> type[WorkspaceModel]:
    """The model of a label such as "sales.Order"."""
    return apps.get_model(label)


def lost_keys(row: WorkspaceModel, coming: set[tuple[str, Any]]) -> list[models.ForeignKey[Any, Any]]:
    """The keys of a row that lead nowhere any more, because somebody deleted what they meant.

    Rows that are `coming` back in the same transaction count as there, by model and id.
    """
    keys = [field for field in row._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return [key for key in keys if getattr(row, key.attname) is not None and not _leads(row, key, coming)]


def _leads(row: WorkspaceModel, field: models.ForeignKey[Any, Any], coming: set[tuple[str, Any]]) -> bool:
    target: Any = field.related_model
    if (target._meta.label, plain(getattr(row, field.attname))) in coming:
        return True
    rows = target.objects.of(row) if issubclass(target, WorkspaceModel) else target._default_manager.all()
    return bool(rows.filter(**{field.target_field.attname: getattr(row, field.attname)}).exists())
