"""Warning of people in a file who were erased here: they are taken in, and somebody should know."""

from collections.abc import Sequence

from rapport.apps.customers.models import Region
from rapport.apps.customers.operations import PartyFacts, normal_contact
from rapport.apps.customers.queries.persons import erased_among, has_erased
from rapport.apps.exchange.importers._entry import Setting, Written

EXTRA_TITLES = {"erased_again": "Rows with the address or number of somebody who was erased"}


def count_erased(setting: Setting, parties: Sequence[PartyFacts], written: Written) -> None:
    """Count the rows whose address or number belonged to somebody who was erased."""
    member = setting.member
    if not has_erased(member):
        return
    named = {facts.region_id for facts in parties if facts.region_id}
    countries = dict(Region.objects.of(member).filter(pk__in=named).values_list("pk", "country"))
    contacts = [
        normal_contact(facts.email or "", facts.phone or "", countries.get(facts.region_id or 0, "")).values()
        for facts in parties
    ]
    erased = erased_among(member, {normal for pair in contacts for normal in pair})
    written.count("erased_again", sum(1 for pair in contacts if erased.intersection(pair)))
