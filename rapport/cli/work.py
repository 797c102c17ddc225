"""`rapport work`: the process that does the jobs and follows the log."""

from rapport.cli import house


def command(data: house.DataOption = None) -> None:
    """Do jobs until stopped. `rapport run` starts one of these; start more on a bigger installation."""
    house.open(data)
    from rapport.apps.activity.followers import follow_until
    from rapport.apps.activity.operations import announce_job
    from rapport.kernel.jobs.worker import main

    main(companions=[follow_until], on_change=announce_job)
