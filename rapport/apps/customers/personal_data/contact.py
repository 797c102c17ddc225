from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Row, Rows

POINTS = Rows("customers.ContactPoint", ("kind", "value", "label", "created_at"))
ADDRESSES = Rows("customers.PostalAddress", ("purpose", "street", "postal_code", "city", "region__name", "created_at"))


def _found(person: Person) -> list[Row]:
    return POINTS.copied(person) + ADDRESSES.copied(person)


def _erase(person: Person, change: Place) -> Outcome:
    return POINTS.deleted(person, change) + ADDRESSES.deleted(person, change)


contact = PersonalData(
    name="contact",
    title="Further addresses and numbers",
    help="E-mail addresses, telephone numbers and places beside the first ones.",
    where="the record",
    keys=(*POINTS.named, *ADDRESSES.named),
    found=_found,
    erase=_erase,
    order=2,
)
