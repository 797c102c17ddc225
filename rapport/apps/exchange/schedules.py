from rapport.apps.exchange.operations import forget_old_files
from rapport.kernel.jobs import every


@every(seconds=600)
def tidy_imports() -> None:
    """Remove files that are no longer needed."""
    forget_old_files()
