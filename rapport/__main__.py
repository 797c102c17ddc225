"""`python -m rapport` is the command `rapport`."""

from rapport.cli import app

app(prog_name="rapport")
