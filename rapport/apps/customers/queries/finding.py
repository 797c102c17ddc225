"""Finding people and companies by pieces of what is known about them."""

from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q, QuerySet

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, PartyNote, reached_by
from rapport.apps.customers.rights import fields_of
from rapport.kernel.findable import FEW, Where, found_among, holding, ids_holding, nearness
from rapport.kernel.paging import COUNTED_UP_TO
from rapport.kernel.text import folded

LONGEST_SEARCH = 100
MOST_FRAGMENTS = 8
FEWEST_DIGITS = 5
# Addresses and numbers are part of what is searched: whoever may not see them cannot ask for them either.
SEARCHED = ("email", "phone")


def fragments_of(search: str) -> list[str]:
    """The search in pieces that must all occur; a number written with spaces, brackets or dashes is one piece.

    >>> fragments_of("José  GARC"), fragments_of("(0)600 11-12")
    (['jose', 'garc'], ['6001112'])
    """
    text = folded(search[:LONGEST_SEARCH].replace("\x00", ""))
    digits = "".join(character for character in text if character.isdigit())
    if len(digits) >= FEWEST_DIGITS and not any(character.isalpha() or character == "@" for character in text):
        return [digits.lstrip("0")]
    return text.split()[:MOST_FRAGMENTS]


def found_by(member: Member, rows: QuerySet[Any, Party], search: str) -> QuerySet[Any, Party]:
    """Those of the rows that hold every piece of the search: by the index while they are few, else each row's text."""
    return rows.filter(_holding(member, search)[0])


def found_at_once(member: Member, search: str) -> list[int] | None:
    """The ids of the records in use that hold every piece of the search: all of them, or one more than is counted.

    None where the index cannot tell: of a search of single letters, or for a member who does not see everything.
    """
    fragments, fields = fragments_of(search), fields_of(member)
    sees_all = member.scope("customers.view") == "all" and all(fields.shows(name) for name in SEARCHED)
    if not fragments or not sees_all:
        return None
    return ids_holding(Party, member.workspace_id, fragments, most=COUNTED_UP_TO, empty="archived_at")


def every_piece(search: str) -> Q:
    """Every piece of the search is looked for in each row's text: for those of which there are many."""
    return holding("search_text", fragments_of(search))


def find_parties(member: Member, search: str, *, most: int) -> dict[str, list[Party]]:
    """People and companies that hold every piece of the search, by kind.

    First those whose name begins with it, then those of which a word does, then those that hold it anywhere.
    """
    member.require("customers.view")
    fitting, are_few = _holding(member, search)
    rows = Party.objects.within(member).filter(fitting, archived_at=None).defer("search_text")
    if are_few:
        order = [nearness("search_text", fragments_of(search)), "name", "pk"]
        return {kind: list(rows.filter(kind=kind).order_by(*order)[:most]) for kind in Party.Kind.values}
    nearest = _nearest(member, search)
    return {kind: _first_of_many(rows.filter(kind=kind), nearest, most) for kind in Party.Kind.values}


def _nearest(member: Member, search: str) -> list[Q]:
    """Who begins with a search that means many, and of whom a word does: as many as the index names."""
    fragments = fragments_of(search)
    if not all(fields_of(member).shows(name) for name in SEARCHED):
        words = reduce(and_, [Q(name__istartswith=one) | Q(name__icontains=f" {one}") for one in fragments], Q())
        return [Q(name__istartswith=" ".join(fragments)), words]
    asked: list[tuple[list[str], Where]] = [([" ".join(fragments)], "text"), (fragments, "word")]
    found = [ids_holding(Party, member.workspace_id, one, most=FEW, where=where) for one, where in asked]
    return [Q(pk__in=ids) for ids in found if ids is not None]


def _first_of_many(rows: QuerySet[Any, Party], nearest: Sequence[Q], most: int) -> list[Party]:
    """The nearest by name, then the first by name of all the others: then only those are looked at."""
    found: list[Party] = []
    for near in [*nearest, Q()]:
        if len(found) < most:
            others = rows.filter(near).exclude(pk__in=[one.pk for one in found])
            found += others.order_by("name", "pk")[: most - len(found)]
    return found


def _holding(member: Member, search: str) -> tuple[Q, bool]:
    """A predicate for those who hold every piece of the search, and whether they are few."""
    fragments = fragments_of(search)
    if not fragments:
        return Q(), False
    fields = fields_of(member)
    if not all(fields.shows(name) for name in SEARCHED):
        return reduce(and_, [Q(name__icontains=fragment) for fragment in fragments]), False
    ids = ids_holding(Party, member.workspace_id, fragments, most=COUNTED_UP_TO)
    if ids is None or len(ids) > COUNTED_UP_TO:
        return holding("search_text", fragments), False
    return Q(pk__in=ids), True


def find_notes(member: Member, words: list[str], *, most: int) -> list[PartyNote]:
    """Notes on records that hold every folded word, the latest first, of the records the member reaches."""
    member.require("customers.view")
    if not words or not fields_of(member).shows("notes"):
        return []
    reached = PartyNote.objects.of(member).filter(reached_by(member, "customers.view", party="party"))
    rows, are_few = found_among(reached, member.workspace_id, words)
    order = ["-at", "-pk"] if are_few else ["-pk"]
    return list(rows.filter(party__archived_at=None).select_related("party").order_by(*order)[:most])
