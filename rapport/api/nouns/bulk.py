"""Many people and companies in one request."""

from typing import Annotated, Literal

from pydantic import Field

from rapport.api.gate import Request
from rapport.api.kinds import Given, Told, Word
from rapport.api.noun import Noun
from rapport.api.parties import KindedFacts, Notice, facts_of, own_fields, warnings_of
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations
from rapport.apps.customers.models import CustomField
from rapport.apps.customers.operations import Matching, PartyFacts
from rapport.kernel.errors import Refused

bulk = Noun("bulk", "Many customers at once", "Up to 500 people and companies made or updated in one request.", order=5)
MOST = 500


class Many(Given):
    """People and companies, and how those that are known are recognised."""

    customers: Annotated[list[KindedFacts], Field(min_length=1, max_length=MOST)]
    on_conflict: Annotated[
        Literal["update", "skip"],
        Field(description="What becomes of those that are known: updated, or left as they are."),
    ] = "update"
    match_by: Annotated[
        list[Word],
        Field(
            max_length=10,
            description="Tried in this order: external_id, email, phone, name, name_company, name_postal_code, "
            "name_birth_date, custom:<key>. Left out: by number, else address, else phone.",
        ),
    ] = []


class Outcome(Told):
    """What became of one of them; of a refused one why, and where."""

    state: Literal["created", "updated", "unchanged", "refused"]
    id: int | None
    place: str = ""
    message: str = ""
    warnings: list[Notice] = []


class Outcomes(Told):
    """One outcome for each that was sent, in the same order."""

    created: int
    updated: int
    unchanged: int
    refused: int
    items: list[Outcome]


@bulk.post("/customers/bulk", "customers.edit", {200: Outcomes})
def upsert_customers(request: Request, given: Many) -> Outcomes:
    """Make or update up to 500 people and companies.

    Whatever is right is recorded, in one transaction; what is wrong is refused row by row. A body that is not of the
    declared shape is refused as a whole. Who comes back with the address or number of somebody who was erased is
    recorded with a warning.
    """
    fields = own_fields(request.member)
    items: dict[int, Outcome] = {}
    facts: dict[int, PartyFacts] = {}
    for position, one in enumerate(given.customers):
        try:
            facts[position] = _facts(request.member, one, fields)
        except Refused as refused:
            items[position] = Outcome(state="refused", id=None, place=refused.place, message=refused.message)
    matching = Matching(tuple(given.match_by), "both" if given.on_conflict == "update" else "create")
    received = operations.receive_parties(request.member, list(facts.values()), matching=matching)
    warnings = warnings_of(request.member, list(facts.values()))
    for position, done, warned in zip(facts, received, warnings, strict=True):
        said = {"state": done.state, "id": done.id or None, "place": done.field, "message": done.reason}
        items[position] = Outcome.model_validate({**said, "warnings": warned if done.state != "refused" else []})
    return _summed([items[position] for position in range(len(given.customers))])


def _facts(member: Member, given: KindedFacts, fields: list[CustomField]) -> PartyFacts:
    said = facts_of(member, given, fields)
    cleared = [name for name, value in said.items() if value is None]
    return PartyFacts(**{name: value for name, value in said.items() if value is not None}, cleared=cleared)


def _summed(items: list[Outcome]) -> Outcomes:
    states = [one.state for one in items]
    return Outcomes(
        created=states.count("created"),
        updated=states.count("updated"),
        unchanged=states.count("unchanged"),
        refused=states.count("refused"),
        items=items,
    )
