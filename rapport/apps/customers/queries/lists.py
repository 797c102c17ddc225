"""The list of people and companies: filtered, searched, sorted, in pages."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import FilteredRelation, Prefetch, Q, QuerySet
from django.db.models.fields.json import KeyTransform

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Membership, Party, PartyTag, Trait
from rapport.apps.customers.queries.columns import OF_RECORDS, TRAITS, Column, chosen, columns_for
from rapport.apps.customers.queries.finding import every_piece, found_at_once, found_by
from rapport.apps.customers.rights import OWN_FIELDS, fields_of
from rapport.kernel.bulk import chunks
from rapport.kernel.conditions import Scope, parse
from rapport.kernel.paging import COUNTED_UP_TO, Count, Order, Page, count_of, page_in, page_of_ids
from rapport.kernel.text import folded

ALWAYS_BESIDE = ("company",)
PORTION = 1_000
FEW = 1_000


@dataclass(frozen=True, slots=True)
class PartyFilter:
    """What a reader of the list asked for; ids are None where anything goes, `rule` is a tree of conditions.

    `ids` are the records somebody selected, where only those are meant.
    """

    search: str = ""
    kind: str = ""
    region_id: int | None = None
    tag_id: int | None = None
    segment_id: int | None = None
    archived: bool = False
    rule: dict[str, Any] = field(default_factory=dict)
    sort: str = "name"
    ids: tuple[int, ...] | None = None

    @property
    def narrows(self) -> bool:
        """Does it leave anybody out?"""
        quick = self.search or self.kind or self.region_id or self.tag_id or self.segment_id
        return bool(quick or self.archived or self.rule or self.ids is not None)

    @property
    def only_searches(self) -> bool:
        """Is there a search, and no filter beside it?"""
        return bool(self.search) and self == PartyFilter(search=self.search, sort=self.sort)

    def as_json(self) -> dict[str, Any]:
        """The filter as a job's argument; `read` makes it again."""
        return asdict(self)

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "PartyFilter":
        """The filter from what a job kept."""
        ids = kept.get("ids")
        return cls(**{**kept, "ids": None if ids is None else tuple(ids)})

    @property
    def sort_key(self) -> str:
        """The column the list is to be sorted by."""
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")


@dataclass(frozen=True, slots=True)
class PartyList:
    """One page of the list, how many there are altogether, its columns, and by what it really is sorted.

    `sortable` are the columns a list of this length can be sorted by.
    """

    page: Page[Party]
    count: Count
    columns: list[Column]
    sort: str
    sortable: frozenset[str]


def list_parties(
    member: Member, wanted: PartyFilter, *, cursor: str = "", columns: Sequence[str] = (), size: int = 50
) -> PartyList:
    """A page of people and companies with what its columns show.

    Up to 10,000 records a list is sorted by any column; a longer one by those an index carries, otherwise by name.
    """
    offered = columns_for(member)
    shown = chosen(offered, columns)
    asked, ids = offered.get(wanted.sort_key), None
    is_sorted_here = bool(asked and asked.path and asked.order is None)
    if asked and is_sorted_here:
        ids = _few_sorted(member, wanted, asked)
    if ids is not None:
        light, count = page_of_ids(ids, cursor, size), Count(len(ids), exact=True)
    else:
        rows, count = _bounded(member, wanted)
        count = Count(COUNTED_UP_TO, exact=False) if is_sorted_here else count
        light = _page(rows, _index_of(asked), wanted, cursor=cursor, size=size)
    short = count.exact or count.is_begun
    sortable = frozenset(key for key, one in offered.items() if one.order or (one.path and short))
    sort = wanted.sort if wanted.sort_key in sortable else "name"
    page = Page(_whole(member, light.rows, shown), light.next, light.previous)
    return PartyList(page, count, shown, sort, sortable)


def count_parties(member: Member, wanted: PartyFilter, *, exactly: bool = True) -> Count:
    """How many there are; otherwise than exactly, counted up to 10,000."""
    return count_of(matching(member, wanted), exactly=exactly)


