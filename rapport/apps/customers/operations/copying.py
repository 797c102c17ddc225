"""A copy of all that is kept about a person: one archive with a page to read, the same as data, and their files."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django_tasks import task

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Subject, recorded
from rapport.apps.customers.models import Party, PrivacyRequest
from rapport.apps.customers.queries.persons import person_of
from rapport.apps.customers.queries.privacy import person_asked_about
from rapport.kernel import jobs
from rapport.kernel.clock import now
from rapport.kernel.ids import new_token
from rapport.kernel.personal_data import Person, PersonalData, Tell, registered

KEPT_FOR = timedelta(days=7)
UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


def copy_folder(workspace_id: int) -> Path:
    """Where a workspace's copies wait to be fetched."""
    return Path(settings.DATA_FOLDER) / "privacy" / str(workspace_id)


@task(queue_name=jobs.LONG)
def write_copy(member_id: int, request_id: int) -> None:
    """The job of a copy. Begun anew after a kill, it writes the file again under another name."""
    member = Member.objects.active().select_related("workspace", "user").get(pk=member_id)
    request: PrivacyRequest = PrivacyRequest.objects.of(member).select_related("party").get(pk=request_id)
    if request.state != PrivacyRequest.State.DONE:
        make_copy(member, request, tell=jobs.progress)


def make_copy(member: Member, request: PrivacyRequest, *, tell: Tell) -> PrivacyRequest:
    """Write the archive of the person a request is about."""
    folder = copy_folder(member.workspace_id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{new_token()}.zip"
    try:
        with path.open("xb") as file:
            counted = write_archive(file, person_asked_about(request), made_for=str(member.workspace), tell=tell)
        _done(member, request, path.name, counted)
    except BaseException as error:
        path.unlink(missing_ok=True)
        failed = {"state": PrivacyRequest.State.FAILED, "error": type(error).__name__}
        PrivacyRequest.objects.of(member).filter(pk=request.pk).update(**failed)
        raise
    return request


def write_archive(file: IO[bytes], party: Party, *, made_for: str, tell: Tell) -> dict[str, int]:
    """Write the copy into a file; returns how many rows there are of each kind."""
    person = person_of(party)
    kinds = registered().all()
    found: list[tuple[PersonalData, list[dict[str, Any]]]] = []
    for done, entry in enumerate(kinds):
        tell(done, len(kinds), str(entry.title))
        found.append((entry, entry.found(person)))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        told = {"name": party.name, "made_at": now().isoformat(), "kept_by": made_for}
        kinds_told = [{"name": one.name, "title": one.title, "help": one.help, "rows": rows} for one, rows in found]
        archive.writestr("data.json", json.dumps(told | {"kinds": kinds_told}, ensure_ascii=False, indent=2))
        files = _with_files(archive, kinds, person)
        archive.writestr("read-me-first.html", _page(told, found, files))
    return {entry.name: len(rows) for entry, rows in found if rows}


def forget_old_copies() -> int:
    """Remove copies that have waited for a week; returns how many."""
    limit, gone = (now() - KEPT_FOR).timestamp(), 0
    for path in (Path(settings.DATA_FOLDER) / "privacy").glob("*/*.zip"):
        if path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _with_files(archive: zipfile.ZipFile, kinds: list[PersonalData], person: Person) -> list[str]:
    names = []
    for entry in kinds:
        for name, path in entry.files(person):
            if path.is_file():
                names.append(f"files/{name.translate(UNSAFE)}")
                archive.write(path, names[-1])
    return names


def _page(told: dict[str, str], found: list[tuple[PersonalData, list[dict[str, Any]]]], files: list[str]) -> str:
    kinds = [
        {"title": one.title, "help": one.help, "rows": [_words(row) for row in rows]} for one, rows in found if rows
    ]
    return render_to_string("customers/privacy/copy.html", {**told, "kinds": kinds, "files": files})


def _words(row: dict[str, Any]) -> list[tuple[str, str]]:
    """What is filled in, under names to read."""
    filled = [(name, value) for name, value in row.items() if value not in ("", None, [], {})]
    return [
        (
            name.replace("_", " "),
            json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value),
        )
        for name, value in filled
    ]


def _done(member: Member, request: PrivacyRequest, name: str, counted: dict[str, int]) -> None:
    subject = Subject("privacy", request.pk, _("Copy of one person's data"))
    with recorded(member.actor, "privacy.copy_made", subject=subject, topics=["privacy"]):
        request.state, request.finished_at, request.error = PrivacyRequest.State.DONE, now(), ""
        request.file, request.report = name, {"found": counted}
        request.save(update_fields=["state", "finished_at", "error", "file", "report"])
