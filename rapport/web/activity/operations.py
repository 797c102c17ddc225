"""Stopping and repeating background work, checking the log and taking it away as a file: asked for by a member."""

from collections.abc import Iterator
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity import queries
from rapport.apps.activity.models import Activity
from rapport.apps.activity.operations import Subject, recorded
from rapport.apps.activity.tasks import check_later
from rapport.kernel import jobs as background
from rapport.kernel.jobs.models import Job
from rapport.kernel.models import Seal
from rapport.kernel.sheets import csv_lines
from rapport.web.activity.reach import seen_in_log, told_to
from rapport.web.activity.words import entry

COLUMNS = ("Place", "When", "Who", "What", "Verb", "About", "Number", "Name", "Particulars", "Seal", "Link")


def stop_job(member: Member, job_id: int) -> Job:
    """Stop a job: a waiting one at once, a running one when its task looks. Raises Missing."""
    member.require("jobs.manage")
    job = queries.job_of(member, job_id)
    with recorded(member.actor, "job.stopped", subject=Subject("job", job.pk, job.title), topics=["jobs"]):
        background.cancel(job, by=str(member))
    return job


def repeat_job(member: Member, job_id: int) -> Job | None:
    """Try a failed or cancelled job again; None, and nothing done, for one that is open or done. Raises Missing."""
    member.require("jobs.manage")
    job = queries.job_of(member, job_id)
    if job.is_open or job.status == Job.Status.DONE:
        return None
    with recorded(member.actor, "job.repeated", subject=Subject("job", job.pk, job.title), topics=["jobs"]):
        background.try_again(job)
    return job


def ask_for_check(member: Member) -> Job:
    """Have the log checked in the background, now instead of tonight."""
    member.require("jobs.manage")
    return check_later(member, actor=member.actor)


def export_log(member: Member, filters: queries.Filters) -> Iterator[str]:
    """The records that the member may read and asked for, as lines of CSV, oldest first, up to the moment of asking.

    With the number and the link of each record's seal, the file proves later what the log said today.
    """
    member.require("activity.view")
    member.require("exports.run")
    with recorded(member.actor, "log.exported", topics=["exports"]) as change:
        asked = {name: getattr(filters, name) for name in ("verb", "actor", "since", "until")}
        change.details["filter"] = {name: str(value) for name, value in asked.items() if value}
    portions = queries.portions_of_log(member, filters, within=seen_in_log(member), until=change.sequence)
    return csv_lines(COLUMNS, (_cells(member, *row) for portion in portions for row in portion))


def _cells(member: Member, record: Activity, seal: Seal | None) -> list[Any]:
    shown = entry(record, told_to(member, record.details))
    particulars = "; ".join(f"{name}: {value}" for name, value in shown.particulars)
    return [
        record.sequence,
        record.at.isoformat(timespec="microseconds"),
        record.actor_label,
        shown.what,
        record.verb,
        record.subject_type,
        record.subject_id,
        record.subject_label,
        particulars,
        seal.number if seal else None,
        seal.link if seal else None,
    ]
