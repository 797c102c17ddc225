"""Records that are one: found, merged, taken apart."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Query
from ninja.responses import Status
from pydantic import Field

from rapport.api.gate import Request
from rapport.api.kinds import AddressId, Given, Id, Told, Word
from rapport.api.lists import Paging, page, place_of
from rapport.api.noun import Noun
from rapport.apps.customers import models, operations
from rapport.apps.customers.queries import duplicates

merges = Noun("merges", "Duplicates", "Records that seem to be one: merged, and taken apart again.", order=30)


class Duplicate(Told):
    """Records that may be one, and how sure that is, from 0 to 1."""

    id: int
    kind: str
    score: float
    customers: list[int]


class Duplicates(Told):
    """A page of groups, the surest first."""

    items: list[Duplicate]
    next: str | None


class NewMerge(Given):
    """Which record stays, and which become part of it.

    `choices` says for a field whose value stays, by the id of the record; else the kept one's, or the first known one.
    """

    kept: Id
    merged: Annotated[list[Id], Field(min_length=1, max_length=50)]
    choices: Annotated[dict[Word, Id], Field(max_length=200)] = {}


class Merge(Told):
    """A merge: `former_ids` lead to the kept record from now on, in pages and here."""

    id: int
    kept: int
    former_ids: list[int]
    at: datetime
    by: str
    undo_until: datetime
    undone_at: datetime | None


class Merges(Told):
    """A page of merges, the latest first."""

    items: list[Merge]
    next: str | None


class Unmerged(Told):
    """The records that came back, and what stayed changed because somebody had changed it since."""

    kept: int
    restored: list[int]
    remarks: list[str]


@merges.get("/duplicates", "customers.view", Duplicates)
def list_duplicates(request: Request, wanted: Query[Paging]) -> dict[str, Any]:
    """Groups of records that wait for a decision."""
    cursor = place_of(request, wanted.cursor)
    found = duplicates.duplicate_queue(request.member, state="open", kind="", cursor=cursor, size=wanted.limit)
    rows = [
        Duplicate(
            id=one.pk,
            kind=one.kind,
            score=one.score,
            customers=[inside.party_id for inside in one.members.all()],  # type: ignore[attr-defined]
        )
        for one in found.rows
    ]
    return page(request, rows, found)


@merges.get("/merges", "customers.view", Merges)
def list_merges(request: Request, wanted: Query[Paging]) -> dict[str, Any]:
    """What was merged."""
    found = duplicates.merges(request.member, cursor=place_of(request, wanted.cursor), size=wanted.limit)
    return page(request, [_told(one, _former(one)) for one in found.rows], found)


@merges.post("/merges", "customers.edit", {201: Merge})
def merge_customers(request: Request, given: NewMerge) -> Status[Merge]:
    """Make one record of several: all that is known of the others belongs to the kept one from now on.

    It can be undone for 30 days.
    """
    made = operations.merge_parties(request.member, given.kept, given.merged, given.choices)
    return Status(201, _told(made, sorted(given.merged)))


@merges.delete("/merges/{merge_id}", "customers.edit", {200: Unmerged})
def undo_merge(request: Request, merge_id: AddressId) -> Unmerged:
    """Take a merge apart: every record is there again as it was."""
    done = operations.unmerge(request.member, merge_id)
    return Unmerged(kept=done.kept.pk, restored=[one.pk for one in done.restored], remarks=done.remarks)


def _former(merge: models.Merge) -> list[int]:
    return sorted(one.former_id for one in merge.former_ids.all())  # type: ignore[attr-defined]


def _told(merge: models.Merge, former_ids: list[int]) -> Merge:
    return Merge(
        id=merge.pk,
        kept=merge.kept_id,
        former_ids=former_ids,
        at=merge.at,
        by=merge.actor_label,
        undo_until=merge.undo_until,
        undone_at=merge.undone_at,
    )
