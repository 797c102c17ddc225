"""How people and companies stand to each other."""

from datetime import date
from typing import Annotated, Literal

from ninja.responses import Status
from pydantic import Field, Strict

from rapport.api.gate import Request
from rapport.api.kinds import AddressId, Day, Given, Id, Told
from rapport.api.noun import Noun
from rapport.api.parties import reached
from rapport.apps.customers import operations, queries
from rapport.apps.customers.models import Party
from rapport.apps.customers.models import Relation as Row
from rapport.kernel.errors import Missing

relations = Noun("relations", "Relations", "Who works for, supplies, or was referred by whom.", order=22)
Kind = Literal["works_for", "partner", "supplier", "investor", "household", "referred_by"]
BuyingRole = Literal["", "decider", "buyer", "influencer", "user", "gatekeeper", "approver"]
Role = Annotated[str, Strict(), Field(max_length=100)]


class Relation(Told):
    """A relation, read from `party_id` to `other_id`: the first works for, supplies, invests in … the second."""

    id: int
    kind: Kind
    party_id: int
    other_id: int
    role: str
    buying_role: str
    since: date | None
    until: date | None


class Relations(Told):
    """The relations of a record from both ends, current ones first; two hundred at most."""

    items: list[Relation]


class NewRelation(Given):
    """How the record stands to another one."""

    kind: Kind
    other_id: Id
    role: Role = ""
    buying_role: BuyingRole = ""
    since: Day | None = None


class RelationChange(Given):
    """What is to be changed of a relation; an `until` ends it, null takes it up again."""

    role: Role = ""
    buying_role: BuyingRole = ""
    since: Day | None = None
    until: Day | None = None


@relations.get("/customers/{party_id}/relations", "customers.view", Relations)
def list_relations(request: Request, party_id: AddressId) -> Relations:
    """The relations of a record, those to records that you reach."""
    found = queries.ties_of(request.member, reached(request, party_id))
    return Relations(items=[_told(tie.relation) for tie in found])


@relations.post("/customers/{party_id}/relations", "customers.edit", {201: Relation})
def add_relation(request: Request, party_id: AddressId, given: NewRelation) -> Status[Relation]:
    """The record stands in this relation to another one from now on."""
    party = reached(request, party_id)
    made = operations.add_relation(request.member, party.pk, **given.model_dump())
    return Status(201, _told(made))


@relations.patch("/customers/{party_id}/relations/{relation_id}", "customers.edit", Relation)
def change_relation(request: Request, party_id: AddressId, relation_id: AddressId, given: RelationChange) -> Relation:
    """Change what is named of a relation, or end it."""
    relation = _relation(request, reached(request, party_id), relation_id)
    said = given.model_dump(exclude_unset=True)
    return _told(operations.change_relation(request.member, relation.pk, **said))


@relations.delete("/customers/{party_id}/relations/{relation_id}", "customers.edit", {204: None})
def remove_relation(request: Request, party_id: AddressId, relation_id: AddressId) -> Status[None]:
    """Take back a relation that never was; to end one, give it an `until`."""
    relation = _relation(request, reached(request, party_id), relation_id)
    operations.remove_relation(request.member, relation.pk)
    return Status(204, None)


def _relation(request: Request, party: Party, relation_id: int) -> Row:
    found = queries.relation_of(request.member, party, relation_id)
    if found.pk not in {tie.relation.pk for tie in queries.ties_of(request.member, party)}:
        raise Missing("There is no such relation.")
    return found


def _told(row: Row) -> Relation:
    names = ("kind", "party_id", "other_id", "role", "buying_role", "since", "until")
    return Relation(id=row.pk, **{name: getattr(row, name) for name in names})
