"""`rapport canvas …`: list canvases, make one, export one to a file, and import one."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import house, terminal

if TYPE_CHECKING:
    from rapport.apps.accounts.models import Member
    from rapport.apps.canvas.queries.incoming import Look

command = typer.Typer(help="List, make, export and import canvases.", no_args_is_help=True)


class Format(StrEnum):
    """What a canvas can be exported to."""

    PDF = "pdf"
    SVG = "svg"
    PNG = "png"
    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"


class Pages(StrEnum):
    """How a PDF is laid out."""

    BOARD = "board"
    SECTIONS = "sections"


class Extra(StrEnum):
    """What can be added to JSON."""

    COMMENTS = "comments"
    PEOPLE = "people"


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
    pages: Annotated[Pages, typer.Option(help="The whole board on a page of a PDF, or a page for each section.")] = (
        Pages.BOARD
    ),
    extras: Annotated[
        list[Extra] | None, typer.Option("--with", help="Add comments or people to JSON; may be given twice.")
    ] = None,
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
        member = house.acting_member(workspace)
        wanted = [extra.value for extra in extras or []]
        made = exported(member, canvas_id, to.value, pages=pages.value, extras=wanted)
    if str(output) == "-":
        typer.get_binary_stream("stdout").write(made.content)
        return
    target = output / made.name if output and output.is_dir() else output or Path(made.name)
    try:
        target.write_bytes(made.content)
    except OSError as error:
        terminal.stop(f"Cannot write {target}: {error.strerror}.")
    terminal.say(f"Wrote {target}")


@command.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A canvas exported as JSON, version 1 or 2; - is standard input.")],
    segment: Annotated[
        str, typer.Option(help="Name of the segment it is about here [default: the one in the file].")
    ] = "",
    everybody: Annotated[bool, typer.Option("--everybody", help="Let it be about all customers.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would become of it.")] = False,
    as_json: house.JsonOption = False,
    workspace: house.WorkspaceOption = "",
    data: house.DataOption = None,
) -> None:
    """Make a canvas from a file and print its id. A damaged file changes nothing."""
    house.open(data)
    from rapport.apps.canvas.operations.incoming import import_canvas
    from rapport.apps.canvas.queries.incoming import look_at
    from rapport.apps.canvas.readers import read_document

    member = house.acting_member(workspace)
    with terminal.refusals():
        document = read_document(_content(file))
        look = look_at(member, document)
        for remark in look.remarks:
            terminal.say(remark)
        about = _about(member, look, segment, everybody=everybody)
        if dry_run:
            terminal.say(f"{look.title}: {', '.join(look.counts) or 'empty'}. Nothing was written.")
            return
        canvas = import_canvas(
            member, document, segment_id=about.segment_id, party_id=about.party_id, region_id=look.region_id
        )
    if as_json:
        terminal.print_json({"id": canvas.pk, "title": canvas.title})
    else:
        terminal.answer(canvas.pk)


def _content(file: Path) -> bytes:
    if str(file) == "-":
        return typer.get_binary_stream("stdin").read()
    try:
        return file.read_bytes()
    except OSError as error:
        terminal.stop(f"Cannot read {file}: {error.strerror}.")


def _about(member: "Member", look: "Look", segment: str, *, everybody: bool) -> "Look":
    """Whom the canvas is about here: as the options say, or as the file does."""
    from rapport.apps.customers.queries import segments

    if everybody:
        return replace(look, segment_id=None, party_id=None)
    if segment:
        found = next((one.pk for one in segments(member) if one.name == segment), None)
        if found is None:
            terminal.stop(f"There is no segment {segment!r}.")
        return replace(look, segment_id=found, party_id=None)
    if not look.is_subject_known:
        terminal.stop(f"There is no {look.subject!r} here. Say whom it is about with --segment NAME or --everybody.")
    return look
