from pathlib import Path

from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Rows

FILES = Rows("customers.PartyFile", ("name", "size", "content_type", "at", "author_label"))


def _files(person: Person) -> list[tuple[str, Path]]:
    return [(f"{kept.pk}-{kept.name}", kept.path) for kept in FILES.of(person).order_by("pk")]


def _erase(person: Person, change: Place) -> Outcome:
    """The content goes first: a kill in between leaves a row to come back for, never a file that nobody knows."""
    for _name, path in _files(person):
        path.unlink(missing_ok=True)
    return FILES.deleted(person, change)


files = PersonalData(
    name="files",
    title="Files",
    help="Files kept with the record, and proofs of consent among them.",
    where="the record",
    keys=FILES.named,
    found=FILES.copied,
    erase=_erase,
    files=_files,
    order=6,
)
