from pathlib import Path

from django.conf import settings

from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Row, Tell, one_by_one
from rapport.kernel.redacting import names_in_file


def _holding(person: Person) -> list[Path]:
    folder = Path(settings.DATA_FOLDER) / "exports" / str(person.workspace_id)
    return [path for path in sorted(folder.glob("*")) if path.is_file() and names_in_file(person.words, path)]


def _found(person: Person) -> list[Row]:
    return [{"file": path.suffix.lstrip("."), "bytes": path.stat().st_size} for path in _holding(person)]


def _sweep(person: Person, tell: Tell) -> Outcome:
    """Lists wait for a day to be fetched; whoever needs one makes it again."""
    gone = _holding(person)
    for path in gone:
        path.unlink(missing_ok=True)
    return Outcome(deleted=len(gone))


def _erase(person: Person, change: Place) -> Outcome:
    return Outcome()


exports = PersonalData(
    name="exports",
    title="Exported lists",
    help="Files with the person in them that still wait to be fetched.",
    where="exports",
    keys=(),
    found=_found,
    erase=_erase,
    sweep=one_by_one(_sweep),
    order=61,
)
