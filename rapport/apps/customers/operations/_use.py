"""Whether something may be deleted: not while rows of other tables point at it."""

from django.db import models

from rapport.kernel.errors import Conflict
from rapport.kernel.models import WorkspaceModel


def refuse_in_use(row: WorkspaceModel, *own: type[models.Model]) -> None:
    """Raise Conflict while rows of any table but the `own` ones point at this row; rooms above are not known here."""
    for relation in row._meta.related_objects:
        model = relation.related_model
        if isinstance(model, str) or model in own or not issubclass(model, WorkspaceModel):
            continue
        count = model.objects.of(row).filter(**{relation.field.name: row.pk}).count()
        if count:
            names = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
            raise Conflict(f"“{row}” has {count} {names}. Archive it instead of deleting it.", code="in_use")
