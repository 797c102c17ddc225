import re

from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Row, Rows

TOLD = Rows("accounts.Notification", ("at", "kind", "about", "text", "actor_label"))


def _ids(person: Person) -> list[int]:
    """Notifications that lead to the person's record, or name the person and lead to nobody else's."""
    theirs = re.compile(rf"/customers/(?:{'|'.join(str(number) for number in sorted(person.ids))})(?!\d)")
    found = []
    for pk, url, about, text in TOLD.every(person).values_list("pk", "url", "about", "text"):
        somebody_else = re.search(r"/customers/\d+", url) and not theirs.search(url)
        if theirs.search(url) or (not somebody_else and person.words.in_text(f"{about}\n{text}")):
            found.append(pk)
    return found


def _found(person: Person) -> list[Row]:
    rows = TOLD.every(person).filter(pk__in=_ids(person)).order_by("pk").values("at", "kind", "about", "text")
    return [{**row, "at": row["at"].isoformat()} for row in rows]


def _erase(person: Person, change: Place) -> Outcome:
    return Outcome(deleted=TOLD.delete(TOLD.every(person).filter(pk__in=_ids(person)), change))


notifications = PersonalData(
    name="notifications",
    title="Notifications",
    help="What members were told about the person.",
    where="notifications",
    keys=(),
    found=_found,
    erase=_erase,
    order=70,
)
