from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q

from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Row, Rows, Tell, one_by_one
from rapport.kernel.redacting import ERASED, names_in_file

IMPORTS = Rows("exchange.Import", ("file_name", "kind", "status", "started_at"))
ISSUES = Rows("exchange.ImportIssue", ("line", "column", "reason", "further", "cells"))
LEFT = Rows("exchange.UndoRemainder", ("noun", "label", "field", "reason"))
FOLDERS = Rows("exchange.WatchedFolder", ("folder",))
WRITTEN = ("file_name", "columns", "guessed", "options", "doubts", "trial", "message")
AT_WORK = ("checking", "waiting", "running")


def _path(person: Person, name: str) -> Path:
    return Path(settings.UPLOAD_FOLDER) / "imports" / str(person.workspace_id) / name


def _kept_files(person: Person) -> list[tuple[Any, Path]]:
    """Imports whose file is still kept and names the person."""
    waiting = IMPORTS.every(person).exclude(file="").order_by("pk")
    paths = [(one, _path(person, one.file)) for one in waiting]
    return [(one, path) for one, path in paths if path.is_file() and names_in_file(person.words, path)]


def _in_watched_folders(person: Person) -> int:
    """How many files name the person that were read from watched folders and lie there still."""
    folders = [Path(settings.WATCH_FOLDER) / name for name in FOLDERS.every(person).values_list("folder", flat=True)]
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return sum(1 for path in paths if names_in_file(person.words, path))


def _issues(person: Person) -> list[int]:
    """Refused rows that name the person."""
    rows = ISSUES.every(person).values_list("pk", "reason", "further", "cells").iterator(2_000)
    return [pk for pk, *told in rows if _names(person, told)]


def _names(person: Person, value: Any) -> bool:
    return bool(person.words.without_in(value) != value)


def _remainders(person: Person) -> Q:
    return Q(noun__in=["record", "party"], row_id__in=person.ids)


def _found(person: Person) -> list[Row]:
    refused = ISSUES.every(person).filter(pk__in=_issues(person)).order_by("pk").values(*ISSUES.shown)
    files = [{"file_name": one.file_name, "kind": one.kind} for one, _path in _kept_files(person)]
    return files + [dict(row) for row in refused]


def _sweep(person: Person, tell: Tell) -> Outcome:
    """Files that were read are not needed any more; one at work is, and is named. Watched folders are not ours."""
    outside = _in_watched_folders(person)
    done = Outcome(kept={"Files in watched folders: delete them where they are.": outside} if outside else {})
    for one, path in _kept_files(person):
        if one.status in AT_WORK:
            done.places[f"imports/{one.pk}"] = 1
            continue
        path.unlink(missing_ok=True)
        done.deleted += IMPORTS.every(person).filter(pk=one.pk).update(file="")
    return done


def _erase(person: Person, change: Place) -> Outcome:
    done = Outcome(deleted=ISSUES.delete(ISSUES.every(person).filter(pk__in=_issues(person)), change))
    done.emptied += LEFT.every(person).filter(_remainders(person)).update(label=ERASED, reason="")
    for pk, label in LEFT.every(person).exclude(_remainders(person)).values_list("pk", "label"):
        if person.words.in_text(label):
            done.emptied += LEFT.every(person).filter(pk=pk).update(label=ERASED)
    for one in IMPORTS.every(person).only("workspace", *WRITTEN):
        before = {name: getattr(one, name) for name in WRITTEN}
        after = {name: person.words.rowwise(value) for name, value in before.items()}
        if after != before:
            done.emptied += IMPORTS.every(person).filter(pk=one.pk).update(**after)
    return done


imports = PersonalData(
    name="imports",
    title="Imported files",
    help="Files that came in with the person in them, their refused rows, samples of checks.",
    where="imports",
    keys=(),
    found=_found,
    erase=_erase,
    sweep=one_by_one(_sweep),
    order=60,
)
