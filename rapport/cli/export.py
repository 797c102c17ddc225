"""`rapport export`: write people, orders and the rest to a file, as the export page does."""

from pathlib import Path
from typing import Annotated

import typer

from rapport.cli import house, prepare, terminal


def command(
    kind: Annotated[str, typer.Argument(help="people, companies, products, orders, responses or segments.")],
    to: Annotated[Path | None, typer.Option("--to", help="The file to write [default: a name with the date].")] = None,
    file_format: Annotated[str, typer.Option("--format", help="csv, xlsx, json, or vcard for people.")] = "csv",
    workspace: house.WorkspaceOption = "",
    as_json: house.JsonOption = False,
    data: house.DataOption = None,
) -> None:
    """Export what the workspace holds. Ends with 0, or with 2 when there is no such export."""
    house.open(data)
    prepare.database()
    from rapport.apps.exchange.operations import export
    from rapport.kernel.errors import Refused

    member = house.acting_member(workspace)
    try:
        exported = export(member, kind, file_format)
    except Refused as refused:
        terminal.stop(refused.message, code=2)
    path = to or Path(exported.file_name)
    size = 0
    with terminal.progress() as bar, path.open("wb") as file:
        row = bar.add_task("Writing", total=None)
        for piece in exported.content:
            size += file.write(piece)
            bar.update(row, completed=size)
    if as_json:
        terminal.print_json({"file": str(path), "kind": kind, "format": file_format, "bytes": size})
    else:
        terminal.say(f"Wrote {kind} to {path}, {size:,} bytes.")
