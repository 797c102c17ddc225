"""Folders whose files are read in by themselves: each file once, moved away with a report when it is done."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django_tasks import task

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Subject, recorded
from rapport.apps.activity.queries import every_workspace
from rapport.apps.exchange.importers import importer_of, importers
from rapport.apps.exchange.models import Import, WatchedFolder
from rapport.apps.exchange.operations.receiving import receive_file
from rapport.apps.exchange.operations.running import begin_import, run_import
from rapport.apps.exchange.recipes.mapping import check_mapping
from rapport.kernel import jobs
from rapport.kernel.bulk import delete_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, Refused

QUIET_FOR = timedelta(seconds=10)
BLOCK = 1 << 20
DONE, FAILED = "done", "failed"
MOST_FILES = 1_000


def watch_folder(member: Member, *, folder: str, kind: str) -> WatchedFolder:
    """Read files in this folder as they appear. The folder is one below the place the server sets aside for this."""
    member.require("imports.run")
    if kind not in importers:
        raise Refused("Choose what the files hold.", place="kind")
    name = folder.strip().strip("/")
    path = _path(member.workspace.slug, name)
    with recorded(member.actor, "folder.watched", topics=["imports"]) as change:
        if WatchedFolder.objects.of(member).filter(folder=name).exists():
            raise Conflict("This folder is watched already.", place="folder")
        path.mkdir(parents=True, exist_ok=True)
        watched: WatchedFolder = WatchedFolder.objects.create(
            workspace_id=member.workspace_id, folder=name, kind=kind, member=member
        )
        change.about("folder", watched.pk, name)
    return watched


def pause_folder(member: Member, folder_id: int) -> None:
    """Leave the files of a folder alone for now."""
    _set_paused(member, folder_id, "folder.paused", paused=True)


def resume_folder(member: Member, folder_id: int) -> None:
    """Read the files of a folder again."""
    _set_paused(member, folder_id, "folder.resumed", paused=False)


def forget_folder(member: Member, folder_id: int) -> None:
    """Watch a folder no more; its files and what was imported stay."""
    member.require("imports.run")
    with recorded(member.actor, "folder.forgotten", topics=["imports"]) as change:
        watched = _found(member, folder_id)
        change.about("folder", watched.pk, watched.folder)
        Import.objects.of(member).filter(watched=watched).update(watched=None)
        delete_rows(WatchedFolder.objects.of(member).filter(pk=watched.pk))


def look_into_folders() -> None:
    """Give the worker every folder that holds something new."""
    if not settings.WATCH_FOLDER:
        return
    for workspace in every_workspace():
        for watched in WatchedFolder.objects.of(workspace).filter(paused_at=None).select_related("member__user"):
            if watched.member is not None and any(True for _ in _files(_path(workspace.slug, watched.folder))):
                key = f"folder:{watched.pk}"
                title = f"Read the files in {watched.folder}"
                jobs.enqueue(read_folder, workspace=workspace, title=title, unique_key=key, folder_id=watched.pk)
            else:
                _put(watched, looked_at=now())


@task(queue_name=jobs.LONG)
def read_folder(folder_id: int) -> None:
    """The job of one folder: all its files, the oldest first."""
    # A job keeps plain ids; the folder says to which workspace it belongs.
    for workspace in every_workspace():
        watched = WatchedFolder.objects.of(workspace).select_related("member__user").filter(pk=folder_id).first()
        if watched is not None and watched.paused_at is None and watched.member is not None:
            watched.member.workspace = workspace
            read_files(watched.member, watched)


def read_files(member: Member, watched: WatchedFolder) -> None:
    """Read every file of the folder in; one that fails does not keep the others back."""
    folder = _path(member.workspace.slug, watched.folder)
    for path in list(_files(folder))[:MOST_FILES]:
        if jobs.cancelled():
            return
        try:
            source = _read(member, watched, path)
        except Refused as refused:
            _tell_failure(watched, f"{path.name}: {refused.message}")
            _move(path, FAILED, {"file": path.name, "message": refused.message})
        else:
            _settle(watched, path, source)
    _put(watched, looked_at=now())


def _read(member: Member, watched: WatchedFolder, path: Path) -> Import:
    """The import of a file: the one that was interrupted, the one that has read it before, or a new one."""
    digest = _digest(path)
    before = Import.objects.of(member).filter(watched=watched, digest=digest).order_by("-pk").first()
    if before is not None and before.status == Import.Status.DONE:
        return before
    if before is None or not before.is_at_work:
        before = receive_file(member, name=path.name, content=_blocks(path), kind=watched.kind, watched=watched)
        check_mapping(importer_of(member, before.kind), before.mapping, before.columns)
        begin_import(member, before)
    return run_import(member, before, tell=jobs.progress, stop=jobs.cancelled)


def _settle(watched: WatchedFolder, path: Path, source: Import) -> None:
    report = {
        "file": path.name,
        "import": source.pk,
        "status": source.status,
        "message": source.message,
        **{name: getattr(source, name) for name in ("rows", "accepted", "refused", "created", "updated", "unchanged")},
    }
    if source.status == Import.Status.DONE and source.accepted:
        if _is_first(watched, source):
            counted = {"files": watched.files + 1, "rows": watched.rows + source.accepted, "last_success_at": now()}
            _put(watched, mapping=source.mapping, options=source.options, **counted)
        _move(path, DONE, report)
    elif source.status != Import.Status.CANCELLED:
        words = source.message or "None of its rows could be read."
        _tell_failure(watched, f"{path.name}: {words}")
        _move(path, FAILED, report)


def _is_first(watched: WatchedFolder, source: Import) -> bool:
    """Has this import not been counted yet? A file that comes again brings nothing new."""
    finished = source.finished_at
    return finished is not None and (watched.last_success_at is None or finished > watched.last_success_at)


def _tell_failure(watched: WatchedFolder, words: str) -> None:
    _put(watched, last_error=words[:1000], last_error_at=now())


def _path(slug: str, folder: str) -> Path:
    """The folder in the place set aside for the workspace. Raises Refused for one outside of it."""
    if not settings.WATCH_FOLDER:
        raise Refused("This server watches no folders: RAPPORT_WATCH is not set.", code="no-watch-folder")
    root = (Path(settings.WATCH_FOLDER) / slug).resolve()
    path = (root / folder.replace("\0", "")).resolve()
    if not folder or "\0" in folder or len(folder) > 200 or not path.is_relative_to(root) or path == root:
        raise Refused("Name a folder below the one of this workspace, such as “orders”.", place="folder")
    if path.name in (DONE, FAILED):
        raise Refused(f"“{path.name}” is where files go that were read. Choose another name.", place="folder")
    return path


def _files(folder: Path) -> Iterator[Path]:
    """Plain files that nobody has written to for a while, the oldest first; hidden ones are somebody's own."""
    if not folder.is_dir():
        return
    limit = now().timestamp() - QUIET_FOR.total_seconds()
    found = [path for path in folder.iterdir() if path.is_file() and not path.is_symlink() and path.name[0] != "."]
    quiet = [(path.stat().st_mtime, path.name, path) for path in found]
    yield from (path for changed, _, path in sorted(quiet) if changed <= limit)


