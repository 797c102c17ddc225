"""`rapport work`: the process that does the jobs."""

from rapport.cli import house


def command(data: house.DataOption = None) -> None:
    """Do jobs until stopped. `rapport run` starts one of these; start more on a bigger installation."""
    house.open(data)
