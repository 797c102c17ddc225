"""Which rows point at others: found in the models, so that a room need not know those above it."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from django.db import models

from rapport.kernel.bulk import chunks
from rapport.kernel.models import WorkspaceModel


class Reference(NamedTuple):
    """A key of some model that leads to the model asked about."""

    model: type[WorkspaceModel]
    key: str

    @property
    def label(self) -> str:
        """What such rows are called when there are several."""
        return str(self.model._meta.verbose_name_plural)


def referring_to(model: type[models.Model]) -> Iterator[Reference]:
    """Every key of a workspace's table that leads to this model, those without a name for the way back too."""
    for relation in model._meta.get_fields(include_hidden=True):
        found: Any = relation
        leads_here = relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
        if leads_here and issubclass(found.related_model, WorkspaceModel):
            yield Reference(found.related_model, found.field.name)


def referred_to(
    model: type[models.Model], row_ids: Collection[int], workspace_id: int, *, but: Collection[type[models.Model]] = ()
) -> dict[int, str]:
    """Those of the rows that rows of other tables point at, each with what these are called."""
    found: dict[int, str] = {}
    for reference in referring_to(model):
        if reference.model in but:
            continue
        for part in chunks(list(row_ids)):
            rows = reference.model.objects.of(workspace_id).filter(**{f"{reference.key}__in": part})
            for row_id in rows.order_by().values_list(reference.key, flat=True).distinct():
                found.setdefault(row_id, reference.label)
    return found
