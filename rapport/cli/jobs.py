"""`rapport jobs`: what the worker has done, is doing and will do."""

from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import house, terminal

if TYPE_CHECKING:
    from rapport.kernel.models import Job

command = typer.Typer(help="Work done later by the worker: list it, try again, cancel.", no_args_is_help=True)

JobNumber = Annotated[int, typer.Argument(help="The job's number, as in the list.")]
SHOWN = 30


@command.command("list")
def list_jobs(
    workspace: house.WorkspaceOption = "",
    status: Annotated[str, typer.Option(help="Only waiting, running, done, failed or cancelled ones.")] = "",
    as_json: house.JsonOption = False,
) -> None:
    """The newest jobs of a workspace."""
    house.open()
    owner = house.acting_member(workspace)
    from rapport.kernel.models import Job

    owner.require("jobs.view")
    jobs = Job.objects.of(owner).order_by("-pk")
    rows = [_row(job) for job in (jobs.filter(status=status) if status else jobs)[:SHOWN]]
    if as_json:
        terminal.print_json(rows)
    else:
        terminal.print_table(rows, empty="No jobs.")


@command.command("retry")
def retry(number: JobNumber, workspace: house.WorkspaceOption = "") -> None:
    """Queue a failed or cancelled job once more."""
    job = _job(number, workspace)
    from rapport.kernel.jobs import try_again

    if job.is_open:
        terminal.stop(f"Job {number} is {job.status}: there is nothing to try again.")
    terminal.answer(try_again(job).pk)


@command.command("cancel")
def cancel_job(number: JobNumber, workspace: house.WorkspaceOption = "") -> None:
    """Stop a job: at once while it waits, at its next word of progress while it runs."""
    job = _job(number, workspace)
    from rapport.kernel.jobs import cancel

    if not job.is_open:
        terminal.stop(f"Job {number} is {job.status} already.")
    cancel(job, by="command line")
    terminal.say(f"Job {number} is asked to stop.")


def _row(job: "Job") -> dict[str, object]:
    share = job.share_done
    return {
        "job": job.pk,
        "title": job.title,
        "status": job.status,
        "done": "" if share is None else f"{share:.0%}",
        "attempts": f"{job.attempts}/{job.max_attempts}",
        "since": f"{job.created_at:%Y-%m-%d %H:%M}",
        "error": job.error.splitlines()[0] if job.error else "",
    }


def _job(number: int, workspace: str) -> "Job":
    house.open()
    owner = house.acting_member(workspace)
    from rapport.kernel.models import Job

    owner.require("jobs.view")
    job = Job.objects.of(owner).filter(pk=number).first()
    if job is None:
        terminal.stop(f"There is no job {number} in {owner.workspace}.")
    return job
