"""What is around a record: whom it is tied to, how else it is reached, what was written and kept about it."""

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import (
    ContactPoint,
    Party,
    PartyFile,
    PartyNote,
    PersonalFact,
    PostalAddress,
    Relation,
    Terms,
)
from rapport.apps.customers.queries.finding import found_by
from rapport.apps.customers.rights import fields_of
from rapport.kernel.errors import Missing

MOST_TIES = 200
MOST_FOUND = 8
MOST_DRAWN = 9
MOST_NOTES = 100
# The words of a relation as they are read from its other end.
TURNED: dict[str, str | Promise] = {
    Relation.Kind.WORKS_FOR: _("employs"),
    Relation.Kind.PARTNER: _("is a partner of"),
    Relation.Kind.SUPPLIER: _("is supplied by"),
    Relation.Kind.INVESTOR: _("is financed by"),
    Relation.Kind.HOUSEHOLD: _("shares a household with"),
    Relation.Kind.REFERRED_BY: _("referred"),
}


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as it is read from one record: the words, and who is at the other end."""

    relation: Relation
    other: Party
    words: str | Promise

    @property
    def is_past(self) -> bool:
        """Has it ended?"""
        return self.relation.until is not None


@dataclass(frozen=True, slots=True)
class Spot:
    """A record in the drawing of a network, from 0 to 100 across and 0 to 60 down; `above` says where its name goes."""

    tie: Tie
    x: float
    y: float
    above: bool

    @property
    def name_y(self) -> float:
        """Where the name is written."""
        return self.y - 4 if self.above else self.y + 6


def ties_of(member: Member, of: Party) -> list[Tie]:
    """The relations of a record from both ends, current ones first; records out of the member's reach are left out."""
    member.require("customers.view")
    rows = Relation.objects.of(member).filter(Q(party=of) | Q(other=of))
    rows = rows.order_by(F("until").desc(nulls_first=True), "kind", "pk")[:MOST_TIES]
    relations = list(rows)
    ends = {key for row in relations for key in (row.party_id, row.other_id)} - {of.pk}
    reached = {one.pk: one for one in Party.objects.within(member).filter(pk__in=ends)}
    return [tie for row in relations if (tie := _tie(row, of, reached)) is not None]


def drawing_of(ties: list[Tie]) -> list[Spot]:
    """Where the first of the others stand around the record, beginning at the top."""
    drawn = list({tie.other.pk: tie for tie in ties if not tie.is_past}.values())[:MOST_DRAWN]
    spots = []
    for number, tie in enumerate(drawn):
        turn = 2 * pi * number / len(drawn) - pi / 2
        x, y = 50 + 36 * cos(turn), 30 + 20 * sin(turn)
        spots.append(Spot(tie, round(x, 1), round(y, 1), y < 30))
    return spots


def others_for(member: Member, of: Party, search: str) -> list[Party]:
    """Records that a relation may lead to, by pieces of their name, address or number."""
    member.require("customers.view")
    if not search.strip():
        return []
    rows = Party.objects.within(member).filter(archived_at=None).exclude(pk=of.pk)
    return list(found_by(member, rows, search).order_by("name", "pk")[:MOST_FOUND])


def relation_of(member: Member, of: Party, relation_id: int) -> Relation:
    """A relation of a record. Raises Missing."""
    member.require("customers.view")
    rows = Relation.objects.of(member).filter(Q(party=of) | Q(other=of))
    found: Relation | None = rows.filter(pk=relation_id).first()
    if found is None:
        raise Missing("There is no such relation.")
    return found


@dataclass(frozen=True, slots=True)
class Around:
    """What belongs to a record and its reader may see; None where their roles hide it."""

    points: list[ContactPoint]
    addresses: list[PostalAddress] | None
    personal_facts: list[PersonalFact] | None
    notes: list[PartyNote] | None
    files: list[PartyFile] | None
    terms: Terms | None


def around(member: Member, of: Party) -> Around:
    """What belongs to a record."""
    member.require("customers.view")
    shows = fields_of(member).shows
    return Around(
        points=points_of(member, of),
        addresses=_rows(member, PostalAddress, of, "pk") if shows("addresses") else None,
        personal_facts=_rows(member, PersonalFact, of, "pk") if shows("personal_facts") else None,
        notes=list(notes_of(member, of)) if shows("notes") else None,
        files=_rows(member, PartyFile, of, "-at") if shows("files") else None,
        terms=Terms.objects.of(member).filter(party=of).first() if not of.is_person and shows("terms") else None,
    )


def points_of(member: Member, of: Party) -> list[ContactPoint]:
    """The further addresses and numbers of a record that the member sees."""
    member.require("customers.view")
    shows = fields_of(member).shows
    return [point for point in ContactPoint.objects.of(member).filter(party=of).order_by("pk") if shows(point.kind)]


def notes_of(member: Member, of: Party) -> QuerySet[Any, PartyNote]:
    """The notes on a record, pinned ones first, then the latest."""
    member.require("customers.view")
    fields_of(member).require_visible(["notes"])
    rows = PartyNote.objects.of(member).filter(party=of)
    return rows.order_by(F("pinned_at").desc(nulls_last=True), "-at")[:MOST_NOTES]  # type: ignore[no-any-return]


def belonging(member: Member, of: Party, model: type[Any], row_id: int) -> Any:
    """A row that belongs to a record: a note, a file, an address. Raises Missing."""
    member.require("customers.view")
    found = model.objects.of(member).filter(party=of, pk=row_id).first()
    if found is None:
        raise Missing("This is no longer there.")
    return found


def _rows(member: Member, model: type[Any], of: Party, order: str) -> list[Any]:
    return list(model.objects.of(member).filter(party=of).order_by(order))


def _tie(row: Relation, of: Party, reached: dict[int, Party]) -> Tie | None:
    mine = row.party_id == of.pk
    other = reached.get(row.other_id if mine else row.party_id)
    if other is None:
        return None
    return Tie(row, other, row.get_kind_display() if mine else TURNED[row.kind])
