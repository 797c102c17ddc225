from rapport.apps.exchange.operations import forget_old_files, look_into_folders
from rapport.kernel.jobs import every


@every(seconds=600)
def tidy_imports() -> None:
    """Remove files that are no longer needed."""
    forget_old_files()


@every(seconds=60)
def look_for_files() -> None:
    """Read what has appeared in watched folders."""
    look_into_folders()
