"""Of whom something has changed since a place in the log, so that segments need not ask about everybody."""

from collections.abc import Callable, Collection
from functools import cache

from django.db.models import Q

from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Membership, Party, Trait
from rapport.kernel.models import ChangedModel, Tombstone, WorkspaceModel, WorkspaceQuerySet
from rapport.kernel.referring import Reference, referring_to

MOST = 2_000
# Rows of these go only with their party, or when two parties become one.
GONE_WITH_PARTY = (Membership, Trait)
# What conditions read that belongs to no single party: after these anybody may have entered or left.
SWEEPING = ("product", "region", "field.", "tag.", "party.merged", "party.unmerged")


def touched_since(workspace_id: int, sequence: int) -> set[int] | None:
    """The parties that rows written after this place tell of; None where it may be anybody, or too many to name."""
    if _anybody(workspace_id, sequence):
        return None
    found = _some(Party.objects.of(workspace_id).filter(change__gt=sequence), "pk")
    for model, key in _tied():
        found |= _some(model.objects.of(workspace_id).filter(change__gt=sequence), key)
        if len(found) > MOST:
            return None
    return found


def narrowed_to(party_ids: Collection[int]) -> Callable[[WorkspaceQuerySet], WorkspaceQuerySet]:
    """Leaves of any rows those that tell of these parties; rows that are of no single party stay."""
    wanted = list(party_ids)

    def narrow(rows: WorkspaceQuerySet) -> WorkspaceQuerySet:
        path = _path_to_party(rows.model)  # type: ignore[arg-type]
        return rows.filter(**{f"{path}__in": wanted}) if path else rows

    return narrow


def _some(rows: WorkspaceQuerySet, key: str) -> set[int]:
    return set(rows.exclude(**{key: None}).order_by().values_list(key, flat=True)[: MOST + 1])


def _anybody(workspace_id: int, sequence: int) -> bool:
    """Was something deleted whose party is no longer known, or something changed that is everybody's?"""
    labels = {model._meta.label for model, _key in _tied()} - {model._meta.label for model in GONE_WITH_PARTY}
    gone = Tombstone.objects.of(workspace_id).filter(change__gt=sequence, model_label__in=labels)
    swept = Q(*[("verb__startswith", start) for start in SWEEPING], _connector=Q.OR)
    return gone.exists() or Activity.objects.of(workspace_id).filter(swept, sequence__gt=sequence).exists()


@cache
def _tied() -> tuple[tuple[type[ChangedModel], str], ...]:
    """Every table that flows into the lake and has a key to a party; found in the models, for rooms above too."""
    return tuple(
        (model, key)
        for model, key in _keys()
        if issubclass(model, ChangedModel) and model is not Party and not model._meta.proxy
    )


@cache
def _path_to_party(model: type[WorkspaceModel]) -> str:
    """How a row leads to the one party it tells of; empty where it leads to none, or to several."""
    if model is Party:
        return ""
    direct = [key for holder, key in _keys() if holder is model]
    if direct:
        return direct[0] if len(direct) == 1 else ""
    further = [
        f"{field.name}__{key}"
        for field in model._meta.concrete_fields
        for holder, key in _keys()
        if field.many_to_one and field.related_model is holder
    ]
    return further[0] if len(further) == 1 else ""


@cache
def _keys() -> tuple[Reference, ...]:
    return tuple(referring_to(Party))
