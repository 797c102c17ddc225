"""Tags: words on people and companies."""

from typing import Annotated

from ninja import Query
from ninja.responses import Status
from pydantic import Field, Strict

from rapport.api.gate import Request
from rapport.api.kinds import AddressId, Given, Told
from rapport.api.noun import Noun
from rapport.api.parties import reached
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations, queries
from rapport.apps.customers.models import Party
from rapport.kernel.errors import Missing

tags = Noun("tags", "Tags", "Words on people and companies.", order=20)
Name = Annotated[str, Strict(), Field(min_length=1, max_length=60)]


class Tag(Told):
    """A tag of the workspace."""

    id: int
    name: str


class Tags(Told):
    """Tags, by name."""

    items: list[Tag]


class NewTag(Given):
    """A tag to put on somebody."""

    name: Name


class Which(Given):
    """Which tag is meant."""

    name: Annotated[str, Field(min_length=1, max_length=60)]


@tags.get("/tags", "customers.view", Tags)
def list_tags(request: Request) -> Tags:
    """The tags of the workspace."""
    found = queries.choices_for_filters(request.member)["tags"]
    return Tags(items=[Tag(id=key, name=name) for key, name in found])


@tags.get("/customers/{party_id}/tags", "customers.view", Tags)
def list_tags_of(request: Request, party_id: AddressId) -> Tags:
    """The tags on a record."""
    return _tags_of(request.member, reached(request, party_id))


@tags.post("/customers/{party_id}/tags", "customers.edit", {201: Tags, 200: Tags})
def tag_customer(request: Request, party_id: AddressId, given: NewTag) -> Status[Tags]:
    """Put a tag on a record: 201, or 200 where it is there already."""
    party = _changeable(request, party_id)
    added = operations.tag_parties(request.member, [party.pk], given.name)
    return Status(201 if added else 200, _tags_of(request.member, party))


@tags.delete("/customers/{party_id}/tags", "customers.edit", {200: Tags})
def untag_customer(request: Request, party_id: AddressId, which: Query[Which]) -> Tags:
    """Take a tag off a record."""
    party = _changeable(request, party_id)
    if not operations.untag_parties(request.member, [party.pk], which.name):
        raise Missing("This record has no such tag.", place="name")
    return _tags_of(request.member, party)


def _changeable(request: Request, party_id: int) -> Party:
    party = reached(request, party_id)
    if not queries.may_change(request.member, party):
        raise Missing("There is no such person or company.")
    return party


def _tags_of(member: Member, party: Party) -> Tags:
    found = queries.tags_of(member, party)
    return Tags(items=[Tag(id=one.tag_id, name=one.tag.name) for one in found])
