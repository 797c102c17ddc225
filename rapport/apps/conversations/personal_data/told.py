import re

from rapport.kernel.personal_data import Person, PersonalData, Picked, Rows

WORK = {name + "s": Rows(f"conversations.{name.title()}", ()) for name in ("task", "call", "message")}
LEADS = re.compile(r"/w/[^/]+/(tasks|calls|messages)/(\d+)")


def _ids(person: Person) -> list[int]:
    """Notifications that lead to a task, a call or a message about the person, whatever their words are."""
    theirs = {place: set(rows.ids(person)) for place, rows in WORK.items()}
    leading = [(pk, LEADS.match(url)) for pk, url in TOLD.every(person).values_list("pk", "url")]
    return [pk for pk, lead in leading if lead and int(lead[2]) in theirs[lead[1]]]


TOLD = Picked("accounts.Notification", ("at", "kind", "about", "text"), pick=_ids)

told = PersonalData(
    name="told",
    title="Notifications of work",
    help="What members were told about tasks, calls and messages with the person.",
    where="notifications",
    keys=(),
    found=TOLD.copied,
    erase=TOLD.deleted,
    order=29,
)
