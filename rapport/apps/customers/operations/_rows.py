"""The columns of a party as plain values: what facts change in them, and whether what they point to exists."""

from collections.abc import Iterable
from typing import Any

from rapport.apps.customers.models import Party, Region
from rapport.apps.customers.operations.contact import normal_email, normal_phone
from rapport.apps.customers.operations.facts import TEXTS, PartyFacts
from rapport.kernel.bulk import chunks
from rapport.kernel.errors import Refused
from rapport.kernel.text import folded

Values = dict[str, Any]
DATES_AND_KEYS = ("region_id", "company_id", "birth_date", "first_seen_at")
DERIVED = ("email_normal", "phone_normal", "search_text")
COLUMNS = (*TEXTS, "kind", *DATES_AND_KEYS, "attributes", *DERIVED)


def empty_values() -> Values:
    """A party of whom nothing is known yet."""
    texts: Values = dict.fromkeys((*TEXTS, *DERIVED), "")
    return texts | dict.fromkeys(DATES_AND_KEYS) | {"kind": Party.Kind.PERSON.value, "attributes": {}}


def with_facts(before: Values, facts: PartyFacts, countries: dict[int, str]) -> Values:
    """The values after the facts were added; `countries` gives the country of a region."""
    after = dict(before)
    for name in (*TEXTS, "kind"):
        said = getattr(facts, name)
        if said is not None:
            after[name] = said.strip()
    for name in DATES_AND_KEYS:
        said = getattr(facts, name)
        if said is not None:
            after[name] = said
    if facts.attributes:
        after["attributes"] = {**before["attributes"], **facts.attributes}
    after["email_normal"] = normal_email(after["email"])
    after["phone_normal"] = normal_phone(after["phone"], countries.get(after["region_id"] or 0, ""))
    after["search_text"] = search_text(after)
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
