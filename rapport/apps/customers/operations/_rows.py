"""The columns of a party as plain values: what facts change in them, and whether what they point to exists."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from rapport.apps.accounts.models import Member, Team
from rapport.apps.customers.models import CustomField, Party, Region
from rapport.apps.customers.operations.contact import normal_email, normal_phone
from rapport.apps.customers.operations.facts import TEXTS, PartyFacts
from rapport.apps.customers.operations.values import read_attributes
from rapport.kernel.bulk import chunks
from rapport.kernel.errors import Refused
from rapport.kernel.text import folded

Values = dict[str, Any]
CARERS = ("account_manager_id", "sales_rep_id", "service_team_id")
DATES_AND_KEYS = ("region_id", "company_id", "birth_date", "first_seen_at", *CARERS)
# In `search_text`, between what is on the record itself and each further address or number.
SEARCH_PARTS = "\n"
DERIVED = ("email_normal", "phone_normal", "search_text")
COLUMNS = (*TEXTS, "kind", *DATES_AND_KEYS, "attributes", *DERIVED)


def empty_values() -> Values:
    """A party of whom nothing is known yet."""
    texts: Values = dict.fromkeys((*TEXTS, *DERIVED), "")
    return texts | dict.fromkeys(DATES_AND_KEYS) | {"kind": Party.Kind.PERSON.value, "attributes": {}}


def with_facts(before: Values, facts: PartyFacts, countries: dict[int, str]) -> Values:
    """The values after the facts were added; `countries` gives the country of a region."""
    empty = empty_values() if facts.cleared else {}
    after = {**before, **{name: empty[name] for name in facts.cleared}}
    for name in (*TEXTS, "kind"):
        said = getattr(facts, name)
        if said is not None:
            after[name] = said.strip()
    for name in DATES_AND_KEYS:
        said = getattr(facts, name)
        if said is not None:
            after[name] = said
    if facts.attributes:
        merged = {**before["attributes"], **facts.attributes}
        after["attributes"] = {key: value for key, value in merged.items() if value is not None}
    after["email_normal"] = normal_email(after["email"])
    after["phone_normal"] = normal_phone(after["phone"], countries.get(after["region_id"] or 0, ""))
    further = before["search_text"].split(SEARCH_PARTS)[1:]
    after["search_text"] = SEARCH_PARTS.join([search_text(after), *further])
    return after


def search_text(values: Values) -> str:
    """What the search looks through: names, address, city and number, folded, and the phone's digits alone."""
    words = [values[name] for name in ("name", "given_name", "family_name", "email", "city", "external_id")]
    digits = "".join(character for character in values["phone"] + values["phone_normal"] if character.isdigit())
    return folded(" ".join([*dict.fromkeys(word for word in words if word), digits]))


def countries_of(workspace_id: int, facts: Iterable[PartyFacts], known: Iterable[int | None] = ()) -> dict[int, str]:
    """The country of every region named. Raises Refused where a region is not the workspace's."""
    named = {entry.region_id: entry.place for entry in facts if entry.region_id is not None}
    wanted = list({*named, *(region_id for region_id in known if region_id is not None)})
    found: dict[int, str] = {}
    for part in chunks(wanted):
        found |= dict(Region.objects.of(workspace_id).filter(pk__in=part).values_list("pk", "country"))
    for region_id, place in named.items():
        if region_id not in found:
            raise Refused("There is no such region.", place=f"{place} › region" if place else "region", code="party")
    return found


def with_read_attributes(workspace_id: int, facts: Sequence[PartyFacts]) -> list[PartyFacts]:
    """The facts with the values of the workspace's own fields read. Raises Refused, naming the place."""
    if not any(entry.attributes for entry in facts):
        return list(facts)
    fields = {field.key: field for field in CustomField.objects.of(workspace_id)}
    return [
        replace(entry, attributes=read_attributes(fields, entry.attributes, entry.place)) if entry.attributes else entry
        for entry in facts
    ]


def check_carers(workspace_id: int, facts: Iterable[PartyFacts]) -> None:
    """Raise Refused where somebody is said to look after a record who is no member, or no team, of the workspace."""
    for name in CARERS:
        named = {getattr(entry, name): entry.place for entry in facts if getattr(entry, name) is not None}
        if not named:
            continue
        rows = Team.objects.of(workspace_id) if name == "service_team_id" else Member.objects.of(workspace_id)
        found = set(rows.filter(pk__in=list(named)).values_list("pk", flat=True))
        for key, place in named.items():
            if key not in found:
                word = name.removesuffix("_id")
                message = "There is no such team." if word == "service_team" else "There is no such member."
                raise Refused(message, place=f"{place} › {word}" if place else word, code="party")


def check_companies(workspace_id: int, facts: Iterable[PartyFacts]) -> None:
    """Raise Refused where somebody is said to work for what is no company of the workspace."""
    named = {entry.company_id: entry.place for entry in facts if entry.company_id is not None}
    found: set[int] = set()
    for part in chunks(list(named)):
        companies = Party.objects.of(workspace_id).filter(kind=Party.Kind.COMPANY, pk__in=part)
        found |= set(companies.values_list("pk", flat=True))
    for company_id, place in named.items():
        if company_id not in found:
            raise Refused("There is no such company.", place=f"{place} › company" if place else "company", code="party")
