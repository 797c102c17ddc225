"""Warning of people in a file who were erased here: they are taken in, and somebody should know."""

from collections.abc import Sequence

from rapport.apps.customers.operations import PartyFacts
from rapport.apps.customers.operations.erased_again import erased_in
from rapport.apps.exchange.importers._entry import Setting, Written

EXTRA_TITLES = {"erased_again": "Rows with the address or number of somebody who was erased"}


def count_erased(setting: Setting, parties: Sequence[PartyFacts], written: Written) -> None:
    """Count the rows whose address or number belonged to somebody who was erased."""
    written.count("erased_again", sum(1 for fields in erased_in(setting.member, parties) if fields))
