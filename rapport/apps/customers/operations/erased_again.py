"""People who come in although they were erased here: they are taken in, and somebody should know."""

from collections.abc import Sequence

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Region
from rapport.apps.customers.operations.contact import normal_contact
from rapport.apps.customers.operations.facts import PartyFacts
from rapport.apps.customers.queries.persons import erased_among, has_erased


def erased_in(member: Member, parties: Sequence[PartyFacts]) -> list[list[str]]:
    """For each, which of `email` and `phone` belonged to somebody who was erased."""
    if not has_erased(member):
        return [[] for _ in parties]
    named = {facts.region_id for facts in parties if facts.region_id}
    countries = dict(Region.objects.of(member).filter(pk__in=named).values_list("pk", "country"))
    contacts = [
        normal_contact(facts.email or "", facts.phone or "", countries.get(facts.region_id or 0, ""))
        for facts in parties
    ]
    erased = erased_among(member, {normal for one in contacts for normal in one.values()})
    return [[name.removesuffix("_normal") for name, normal in one.items() if normal in erased] for one in contacts]
