"""What the kernel does again and again."""

from rapport.kernel.jobs import every
from rapport.kernel.jobs.overseer import clean_up


@every(seconds=6 * 3600)
def remove_old_jobs() -> None:
    """Jobs that ended long ago."""
    clean_up()
