from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Row, Rows

MEMBERS = Rows("customers.DuplicateMember", ("group__score", "group__reasons", "group__state", "group__found_at"))
PAIRS = Rows("customers.DistinctPair", ("created_at",), ("first", "second"))
GROUPS = Rows("customers.DuplicateGroup", ())


def _found(person: Person) -> list[Row]:
    return MEMBERS.copied(person)


def _erase(person: Person, change: Place) -> Outcome:
    """Groups of two go whole; what is left of larger ones is compared anew."""
    groups = set(MEMBERS.of(person).values_list("group", flat=True))
    others = Rows(MEMBERS.label, (), ("group",))
    others.delete(others.every(person).filter(group__in=groups), change)
    gone = GROUPS.delete(GROUPS.every(person).filter(pk__in=groups), change)
    return Outcome(deleted=gone) + PAIRS.deleted(person, change)


duplicates = PersonalData(
    name="duplicates",
    title="Possible duplicates",
    help="Groups of records that seemed to be one, and pairs that somebody told apart.",
    where="duplicates",
    keys=(*MEMBERS.named, *PAIRS.named),
    found=_found,
    erase=_erase,
    order=20,
)
