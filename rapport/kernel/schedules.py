"""What the kernel does again and again."""

from rapport.kernel.jobs import every
from rapport.kernel.jobs.overseer import clean_up
from rapport.kernel.repeats import forget_answers


@every(seconds=6 * 3600)
def remove_old_jobs() -> None:
    """Jobs that ended long ago."""
    clean_up()


@every(seconds=3600)
def remove_old_answers() -> None:
    """What programs were answered under their keys, and personal data in it."""
    forget_answers()
