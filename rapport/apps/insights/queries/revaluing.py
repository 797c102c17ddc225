"""Rows that are worth something else than the lake says, because rates of exchange came, changed or went."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rapport.apps.accounts.models import CurrencyRate, Workspace
from rapport.apps.accounts.queries import Rates, currencies_changed
from rapport.apps.insights.extracts import Extract
from rapport.kernel.models import Tombstone, WorkspaceQuerySet


def looks_rates_up(entry: Extract) -> bool:
    """Do rows of this extract take their rate from the table of rates, and not one that they keep themselves?"""
    return bool(entry.amounts) and not entry.rate


def revalued(
    entry: Extract, workspace_id: int, rates: Rates, since: int, upto: int
) -> Iterator[tuple[WorkspaceQuerySet, int]]:
    """Rows that did not change themselves in `(since, upto]` but are worth something else now, as of `upto`.

    After a new rate those of its currency; after a removed one all in other currencies; after a change of the
    workspace's currency, its time zone or how long rates hold on, every row. Rows that keep their rate are changed
    themselves.
    """
    if not looks_rates_up(entry):
        return
    rows: Any = entry.model.objects.of(workspace_id).filter(change__lte=since)
    if since < _conversion_change(workspace_id) <= upto:
        yield rows, upto
    elif _were_removed(workspace_id, since, upto):
        yield rows.exclude(**{f"{entry.currency}__in": ["", rates.into]}), upto
    elif changed := currencies_changed(workspace_id, since=since, upto=upto):
        yield rows.filter(**{f"{entry.currency}__in": sorted(changed)}), upto


def rates_changed(workspace_id: int, since: int) -> bool:
    """Has anything changed after that position that makes amounts convert otherwise?"""
    return (
        _conversion_change(workspace_id) > since
        or CurrencyRate.objects.of(workspace_id).filter(change__gt=since).exists()
        or _were_removed(workspace_id, since)
    )


def _conversion_change(workspace_id: int) -> int:
    return int(Workspace.objects.filter(pk=workspace_id).values_list("conversion_change", flat=True).get())


def _were_removed(workspace_id: int, since: int, upto: int | None = None) -> bool:
    gone = Tombstone.objects.of(workspace_id).filter(model_label=CurrencyRate._meta.label, change__gt=since)
    return bool((gone if upto is None else gone.filter(change__lte=upto)).exists())
