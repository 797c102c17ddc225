from rapport.kernel.clock import now
from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Rows

MEMBERSHIPS = Rows("customers.Membership", ("segment__name", "since", "until"))


def _erase(person: Person, change: Place) -> Outcome:
    """Who was in a segment when stays countable; the person leaves today."""
    MEMBERSHIPS.of(person).filter(until=None).update(until=now(), change=change.sequence)
    return Outcome(
        kept={"Only the number of the empty record: counts of segments stay right.": MEMBERSHIPS.of(person).count()}
    )


segments = PersonalData(
    name="segments",
    title="Segments",
    help="In which segments the person is or was, and since when.",
    where="segments",
    keys=MEMBERSHIPS.named,
    found=MEMBERSHIPS.copied,
    erase=_erase,
    order=8,
)
