from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Rows
from rapport.kernel.redacting import ERASED

CONSENTS = Rows(
    "customers.Consent",
    ("at", "purpose__title", "channel", "state", "basis", "wording", "source", "proof", "recorded_label"),
)


def _erase(person: Person, change: Place) -> Outcome:
    """What was allowed and withdrawn, and when, stays countable; who said it and what proves it goes."""
    return CONSENTS.emptied(person, change, source=ERASED, wording="", proof={})


consents = PersonalData(
    name="consents",
    title="Consent",
    help="What the person allowed and withdrew, with what they were shown and what proves it.",
    where="the record",
    keys=CONSENTS.named,
    life=(("customers.Consent.party", "at"),),
    found=CONSENTS.copied,
    erase=_erase,
    order=9,
)