def _move(path: Path, where: str, report: dict[str, Any]) -> None:
    """The file goes to its place with the report beside it, under a name that is free there."""
    folder = path.parent / where
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    if target.exists():
        target = folder / f"{path.stem}-{now():%Y%m%d-%H%M%S-%f}{path.suffix}"
    target.with_name(f"{target.name}.report.json").write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    path.rename(target)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as content:
        while block := content.read(BLOCK):
            yield block


def _found(member: Member, folder_id: int) -> WatchedFolder:
    watched: WatchedFolder | None = WatchedFolder.objects.of(member).filter(pk=folder_id).first()
    if watched is None:
        raise Missing("There is no such folder.")
    return watched


def _set_paused(member: Member, folder_id: int, verb: str, *, paused: bool) -> None:
    member.require("imports.run")
    with recorded(member.actor, verb, topics=["imports"], subject=Subject("folder", folder_id)) as change:
        watched = _found(member, folder_id)
        change.about("folder", watched.pk, watched.folder)
        if (watched.paused_at is not None) == paused:
            change.leave_no_record()
        else:
            _put(watched, paused_at=now() if paused else None)


def _put(watched: WatchedFolder, **values: Any) -> None:
    for name, value in values.items():
        setattr(watched, name, value)
    watched.save(update_fields=list(values))
