"""Rows of any model, made without knowing it: for tests about all tables at once."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import DistinctPair, Party
from rapport.kernel.ids import new_id
from rapport.kernel.models import WorkspaceModel

NUMBERS = count(1)
# Large numbers stand for ids of rows that are gone: far from those of the rows that are there.
BEYOND = 10**12
# What the constraints of a model ask for and its fields do not say.
SAID: dict[str, dict[str, Any]] = {
    "canvas.Canvas": {"subject_kind": "party"},
}
# What the log and the workers write about their own work is no knowledge about anybody.
OWN_WORK = {"activity", "kernel"}


def example(model: type[models.Model], member: Member, **given: Any) -> Any:
    """A row of the model in the member's workspace, with whatever it needs around it."""
    values = {**SAID.get(model._meta.label, {}), **given}
    for field in model._meta.concrete_fields:
        if field.name not in values and not _may_be_left_out(field):
            values[field.name] = _value(field, member)
    if model is DistinctPair:
        values["first"], values["second"] = sorted((values["first"], values["second"]), key=lambda one: one.pk)
    return model._default_manager.create(**values)


def all_rows(workspace: Any) -> dict[str, dict[Any, dict[str, Any]]]:
    """Every row of a workspace in every room: by model, by id, without its place in the log."""
    found = {}
    for model in _of_workspaces():
        rows = model.objects.of(workspace).values()
        found[model._meta.label] = {row.pop(model._meta.pk.attname): {**row, "change": 0} for row in rows}
    return found


def _of_workspaces() -> Iterator[type[WorkspaceModel]]:
    for model in apps.get_models():
        if issubclass(model, WorkspaceModel) and model._meta.app_label not in OWN_WORK:
            yield model


def _may_be_left_out(field: models.Field[Any, Any]) -> bool:
    numbered = field.primary_key and not isinstance(field, models.UUIDField)
    made = field.has_default() or getattr(field, "auto_now_add", False)
    return bool(numbered or made or field.null or (field.blank and field.empty_strings_allowed))


def _value(field: Any, member: Member) -> Any:
    if field.is_relation:
        if field.name == "workspace":
            return member.workspace
        if field.related_model is Member:
            return member
        if field.related_model is Party:
            return example(Party, member, name=f"Somebody {next(NUMBERS)}")
        return example(field.related_model, member)
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return timezone.now().date()
    if isinstance(field, models.UUIDField):
        return new_id()
    if isinstance(field, models.CharField | models.TextField):
        return str(next(NUMBERS))
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.BigIntegerField):
        return BEYOND + next(NUMBERS)
    return next(NUMBERS)
