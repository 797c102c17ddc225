"""People and companies: listed, found, made, changed, put away."""

from typing import Annotated, Any, Literal

from ninja import Query
from ninja.responses import Status
from pydantic import BeforeValidator, Field

from rapport.api.bodies import read_json
from rapport.api.gate import Request
from rapport.api.kinds import AddressId, Given, Id, Told
from rapport.api.lists import Paging, page, place_of
from rapport.api.noun import Noun
from rapport.api.parties import (
    CustomerFacts,
    Customers,
    Kind,
    NewCustomer,
    ReceivedCustomer,
    WholeCustomer,
    facts_of,
    own_fields,
    page_of_customers,
    reached,
    warnings_of,
    whole,
)
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations, queries
from rapport.apps.customers.queries.columns import columns_for
from rapport.apps.customers.rights import fields_of
from rapport.kernel.errors import Refused

customers = Noun(
    "customers", "Customers", "People and companies: listed, found, made, changed, put away, many at once.", order=10
)
OnConflict = Literal["refuse", "update", "skip"]


def _truth(value: Any) -> Any:
    if value not in (True, False, "true", "false"):
        raise ValueError("expected true or false")
    return value in (True, "true")


class Wanted(Given):
    """Which of the people and companies are meant."""

    q: Annotated[str, Field(max_length=100, description="Pieces of name, address, phone, city or number.")] = ""
    kind: Kind | None = None
    rule: Annotated[
        str, Field(max_length=20_000, description="A tree of conditions as JSON, the same as of segments.")
    ] = ""
    archived: Annotated[bool, Field(description="Those put away instead."), BeforeValidator(_truth)] = False


class WantedPage(Wanted, Paging):
    """A page of them."""

    sort: Annotated[str, Field(max_length=60, description="A field; with - before it, downwards.")] = "name"


class Number(Told):
    """How many there are, exactly."""

    number: int


class Change(CustomerFacts):
    """What is to be changed; with a version, only where nobody changed the record since."""

    version: Annotated[Id | None, Field(description="The version you have seen: 409 where it moved on.")] = None


class Arrival(Given):
    """What is to happen where somebody is known already."""

    on_conflict: Annotated[
        OnConflict, Field(description="Where address, phone or number is known: refuse with 409, update, or skip.")
    ] = "refuse"


@customers.get("/customers", "customers.view", Customers)
def list_customers(request: Request, wanted: Query[WantedPage]) -> dict[str, Any]:
    """People and companies, page by page."""
    asked = _filter(wanted, sort=_sort(request.member, wanted.sort))
    found = queries.list_parties(
        request.member, asked, cursor=place_of(request, wanted.cursor), columns=("tags",), size=wanted.limit
    )
    if found.sort != wanted.sort:
        message = f"A list as long as this cannot be sorted by “{wanted.sort}”. Narrow it down first."
        raise Refused(message, place="sort", code="sort")
    return page(request, page_of_customers(request.member, found.page.rows), found.page)


@customers.get("/customers/count", "customers.view", Number)
def count_customers(request: Request, wanted: Query[Wanted]) -> Number:
    """How many people and companies there are."""
    return Number(number=queries.count_parties(request.member, _filter(wanted)).number)


@customers.get("/customers/{party_id}", "customers.view", WholeCustomer)
def get_customer(request: Request, party_id: AddressId) -> WholeCustomer:
    """One person or company.

    The id of a record that was merged into another one leads there, with 308.
    """
    return whole(request.member, reached(request, party_id).pk)


@customers.post("/customers", "customers.edit", {201: ReceivedCustomer, 200: ReceivedCustomer})
def create_customer(request: Request, given: NewCustomer, arrival: Query[Arrival]) -> Status[ReceivedCustomer]:
    """A new person or company, unless the number, address or phone is known.

    Who is known already is refused with 409 and the `id`; with `on_conflict=update` what you say is added to the record
    that is there, with `skip` it stays as it is. Both answer 200.
    Whoever comes back with the address or number of somebody who was erased is taken in, and `warnings` say so.
    """
    facts = facts_of(request.member, given, own_fields(request.member))
    try:
        made = operations.receive_party(request.member, **facts)
        return Status(201, _received(request.member, made.pk, facts))
    except operations.AlreadyKnown:
        if arrival.on_conflict == "refuse":
            raise
    further: Any = {"update": "update", "skip": "return"}[arrival.on_conflict]
    known = operations.receive_party(request.member, on_conflict=further, **facts)
    return Status(200, _received(request.member, known.pk, facts))


def _received(member: Member, party_id: int, facts: dict[str, Any]) -> ReceivedCustomer:
    sent = operations.PartyFacts(email=facts.get("email"), phone=facts.get("phone"), region_id=facts.get("region_id"))
    told = whole(member, party_id).model_dump(exclude_unset=True)
    return ReceivedCustomer(**told, warnings=warnings_of(member, [sent])[0])


@customers.patch("/customers/{party_id}", "customers.edit", WholeCustomer)
def change_customer(request: Request, party_id: AddressId, given: Change) -> WholeCustomer:
    """Change what is named; null empties a field."""
    party = reached(request, party_id)
    facts = facts_of(request.member, given, own_fields(request.member))
    version = facts.pop("version", None)
    operations.update_party(request.member, party.pk, version=version, **facts)
    return whole(request.member, party.pk)


@customers.post("/customers/{party_id}/archival", "customers.edit", {200: WholeCustomer})
def archive_customer(request: Request, party_id: AddressId) -> WholeCustomer:
    """Put a record away: out of lists and segments. Its orders and answers stay."""
    party = operations.archive_party(request.member, reached(request, party_id).pk)
    return whole(request.member, party.pk)


@customers.delete("/customers/{party_id}/archival", "customers.edit", {200: WholeCustomer})
def restore_customer(request: Request, party_id: AddressId) -> WholeCustomer:
    """Bring a record back that was put away."""
    party = operations.restore_party(request.member, reached(request, party_id).pk)
    return whole(request.member, party.pk)


def _filter(wanted: Wanted, *, sort: str = "name") -> queries.PartyFilter:
    rule = read_json(wanted.rule, place="rule") if wanted.rule else {}
    if not isinstance(rule, dict) or (wanted.rule and not rule):
        raise Refused("A rule is an object such as {“condition”: …}.", place="rule", code="condition")
    return queries.PartyFilter(search=wanted.q, kind=wanted.kind or "", archived=wanted.archived, rule=rule, sort=sort)


def _sort(member: Member, sort: str) -> str:
    """The sort asked for. Raises Refused where nothing can be sorted by it."""
    key = sort.removeprefix("-")
    fields_of(member).require_visible([key])
    offered = {name for name, column in columns_for(member).items() if column.order or column.path}
    if key not in offered:
        raise Refused(f"Sort by one of: {', '.join(sorted(offered))}.", place="sort", code="sort")
    return sort
