"""`rapport canvas …`: list canvases, make one, and export one to a file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rapport.cli import house, terminal

command = typer.Typer(help="List, make and export canvases.", no_args_is_help=True)


class Format(StrEnum):
    """What a canvas can be exported to."""

    PDF = "pdf"
    SVG = "svg"
    PNG = "png"
    JSON = "json"


@command.command("list")
def list_(
    as_json: house.JsonOption = False, workspace: house.WorkspaceOption = "", data: house.DataOption = None
) -> None:
    """The canvases in use, last changed first."""
    house.open(data)
    from rapport.apps.canvas.queries import canvas_cards

    cards = canvas_cards(house.acting_member(workspace))
    rows = [{"id": card.canvas.pk, "title": card.canvas.title, "notes": card.notes} for card in cards]
    if as_json:
        terminal.print_json(rows)
    else:
        terminal.print_table(rows, empty="No canvases.")


@command.command()
def create(
    segment: Annotated[str, typer.Option(help="Name of the segment; without one the canvas is about everybody.")] = "",
    title: Annotated[str, typer.Option(help="Its title [default: the segment's name].")] = "",
    period: Annotated[str, typer.Option(help="Which time its figures are of.")] = "last-12-months",
    as_json: house.JsonOption = False,
    workspace: house.WorkspaceOption = "",
    data: house.DataOption = None,
) -> None:
    """Make an empty canvas and print its id."""
    house.open(data)
    from rapport.apps.canvas.operations import create_canvas
    from rapport.apps.customers.queries import segments

    member = house.acting_member(workspace)
    found = next((one.pk for one in segments(member) if one.name == segment), None)
    if segment and found is None:
        terminal.stop(f"There is no segment {segment!r}.")
    with terminal.refusals():
        canvas = create_canvas(member, title=title, segment_id=found, period=period)
    if as_json:
        terminal.print_json({"id": canvas.pk, "title": canvas.title})
    else:
        terminal.answer(canvas.pk)


@command.command()
def export(
    canvas_id: Annotated[int, typer.Argument(metavar="ID", help="Number of the canvas, as in its address.")],
    to: Annotated[Format, typer.Option("--to", help="Kind of file.")] = Format.PDF,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File or folder to write to; - is standard output.")
    ] = None,
    workspace: house.WorkspaceOption = "",
    data: house.DataOption = None,
) -> None:
    """Write a canvas to a file named after its title, or to --output."""
    house.open(data)
    from rapport.apps.canvas.queries import export as exported

    with terminal.refusals():
        made = exported(house.acting_member(workspace), canvas_id, to.value)
    if str(output) == "-":
        typer.get_binary_stream("stdout").write(made.content)
        return
    target = output / made.name if output and output.is_dir() else output or Path(made.name)
    try:
        target.write_bytes(made.content)
    except OSError as error:
        terminal.stop(f"Cannot write {target}: {error.strerror}.")
    terminal.say(f"Wrote {target}")