def matching(member: Member, wanted: PartyFilter, right: str = "customers.view") -> QuerySet[Any, Party]:
    """The records a filter means among those a right reaches; each id once, in no order.

    Raises ConditionError for a rule that is none, NotPermitted for one about fields the member does not see.
    """
    member.require("customers.view")
    member.require(right)
    # What is filtered by is what may be seen, whatever is to be done with it afterwards.
    rows = Party.objects.within(member).filter(archived_at__isnull=not wanted.archived)
    if wanted.ids is not None:
        rows = rows.filter(pk__in=wanted.ids)
    if right != "customers.view":
        rows = rows.filter(pk__in=Party.objects.within(member, right).values("pk"))
    if wanted.rule:
        rows = rows.filter(_meant(member, wanted.rule))
    if wanted.kind in Party.Kind.values:
        rows = rows.filter(kind=wanted.kind)
    if wanted.region_id is not None:
        rows = rows.filter(region=wanted.region_id)
    if wanted.tag_id is not None:
        tagged = PartyTag.objects.of(member).filter(tag=wanted.tag_id)
        rows = rows.filter(pk__in=tagged.values("party"))
    if wanted.segment_id is not None:
        inside = Membership.objects.of(member).filter(segment=wanted.segment_id, until=None)
        rows = rows.filter(pk__in=inside.values("party"))
    return found_by(member, rows, wanted.search)


def rows_in_order(member: Member, wanted: PartyFilter, columns: Sequence[Column]) -> Iterator[Party]:
    """Every record a filter means with what the columns show, in the order of the list, read in portions."""
    for portion in chunks(ids_in_order(member, wanted), PORTION):
        yield from _whole(member, portion, columns)


def ids_in_order(member: Member, wanted: PartyFilter) -> list[int]:
    """The ids of every record a filter means, in the order of the list."""
    rows = matching(member, wanted)
    column = columns_for(member).get(wanted.sort_key) or OF_RECORDS[0]
    if column.order is None:
        return _sorted_ids(rows, column, descending=wanted.descending)
    sign = "-" if wanted.descending else ""
    parts = [rows if column.order.known is None else rows.filter(column.order.known)]
    ids = list(parts[0].order_by(f"{sign}{column.order.column}", f"{sign}pk").values_list("pk", flat=True))
    if column.order.unknown is not None:
        ids += rows.filter(column.order.unknown).order_by("pk").values_list("pk", flat=True)
    return ids


def _meant(member: Member, rule: dict[str, Any]) -> Any:
    node = parse(rule)
    fields_of(member).require_visible(leaf.fact for leaf in node.leaves())
    return node.to_q(Scope(member.workspace))


def _bounded(member: Member, wanted: PartyFilter) -> tuple[QuerySet[Any, Party], Count]:
    """The rows of the list and their number; of a filter that means few, the rows by their ids.

    A filter may have to look at everybody to find anybody: those it means are asked for once, so that finding out who
    they are and counting them do not both ask all of it. Of many the page is wanted first, and counting goes on in a
    request of its own.
    """
    if wanted.only_searches and (ids := found_at_once(member, wanted.search)) is not None:
        return _found(member, wanted.search, ids)
    rows = matching(member, wanted)
    if not wanted.narrows and member.scope("customers.view") == "all":
        return rows, count_of(rows)
    ids = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(ids) <= FEW:
        return Party.objects.within(member).filter(pk__in=ids), Count(len(ids), exact=True)
    # Many are read in the order of the list, which soon has a page of them; naming them all would cost more.
    return rows, Count(FEW, exact=False)


def _found(member: Member, search: str, ids: list[int]) -> tuple[QuerySet[Any, Party], Count]:
    """The rows of a search without any filter beside it, of which the index already told how many there are."""
    rows = Party.objects.within(member).filter(archived_at=None)
    if len(ids) > COUNTED_UP_TO:
        return rows.filter(every_piece(search)), Count(COUNTED_UP_TO, exact=False)
    return rows.filter(pk__in=ids), Count(len(ids), exact=True)


