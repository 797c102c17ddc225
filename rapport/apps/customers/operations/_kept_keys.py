"""The keys of records as they are kept, so that a changed record finds those like it without reading all of them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Count, Q
from numpy.typing import NDArray

from rapport.apps.customers.comparisons import COLUMNS
from rapport.apps.customers.models import DuplicateKey, Party
from rapport.apps.customers.operations._blocks import WINDOW, Blocks, Entry, Numbers, Rule, entries_of, to_look_by
from rapport.kernel.bulk import chunks, delete_rows, insert_rows

COLUMNS_OF_KEY = ("key", "place", "record")
WRITTEN_AT_ONCE = 10_000


def keep_keys(workspace_id: int, blocks: Blocks, seen: Callable[[int], None]) -> None:
    """Keep these keys and no others; what is kept already is not written again.

    In portions, so that nobody waits for the table of 100,000 records to be filled.
    """
    rows = DuplicateKey.objects.of(workspace_id).values_list("id", *COLUMNS_OF_KEY)
    known = np.fromiter(chain.from_iterable(rows.iterator(chunk_size=5_000)), np.int64).reshape(-1, 4)
    marks, first = np.unique(_marks(known[:, 1:]), return_index=True)
    wanted = _marks(blocks.entries)
    stays = np.zeros(len(known), bool)
    stays[first[np.isin(marks, wanted)]] = True
    for part in chunks(known[~stays, 0].tolist()):
        delete_rows(DuplicateKey.objects.of(workspace_id).filter(pk__in=part))
    fresh = blocks.entries[~np.isin(wanted, marks)]
    for start in range(0, len(fresh), WRITTEN_AT_ONCE):
        seen(start)
        _insert(workspace_id, fresh[start : start + WRITTEN_AT_ONCE].tolist())


def _marks(entries: Numbers) -> NDArray[np.uint64]:
    """One number for each entry, another for every other."""
    key, place, record = entries.astype(np.uint64).T
    return key + place * np.uint64(0x9E3779B97F4A7C15) + record * np.uint64(0xC2B2AE3D27D4EB4F)


def renew_keys(workspace_id: int, ids: set[int], rules: Sequence[Rule]) -> set[int]:
    """Bring the keys of these records up to date; returns who shared one with them before, or does now.

    In a crowded block these come next to others when a record comes or goes.
    """
    needed = to_look_by(rules)
    before = set(_entries(workspace_id, ids))
    after = {entry for record in _records(workspace_id, ids) for entry in entries_of(record, needed)}
    changed = {record for _, _, record in before ^ after}
    near = _near(workspace_id, changed)
    with transaction.atomic():
        for part in chunks(sorted(changed)):
            delete_rows(DuplicateKey.objects.of(workspace_id).filter(record__in=part))
        _insert(workspace_id, [entry for entry in after if entry[2] in changed])
    return near | _near(workspace_id, changed)


def _near(workspace_id: int, ids: set[int]) -> set[int]:
    return set(pairs_with(workspace_id, ids).ravel().tolist())


def pairs_with(workspace_id: int, ids: set[int]) -> Numbers:
    """Pairs of records that share a key, one of them at least of these: what `Blocks.pairs` gives of them."""
    own = set(_entries(workspace_id, ids))
    crowded = _crowded(workspace_id, own)
    pairs = {_pair(entry[2], number) for entry in crowded for number in _neighbours(workspace_id, entry)}
    mine = defaultdict(list)
    for key, _, record in own - crowded:
        mine[key].append(record)
    for part in chunks(list(mine)):
        rows = DuplicateKey.objects.of(workspace_id).filter(key__in=part).values_list("key", "record")
        pairs |= {_pair(record, other) for key, other in rows for record in mine[key] if record != other}
    return np.array(sorted(pairs), np.int64).reshape(-1, 2)


def _crowded(workspace_id: int, entries: set[Entry]) -> set[Entry]:
    """Those of the entries whose block has more records than are compared with one another."""
    found: set[int] = set()
    for part in chunks(list({key for key, _, _ in entries})):
        blocks = DuplicateKey.objects.of(workspace_id).filter(key__in=part).values("key").annotate(size=Count("pk"))
        found |= {block["key"] for block in blocks.filter(size__gt=WINDOW)}
    return {entry for entry in entries if entry[0] in found}


def _neighbours(workspace_id: int, entry: Entry) -> set[int]:
    """Who comes next to a record in a block, before and after it."""
    key, place, record = entry
    block = DuplicateKey.objects.of(workspace_id).filter(key=key)
    after = block.filter(Q(place__gt=place) | Q(place=place, record__gt=record)).order_by("place", "record")
    before = block.filter(Q(place__lt=place) | Q(place=place, record__lt=record)).order_by("-place", "-record")
    return {number for rows in (after, before) for number in rows.values_list("record", flat=True)[:WINDOW]}


def _pair(first: int, second: int) -> tuple[int, int]:
    return (first, second) if first < second else (second, first)


def _entries(workspace_id: int, ids: set[int]) -> Iterator[Entry]:
    for part in chunks(sorted(ids)):
        yield from DuplicateKey.objects.of(workspace_id).filter(record__in=part).values_list(*COLUMNS_OF_KEY)


def _records(workspace_id: int, ids: set[int]) -> Iterator[dict[str, Any]]:
    for part in chunks(sorted(ids)):
        rows = Party.objects.of(workspace_id).filter(pk__in=part, archived_at=None).values_list(*COLUMNS)
        yield from (dict(zip(COLUMNS, row, strict=True)) for row in rows)


def _insert(workspace_id: int, entries: Sequence[Sequence[int]]) -> None:
    with transaction.atomic():
        insert_rows(DuplicateKey, ("workspace_id", *COLUMNS_OF_KEY), [(workspace_id, *entry) for entry in entries])
