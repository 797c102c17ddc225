"""People and companies in JSON, and finding the one an address names."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from rapport.api.attributes import Values, read_values, told_values
from rapport.api.errors import Moved
from rapport.api.gate import Request
from rapport.api.kinds import Address, Day, Given, Id, Line, Moment, Told, Word
from rapport.apps.accounts.models import Member
from rapport.apps.customers import queries
from rapport.apps.customers.models import CustomField, Party
from rapport.apps.customers.operations import PartyFacts
from rapport.apps.customers.operations.erased_again import erased_in
from rapport.apps.customers.operations.facts import TEXTS
from rapport.apps.customers.queries.duplicates import moved_to
from rapport.apps.customers.queries.traits import TraitValue
from rapport.apps.customers.rights import OWN_FIELDS, fields_of
from rapport.kernel.errors import Missing

KEYS = ("region_id", "company_id", "account_manager_id", "sales_rep_id", "service_team_id")
MOMENTS = ("first_seen_at", "acquired_at", "created_at", "archived_at", "restricted_at", "erased_at")
Kind = Literal["person", "company"]
ERASED = {
    "email": "This address belonged to somebody who was erased here. Make sure that they want to be known again.",
    "phone": "This number belonged to somebody who was erased here. Make sure that they want to be known again.",
}


class CustomerFacts(Given):
    """What is said of a person or company. What is not named stays as it is; null empties it."""

    name: Line | None = None
    external_id: Annotated[Line | None, Field(description="Its number in your other systems; unique.")] = None
    given_name: Line | None = None
    family_name: Line | None = None
    email: Address | None = None
    phone: Word | None = None
    region_id: Id | None = None
    street: Line | None = None
    city: Line | None = None
    postal_code: Word | None = None
    job_title: Line | None = None
    website: Line | None = None
    tax_number: Word | None = None
    language: Annotated[Word | None, Field(description="Such as en or pt-BR.")] = None
    preferred_channel: Annotated[Word | None, Field(description="email, phone, sms, post, chat or in_person.")] = None
    gender: Word | None = None
    industry: Line | None = None
    company_size: Word | None = None
    acquisition_channel: Word | None = None
    birth_date: Day | None = None
    first_seen_at: Moment | None = None
    company_id: Annotated[Id | None, Field(description="The company somebody works for.")] = None
    account_manager_id: Id | None = None
    sales_rep_id: Id | None = None
    service_team_id: Id | None = None
    tags: Annotated[list[Word], Field(max_length=50, description="Added to those that are there.")] = []
    attributes: Annotated[Values, Field(description="Fields of the workspace's own, by key; see /fields.")] = {}


class KindedFacts(CustomerFacts):
    """The same of a record that may be new."""

    kind: Kind | None = None


class NewCustomer(CustomerFacts):
    """A person or company that is perhaps not known yet."""

    kind: Kind = "person"
    name: Line


class ContactPoint(Told):
    """A further address or number."""

    id: int
    kind: str
    value: str
    label: str


class TraitTold(Told):
    """What was worked out about somebody: `value` is null where nothing is recorded of them.

    `worked_out_at` is when it was last worked out for the workspace, null where it never was.
    """

    value: str | None
    since: datetime | None
    worked_out_at: datetime | None


class Customer(Told):
    """A person or company. Fields that the member's roles hide are not there."""

    id: int
    kind: Kind
    version: Annotated[int, Field(description="Moves on with each change; give it when you change the record.")]
    name: str
    external_id: str = ""
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    phone: str = ""
    region_id: int | None = None
    street: str = ""
    city: str = ""
    postal_code: str = ""
    job_title: str = ""
    website: str = ""
    tax_number: str = ""
    language: str = ""
    preferred_channel: str = ""
    gender: str = ""
    industry: str = ""
    company_size: str = ""
    acquisition_channel: str = ""
    birth_date: date | None = None
    company_id: int | None = None
    account_manager_id: int | None = None
    sales_rep_id: int | None = None
    service_team_id: int | None = None
    tags: list[str] = []
    attributes: dict[str, Any] = {}
    traits: Annotated[
        dict[str, TraitTold],
        Field(description="What was worked out, by the name of the condition that asks about it: value_tier, …"),
    ] = {}
    first_seen_at: datetime | None = None
    acquired_at: datetime | None = None
    created_at: datetime
    archived_at: datetime | None = None
    restricted_at: datetime | None = None
    erased_at: datetime | None = None


