"""What time does to imports: files nobody needs are removed, those whose process is gone say so."""

from datetime import timedelta

from rapport.apps.activity.queries import every_workspace
from rapport.apps.exchange.models import KEPT_FOR, Import, import_folder
from rapport.kernel.clock import now
from rapport.kernel.jobs.models import Job

SILENT_FOR = timedelta(minutes=15)


def forget_old_files() -> int:
    """Remove the files of imports that nobody has touched for two weeks; returns how many."""
    forgotten = 0
    for workspace in every_workspace():
        _end_the_silent(workspace.pk)
        old = Import.objects.of(workspace).exclude(file="").exclude(status__in=Import.AT_WORK)
        for source in old.filter(touched_at__lt=now() - KEPT_FOR):
            path = source.path
            source.file = ""
            source.save(update_fields=["file"])
            if path is not None:
                path.unlink(missing_ok=True)
            forgotten += 1
        _remove_strays(workspace.pk)
    return forgotten


def _end_the_silent(workspace_id: int) -> None:
    """An import at work without an open job was a command's, or its job gave up: it will not go on by itself."""
    silent = Import.objects.of(workspace_id).at_work().filter(touched_at__lt=now() - SILENT_FOR)
    for source in silent:
        if not Job.objects.of(workspace_id).open().filter(pk=source.job).exists():
            words = "It was interrupted. Set it up again and start it: what was read is not doubled."
            source.status, source.message, source.finished_at = Import.Status.FAILED, words, now()
            source.save(update_fields=["status", "message", "finished_at"])


def _remove_strays(workspace_id: int) -> None:
    """Files that a kill left behind between their arrival and their entry."""
    folder = import_folder(workspace_id)
    if not folder.exists():
        return
    known = set(Import.objects.of(workspace_id).exclude(file="").values_list("file", flat=True))
    limit = (now() - timedelta(days=1)).timestamp()
    for path in folder.iterdir():
        if path.name not in known and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
