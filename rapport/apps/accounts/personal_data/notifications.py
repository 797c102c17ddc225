import re

from rapport.kernel.personal_data import Person, PersonalData, Picked


def _ids(person: Person) -> list[int]:
    """Notifications that lead to the person's record, or name the person and lead to nobody else's."""
    theirs = re.compile(rf"/customers/(?:{'|'.join(str(number) for number in sorted(person.ids))})(?!\d)")
    found = []
    for pk, url, about, text in TOLD.every(person).values_list("pk", "url", "about", "text"):
        somebody_else = re.search(r"/customers/\d+", url) and not theirs.search(url)
        if theirs.search(url) or (not somebody_else and person.words.in_text(f"{about}\n{text}")):
            found.append(pk)
    return found


TOLD = Picked("accounts.Notification", ("at", "kind", "about", "text"), pick=_ids)

notifications = PersonalData(
    name="notifications",
    title="Notifications",
    help="What members were told about the person.",
    where="notifications",
    keys=(),
    found=TOLD.copied,
    erase=TOLD.deleted,
    order=70,
)