class WholeCustomer(Customer):
    """A person or company with its further addresses and numbers."""

    contact_points: list[ContactPoint] = []


class Notice(Told):
    """Something that somebody should know of what was done all the same."""

    code: Annotated[str, Field(description="erased: the address or number belonged to somebody who was erased here.")]
    place: Annotated[str, Field(description="The field it is about: email or phone.")]
    message: str


class ReceivedCustomer(WholeCustomer):
    """What became of somebody who was sent."""

    warnings: list[Notice] = []


class Customers(Told):
    """A page of people and companies."""

    items: list[Customer]
    next: str | None


def reached(request: Request, party_id: int) -> Party:
    """The record that an address names. Raises Missing, or Moved where it was merged into another one."""
    try:
        return queries.party(request.member, party_id)
    except Missing:
        kept_id = moved_to(request.member, party_id)
        if kept_id is None:
            raise
    queries.party(request.member, kept_id)
    raise Moved(party_id, kept_id)


def own_fields(member: Member) -> list[CustomField]:
    """The workspace's own fields that the member sees."""
    return queries.own_fields(member)


def told_party(
    member: Member,
    party: Party,
    fields: Sequence[CustomField],
    tags: Sequence[str],
    traits: Mapping[str, TraitValue],
) -> dict[str, Any]:
    """A record as the member may see it."""
    names = ("id", "kind", *TEXTS, *KEYS, *MOMENTS, "birth_date")
    values = {name: getattr(party, name) for name in names} | {"version": party.change, "tags": list(tags)}
    shown = fields_of(member).project(values)
    if fields_of(member).shows(OWN_FIELDS):
        shown[OWN_FIELDS] = told_values(member, fields, party.attributes)
    shown["traits"] = {name: asdict(one) for name, one in traits.items()}
    return shown


def whole(member: Member, party_id: int) -> WholeCustomer:
    """One record, read anew, with everything of its own."""
    party = queries.party(member, party_id)
    tags = [tagging.tag.name for tagging in queries.tags_of(member, party)]
    points = [
        ContactPoint(id=one.pk, kind=one.kind, value=one.value, label=one.label)
        for one in queries.points_of(member, party)
    ]
    traits = queries.traits_among(member, [party.pk])[party.pk]
    return WholeCustomer(**told_party(member, party, own_fields(member), tags, traits), contact_points=points)


def page_of_customers(member: Member, parties: Sequence[Party]) -> list[Customer]:
    """Records whose tags were read with them."""
    fields, traits = own_fields(member), queries.traits_among(member, [party.pk for party in parties])
    named = ([tagging.tag.name for tagging in party.taggings.all()] for party in parties)  # type: ignore[attr-defined]
    return [
        Customer(**told_party(member, party, fields, tags, traits[party.pk]))
        for party, tags in zip(parties, named, strict=True)
    ]


def warnings_of(member: Member, sent: Sequence[PartyFacts]) -> list[list[Notice]]:
    """For each that was sent, whether they come back although they were erased."""
    return [
        [Notice(code="erased", place=place, message=ERASED[place]) for place in places]
        for places in erased_in(member, sent)
    ]


def facts_of(member: Member, given: CustomerFacts, fields: Sequence[CustomField]) -> dict[str, Any]:
    """What was said, as operations take it: a text that is emptied is an empty one."""
    said = {name: getattr(given, name) for name in given.model_fields_set}
    for name in TEXTS:
        if name in said and said[name] is None:
            said[name] = ""
    if OWN_FIELDS in said:
        said[OWN_FIELDS] = read_values(member, fields, said[OWN_FIELDS])
    return said
