from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Row, Rows

FACTS = Rows("customers.PersonalFact", ("kind", "text", "on", "created_at"))
TERMS = Rows(
    "customers.Terms",
    ("payment_days", "discount_rate", "credit_limit", "minimum_order", "currency", "price_list", "note", "created_at"),
)
TRAITS = Rows("customers.Trait", ("name", "value", "since"))


def _found(person: Person) -> list[Row]:
    return FACTS.copied(person) + TERMS.copied(person) + TRAITS.copied(person)


def _erase(person: Person, change: Place) -> Outcome:
    return FACTS.deleted(person, change) + TERMS.deleted(person, change) + TRAITS.deleted(person, change)


facts = PersonalData(
    name="facts",
    title="Personal facts, terms and traits",
    help="Children, anniversaries and interests; what is agreed with a company; what was worked out about somebody.",
    where="the record",
    keys=(*FACTS.named, *TERMS.named, *TRAITS.named),
    found=_found,
    erase=_erase,
    order=3,
)
