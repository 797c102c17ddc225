"""Lists as files to take away: what a view shows, in its order, to whoever has the right; every file is in the log."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django_tasks import task

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import recorded
from rapport.apps.customers.queries.cells import plain
from rapport.apps.customers.queries.columns import Column, chosen, columns_for
from rapport.apps.customers.queries.lists import PartyFilter, matching, rows_in_order
from rapport.kernel import jobs
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.ids import new_token
from rapport.kernel.jobs.models import Job
from rapport.kernel.sheets import FORMS, Form, write_table

AT_ONCE = 5_000
KEPT_FOR = timedelta(days=1)
STEP = 500
Tell = Callable[[int, int | None, str], None]


def fits_at_once(member: Member, wanted: PartyFilter) -> bool:
    """Is the list short enough to be written while somebody waits?"""
    return len(matching(member, wanted).order_by().values_list("pk", flat=True)[: AT_ONCE + 1]) <= AT_ONCE


def export_list(
    member: Member,
    file: IO[bytes],
    *,
    wanted: PartyFilter,
    columns: Sequence[str],
    form: Form,
    tell: Tell | None = None,
) -> int:
    """Write the records a filter means with these columns into a file; returns how many."""
    member.require("exports.run")
    if form not in FORMS:
        raise Refused(_("A list is exported as CSV or Excel."), place="form", code="export")
    shown = _of_a_file(columns_for(member), columns)
    rows = rows_in_order(member, wanted, shown)
    count = write_table(file, form, [str(one.title) for one in shown], _cells(rows, shown, tell))
    with recorded(member.actor, "customers.exported", topics=["exports"]) as change:
        change.details |= {"rows": count, "form": form, "columns": [one.key for one in shown]}
        change.details["filter"] = {key: value for key, value in wanted.as_json().items() if value and key != "ids"}
    return count


def export_later(member: Member, *, wanted: PartyFilter, columns: Sequence[str], form: Form, name: str) -> Job:
    """Have the file written in the background; its job shows how far it is and where the file is."""
    member.require("exports.run")
    return jobs.enqueue(
        write_export,
        workspace=member,
        actor=member.actor,
        title=_("Export: %(name)s") % {"name": name},
        member_id=member.pk,
        wanted=wanted.as_json(),
        columns=list(columns),
        form=form,
        name=name,
    )


@task(queue_name=jobs.LONG)
def write_export(
    member_id: int, wanted: dict[str, Any], columns: list[str], form: Form, name: str
) -> dict[str, Any] | None:
    """The job of an export. Begun anew after a kill, it writes a new file; strays are removed after a day."""
    member = Member.objects.active().select_related("workspace", "user").get(pk=member_id)
    folder = export_folder(member.workspace_id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{new_token()}.{form}"
    try:
        with path.open("xb") as file:
            rows = export_list(
                member, file, wanted=PartyFilter.read(wanted), columns=columns, form=form, tell=_tell_or_stop
            )
    except _Stopped:
        path.unlink(missing_ok=True)
        return None
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return {"file": path.name, "name": f"{name}.{form}", "rows": rows}


def export_folder(workspace_id: int) -> Path:
    """Where a workspace's files wait to be fetched."""
    return Path(settings.DATA_FOLDER) / "exports" / str(workspace_id)


def forget_old_exports() -> int:
    """Remove files that have waited for a day; returns how many."""
    limit, gone = (now() - KEPT_FOR).timestamp(), 0
    for path in (Path(settings.DATA_FOLDER) / "exports").glob("*/*"):
        if path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


class _Stopped(Exception):
    """Somebody cancelled the job."""


def _tell_or_stop(done: int, total: int | None, note: str) -> None:
    jobs.progress(done, total, note)
    if jobs.cancelled():
        raise _Stopped


def _of_a_file(offered: dict[str, Column], keys: Sequence[str]) -> list[Column]:
    """The columns of the list; where it shows one contact, a file has the address and the number."""
    wanted = chosen(offered, keys)
    spread = [[offered["email"], offered["phone"]] if one.key == "contact" else [one] for one in wanted]
    return list({column.key: column for columns in spread for column in columns}.values())


def _cells(rows: Iterator[Any], columns: Sequence[Column], tell: Tell | None) -> Iterator[list[Any]]:
    done = 0
    while portion := list(islice(rows, STEP)):
        for party in portion:
            yield [plain(column, party) for column in columns]
        done += len(portion)
        if tell is not None:
            tell(done, None, "")
