from pathlib import Path

from django.conf import settings

from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Rows

REQUESTS = Rows(
    "customers.PrivacyRequest", ("requested_at", "kind", "state", "reason", "requested_label", "finished_at")
)


def _erase(person: Person, change: Place) -> Outcome:
    """That somebody asked, and when, stays as the proof that it was done; copies that were made go."""
    for name in REQUESTS.of(person).exclude(file="").values_list("file", flat=True):
        (Path(settings.DATA_FOLDER) / "privacy" / str(person.workspace_id) / name).unlink(missing_ok=True)
    return REQUESTS.emptied(person, change, file="", reason="")


requests = PersonalData(
    name="requests",
    title="Requests about the data",
    help="What the person asked for, and copies of their data that were made.",
    where="privacy",
    keys=REQUESTS.named,
    found=REQUESTS.copied,
    erase=_erase,
    order=22,
)
