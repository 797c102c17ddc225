import re

from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Row, Rows

TOLD = Rows("accounts.Notification", ("at", "kind", "about", "text", "actor_label"))
WORK = {name + "s": Rows(f"conversations.{name.title()}", ()) for name in ("task", "call", "message")}
LEADS = re.compile(r"/w/[^/]+/(tasks|calls|messages)/(\d+)")


def _ids(person: Person) -> list[int]:
    """Notifications that lead to a task, a call or a message about the person, whatever their words are."""
    theirs = {place: set(rows.ids(person)) for place, rows in WORK.items()}
    leading = [(pk, LEADS.match(url)) for pk, url in TOLD.every(person).values_list("pk", "url")]
    return [pk for pk, lead in leading if lead and int(lead[2]) in theirs[lead[1]]]


def _found(person: Person) -> list[Row]:
    rows = TOLD.every(person).filter(pk__in=_ids(person)).order_by("pk").values("at", "kind", "about", "text")
    return [{**row, "at": row["at"].isoformat()} for row in rows]


def _erase(person: Person, change: Place) -> Outcome:
    return Outcome(deleted=TOLD.delete(TOLD.every(person).filter(pk__in=_ids(person)), change))


told = PersonalData(
    name="told",
    title="Notifications of work",
    help="What members were told about tasks, calls and messages with the person.",
    where="notifications",
    keys=(),
    found=_found,
    erase=_erase,
    order=29,
)