def _index_of(column: Column | None) -> Column:
    """The column if an index carries its order, else the name."""
    return column if column and column.order else OF_RECORDS[0]


def _page(rows: QuerySet[Any, Party], column: Column, wanted: PartyFilter, *, cursor: str, size: int) -> Page[int]:
    """The ids of a page: read with the column they are sorted by alone, so that sorting many stays light."""
    assert column.order is not None
    descending = wanted.descending and wanted.sort_key == column.key
    order = Order(column.order.column, descending, column.order.known, column.order.unknown)
    found = page_in(rows.only("pk", order.column), order, cursor=cursor, size=size)
    return Page([row.pk for row in found.rows], found.next, found.previous)


def _few_sorted(member: Member, wanted: PartyFilter, column: Column) -> list[int] | None:
    """The ids a filter means in the order of a column that no index carries; None where they are too many for that."""
    rows = matching(member, wanted)
    if not wanted.narrows and not count_of(rows).exact:
        return None
    ids = _sorted_ids(rows, column, descending=wanted.descending, most=COUNTED_UP_TO + 1)
    return ids if len(ids) <= COUNTED_UP_TO else None


def _sorted_ids(rows: QuerySet[Any, Party], column: Column, *, descending: bool, most: int | None = None) -> list[int]:
    """The ids of a list that is short enough to be sorted here; those without a value come last."""
    path: Any = column.path
    if column.own is not None:
        path = KeyTransform(column.own.key, OWN_FIELDS)
    if column.kind == "trait":
        return _sorted_by_trait(rows, column, descending=descending, most=most)
    pairs = [(_comparable(value), pk) for pk, value in rows.order_by().values_list("pk", path)[:most]]
    return _in_order(pairs, descending=descending)


def _sorted_by_trait(
    rows: QuerySet[Any, Party], column: Column, *, descending: bool, most: int | None = None
) -> list[int]:
    """By the order of the trait's choices, the first of which is the best."""
    places = {value: place for place, (value, _words) in enumerate(column.choices)}
    named = FilteredRelation(TRAITS, condition=Q(**{f"{TRAITS}__name": column.key}))
    found = rows.order_by().annotate(told=named).values_list("pk", "told__value")[:most]
    return _in_order([(places.get(value), pk) for pk, value in found], descending=descending)


def _in_order(pairs: Sequence[tuple[Any, int]], *, descending: bool) -> list[int]:
    known = sorted([pair for pair in pairs if pair[0] is not None], reverse=descending)
    return [pk for _value, pk in known] + sorted(pk for value, pk in pairs if value is None)


def _comparable(value: Any) -> Any:
    """A value that sorts beside others of its column, whatever an old file left in it; None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, bool | int | float):
        return (0, float(value), "")
    return (1, 0.0, folded(value) if isinstance(value, str) else str(value))


def with_tags(member: Member, rows: Any) -> Any:
    """The rows, each read with its `taggings` by name."""
    taggings = PartyTag.objects.of(member).select_related("tag").order_by("tag__name")
    return rows.prefetch_related(Prefetch("taggings", taggings))


def with_traits(member: Member, rows: Any) -> Any:
    """The rows, each read with its `traits`."""
    return rows.prefetch_related(Prefetch(TRAITS, Trait.objects.of(member).exclude(value="")))


def _whole(member: Member, ids: Sequence[int], columns: Sequence[Column]) -> list[Party]:
    beside = {*ALWAYS_BESIDE, *(name for column in columns for name in column.beside if name)}
    rows = Party.objects.within(member).filter(pk__in=ids).select_related(*sorted(beside)).defer("search_text")
    if any(column.kind == "tags" for column in columns):
        rows = with_tags(member, rows)
    if any(column.kind == "trait" for column in columns):
        rows = with_traits(member, rows)
    by_id = {row.pk: row for row in rows}
    return [by_id[pk] for pk in ids if pk in by_id]
