"""What is said about a party by a form, a file or a program, and what is wrong with it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from rapport.apps.customers.models import CHANNELS, Party
from rapport.apps.customers.operations.contact import email_error, phone_error
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.text import text_error

TEXTS = (
    "name",
    "external_id",
    "given_name",
    "family_name",
    "email",
    "phone",
    "street",
    "city",
    "postal_code",
    "job_title",
    "website",
    "tax_number",
    "language",
    "preferred_channel",
    "gender",
    "industry",
    "company_size",
    "acquisition_channel",
)
LONGEST_ATTRIBUTES = 100
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
WEBSITE = re.compile(r"(https?://)?[^\s/@:]+\.[^\s/@:]+(:\d+)?([/?#]\S*)?", re.IGNORECASE)
LONGEST_TAG = 60
EARLIEST_BIRTH = date(1850, 1, 1)


@dataclass(slots=True)
class PartyFacts:
    """What is known about one person or company. None means "not said": what is there stays.

    `tags` are added and never taken away, `attributes` are merged; one that is None is taken away. Fields in `cleared`
    are emptied where nothing is said of them. `called` is the name of a new record of which none is said. `place`
    names the source in errors ("row 17").
    """

    name: str | None = None
    kind: str | None = None
    external_id: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    phone: str | None = None
    region_id: int | None = None
    street: str | None = None
    city: str | None = None
    postal_code: str | None = None
    job_title: str | None = None
    website: str | None = None
    tax_number: str | None = None
    language: str | None = None
    preferred_channel: str | None = None
    gender: str | None = None
    industry: str | None = None
    company_size: str | None = None
    acquisition_channel: str | None = None
    birth_date: date | None = None
    first_seen_at: datetime | None = None
    company_id: int | None = None
    account_manager_id: int | None = None
    sales_rep_id: int | None = None
    service_team_id: int | None = None
    tags: Sequence[str] = ()
    attributes: dict[str, Any] | None = None
    cleared: Sequence[str] = ()
    called: str = ""
    place: str = ""


class RefusedFacts(NamedTuple):
    """Facts that were left out: which of those given, the field at fault, and why."""

    position: int
    field: str
    reason: str


@dataclass(slots=True)
class Recorded:
    """What a bulk operation did: how many, and the row's id for each thing given, in the same order.

    What was left out because it was wrong is in `refused`, and has the id 0. `states` says of each what became of it:
    created, updated, unchanged, or refused.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    ids: list[int] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    refused: list["RefusedFacts"] = field(default_factory=list)


def party_errors(facts: PartyFacts) -> list[tuple[str, str]]:
    """Everything that is wrong, as pairs of field and sentence; empty when the facts can be recorded."""
    return list(_errors(facts))


def check(facts: PartyFacts) -> None:
    """Raise Refused with the first thing that is wrong, naming source and field."""
    for name, message in _errors(facts):
        raise Refused(message, place=f"{facts.place} › {name}" if facts.place else name, code="party")


def _errors(facts: PartyFacts) -> Iterator[tuple[str, str]]:
    for name in TEXTS:
        text = getattr(facts, name)
        if text:
            longest = getattr(Party._meta.get_field(name), "max_length", None) or 0
            error = text_error(text, longest=longest)
            if error:
                yield name, error
    if facts.name is not None and not facts.name.strip():
        yield "name", "A person or company needs a name."
    if facts.kind is not None and facts.kind not in Party.Kind.values:
        yield "kind", f"“{facts.kind[:40]}” is neither “person” nor “company”."
    if facts.email and (error := email_error(facts.email)):
        yield "email", error
    if facts.phone and (error := phone_error(facts.phone)):
        yield "phone", error
    yield from _errors_of_manners(facts)
    yield from _errors_of_dates(facts)
    yield from _errors_of_words(facts)


def _errors_of_manners(facts: PartyFacts) -> Iterator[tuple[str, str]]:
    if facts.website and facts.website.strip() and not WEBSITE.fullmatch(facts.website.strip()):
        yield "website", f"“{facts.website[:60]}” is not an address such as www.example.com."
    if facts.language and facts.language.strip() and not LANGUAGE.fullmatch(facts.language.strip()):
        yield "language", f"“{facts.language[:20]}” is not a language code such as en or pt-BR."
    if facts.preferred_channel and facts.preferred_channel not in dict(CHANNELS):
        offered = ", ".join(dict(CHANNELS))
        yield "preferred_channel", f"“{facts.preferred_channel[:20]}” is none of: {offered}."


def _errors_of_dates(facts: PartyFacts) -> Iterator[tuple[str, str]]:
    if facts.birth_date is not None and not EARLIEST_BIRTH <= facts.birth_date <= now().date():
        yield "birth_date", f"{facts.birth_date.isoformat()} is not a date of birth."
    if facts.first_seen_at is not None and facts.first_seen_at.tzinfo is None:
        yield "first_seen_at", "This moment has no time zone."


def _errors_of_words(facts: PartyFacts) -> Iterator[tuple[str, str]]:
    for tag in facts.tags:
        if error := (text_error(tag, longest=LONGEST_TAG) or ("" if tag.strip() else "A tag needs a word.")):
            yield "tags", error
    if facts.attributes is not None and len(facts.attributes) > LONGEST_ATTRIBUTES:
        yield "attributes", f"At most {LONGEST_ATTRIBUTES} further attributes fit."
