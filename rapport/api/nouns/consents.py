"""What people allow: for which purpose, on which channel, since when, with what proof."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja.responses import Status
from pydantic import Field, Strict

from rapport.api.gate import Request
from rapport.api.kinds import AddressId, Given, Moment, Told
from rapport.api.noun import Noun
from rapport.api.parties import reached
from rapport.apps.customers import models
from rapport.apps.customers.operations.consents import Answer, record_consent
from rapport.apps.customers.queries.consents import consents_of, purposes

consents = Noun("consents", "Consents", "What people allow, for which purpose on which channel, with proof.", order=23)
Channel = Literal["email", "phone", "sms", "post", "chat", "in_person"]


class Purpose(Told):
    """What the business writes or calls people for."""

    key: str
    title: str
    basis: str
    wording: str


class Purposes(Told):
    """The purposes in use, in their order."""

    items: list[Purpose]


class Consent(Told):
    """One answer; the newest for a purpose and channel holds."""

    id: int
    purpose: str
    channel: str
    state: Literal["given", "withdrawn", "unasked"]
    basis: str
    at: datetime
    source: str
    wording: str
    recorded_by: str


class Standing(Told):
    """How somebody stands to a purpose on a channel now: given, withdrawn, unasked, or free (no need to ask)."""

    purpose: str
    channel: str
    state: Literal["given", "withdrawn", "unasked", "free"]


class Consents(Told):
    """How somebody stands now, and what they answered, the latest first."""

    standing: list[Standing]
    items: list[Consent]


class NewConsent(Given):
    """What somebody answered, when and where; `details` prove it, such as the page and the address it came from."""

    purpose: Annotated[str, Strict(), Field(min_length=1, max_length=40)]
    channels: Annotated[list[Channel], Field(min_length=1, max_length=6)]
    state: Literal["given", "withdrawn"]
    source: Annotated[str, Strict(), Field(min_length=1, max_length=120)]
    at: Moment | None = None
    wording: Annotated[str, Strict(), Field(max_length=5_000)] | None = None
    proof: Annotated[str, Strict(), Field(max_length=2_000)] = ""
    details: Annotated[dict[str, Annotated[str, Strict(), Field(max_length=500)]], Field(max_length=20)] = {}


class Recorded(Told):
    """The records that were made, one a channel."""

    items: list[Consent]


@consents.get("/purposes", "customers.view", Purposes)
def list_purposes(request: Request) -> Purposes:
    """The purposes that people are asked about."""
    names = ("key", "title", "basis", "wording")
    found = purposes(request.member)
    return Purposes(items=[Purpose(**{name: getattr(one, name) for name in names}) for one in found])


@consents.get("/customers/{party_id}/consents", "customers.view", Consents)
def list_consents(request: Request, party_id: AddressId) -> Consents:
    """What a person allows."""
    found = consents_of(request.member, reached(request, party_id), whole=True)
    cells: list[Any] = [cell for row in found.rows for cell in row.cells]
    standing = [Standing(purpose=one.purpose.key, channel=one.channel, state=one.state) for one in cells]
    return Consents(standing=standing, items=[_told(one.consent) for one in found.history])


@consents.post("/customers/{party_id}/consents", "consent.edit", {201: Recorded})
def record_answer(request: Request, party_id: AddressId, given: NewConsent) -> Status[Recorded]:
    """Record what a person answered; a withdrawal holds at once."""
    party = reached(request, party_id)
    said = Answer(**given.model_dump(exclude={"details"}), details=given.details or None)
    rows = record_consent(request.member, party.pk, said)
    return Status(201, Recorded(items=[_told(one) for one in rows]))


def _told(row: models.Consent) -> Consent:
    names = ("channel", "state", "basis", "at", "source", "wording")
    said = {name: getattr(row, name) for name in names}
    return Consent(id=row.pk, purpose=row.purpose.key, recorded_by=row.recorded_label, **said)
