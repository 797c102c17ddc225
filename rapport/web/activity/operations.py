"""Stopping and repeating background work: asked for by a member, kept in the log."""

from rapport.apps.accounts.models import Member
from rapport.apps.activity import queries
from rapport.apps.activity.operations import Subject, recorded
from rapport.kernel import jobs as background
from rapport.kernel.jobs.models import Job


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
