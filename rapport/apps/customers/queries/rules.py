"""Whom a rule means."""

from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from typing import Any

from rapport.apps.customers.models import Party, PartyQuerySet, Segment
from rapport.kernel.conditions import Scope, parse


def meant_by(workspace: Any, rule: Any) -> PartyQuerySet:
    """The parties a rule means now; archived records are in no segment. `workspace` may be a `Scope`."""
    scope = Scope.of(workspace)
    active: PartyQuerySet = Party.objects.of(scope.workspace).filter(archived_at=None)
    return active.filter(parse(rule).to_q(scope))


def segments_used(tree: Any) -> set[int]:
    """The ids of the segments a stored rule is built on."""
    return set(_segments(tree))


def in_order_of_use(segments: Iterable[Segment]) -> list[Segment]:
    """The segments so that each comes after those it is built on."""
    by_id = {segment.pk: segment for segment in segments}
    graph = {key: segments_used(segment.rule) for key, segment in by_id.items()}
    return [by_id[key] for key in TopologicalSorter(graph).static_order() if key in by_id]


def _segments(tree: Any) -> Iterator[int]:
    if isinstance(tree, list):
        for part in tree:
            yield from _segments(part)
    elif isinstance(tree, dict):
        if tree.get("condition") == "in_segment":
            value = tree.get("value")
            keys: list[Any] = value if isinstance(value, list) else [value]
            yield from (int(key) for key in keys)
        else:
            for part in tree.values():
                yield from _segments(part)
