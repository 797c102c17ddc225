"""`rapport import`: read a CSV or Excel file in, as the import pages do."""

import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from rapport.cli import house, prepare, terminal

if TYPE_CHECKING:
    from rapport.apps.accounts.models import Member
    from rapport.apps.exchange.importers import Importer
    from rapport.apps.exchange.models import Import

SOME_REFUSED = 1
ALL_REFUSED = 2
SHOWN_ISSUES = 10
BLOCK = 1 << 20


def command(
    file: Annotated[Path, typer.Argument(help="The CSV or Excel (.xlsx) file.", exists=True, dir_okay=False)],
    as_: Annotated[str, typer.Option("--as", help="people, companies, products, orders or responses.")] = "",
    columns: Annotated[
        list[str] | None, typer.Option("--map", help="FIELD=COLUMN; an empty COLUMN leaves it out.")
    ] = None,
    options: Annotated[list[str] | None, typer.Option("--set", help="NAME=VALUE, such as date_order=dmy.")] = None,
    currency: Annotated[str, typer.Option(help="Currency of the amounts [default: the workspace's].")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check every row and write nothing.")] = False,
    workspace: house.WorkspaceOption = "",
    as_json: house.JsonOption = False,
    data: house.DataOption = None,
) -> None:
    """Import a file. Ends with 0 when all rows went in, 1 when some were refused, 2 when the whole file was."""
    house.open(data)
    prepare.database()
    from rapport.kernel.errors import Refused

    member = house.acting_member(workspace)
    said = _pairs(options, "--set") | ({"currency": currency} if currency else {})
    try:
        source = _received(member, file, as_, _pairs(columns, "--map"), said)
        _say_doubts(source)
        outcome = _tried(member, source) if dry_run else _imported(member, source)
    except Refused as refused:
        _refuse(refused.message, place=refused.place, as_json=as_json)
    if as_json:
        terminal.print_json(outcome)
    else:
        _tell(outcome)
    if outcome.get("message"):
        terminal.stop(outcome["message"], code=SOME_REFUSED)
    raise typer.Exit(SOME_REFUSED if outcome["refused"] else 0)


def _received(member: "Member", file: Path, kind: str, columns: dict[str, str], options: dict[str, str]) -> "Import":
    from rapport.apps.exchange.operations import choose_mapping, discard_import, receive_file
    from rapport.kernel.errors import Refused

    source = receive_file(member, name=file.name, content=_blocks(file), kind=kind)
    try:
        return choose_mapping(member, source.pk, mapping={**source.mapping, **columns}, options=options)
    except Refused:
        discard_import(member, source.pk)
        raise


def _say_doubts(source: "Import") -> None:
    """What the first rows leave open is read in one way; say which, and how to say otherwise."""
    for name in source.doubts:
        terminal.say(
            f"The file can be read in two ways: {name} is taken as {source.options[name]!r}. Use --set {name}=…"
        )


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as content:
        while block := content.read(BLOCK):
            yield block


def _tried(member: "Member", source: "Import") -> dict[str, Any]:
    from rapport.apps.exchange.importers import importers
    from rapport.apps.exchange.operations import discard_import, try_file

    with terminal.progress() as bar:
        row = bar.add_task("Checking", total=None)
        outcome = try_file(
            member,
            source,
            tell=lambda done, total, note: bar.update(row, completed=done, total=total),
            stop=lambda: False,
        )
    described = {"file": source.file_name, "kind": source.kind, "mapping": source.mapping, "options": source.options}
    discard_import(member, source.pk)
    titles = _titles(importers.get(source.kind), outcome["extra"])
    return {"dry_run": True, **described, **outcome, "titles": titles}


def _imported(member: "Member", source: "Import") -> dict[str, Any]:
    from rapport.apps.exchange.models import Import
    from rapport.apps.exchange.operations import begin_import, run_import
    from rapport.kernel.errors import Refused

    begin_import(member, source)
    stopping = _stop_on_interrupt()
    with terminal.progress() as bar:
        row = bar.add_task("Importing", total=None)
        run_import(
            member,
            source,
            tell=lambda done, total, note: bar.update(row, completed=done, total=total, description=note or "Done"),
            stop=stopping.is_set,
        )
    if source.status == Import.Status.REFUSED:
        raise Refused(source.message)
    return _outcome(member, source)


def _stop_on_interrupt() -> Event:
    """Ctrl-C ends the import after the portion under way; a second one ends it at once."""
    asked = Event()

    def interrupted(*_: object) -> None:
        asked.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    signal.signal(signal.SIGINT, interrupted)
    return asked


def _outcome(member: "Member", source: "Import") -> dict[str, Any]:
    from rapport.apps.exchange.queries import issues_of, report_of

    report = report_of(member, source)
    issues = issues_of(member, source)[:SHOWN_ISSUES]
    return {
        "import": source.pk,
        "file": source.file_name,
        "kind": source.kind,
        "mapping": source.mapping,
        "options": source.options,
        "message": source.message,
        "rows": report.rows,
        "accepted": report.accepted,
        "refused": report.refused,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "extra": source.extra,
        "titles": _titles(report.importer, source.extra),
        "seconds": round(report.seconds, 1),
        "issues": [{"line": one.line, "column": one.column, "reason": " ".join(one.reasons)} for one in issues],
    }


def _titles(importer: "Importer", counts: dict[str, Any]) -> dict[str, str]:
    """What the further counts are called, in the order in which the importer names them."""
    return {name: title for name, title in importer.extra_titles.items() if name in counts}


def _tell(outcome: dict[str, Any]) -> None:
    """The outcome for people: the sum of the rows, what became of them, the first refused rows."""
    from rich.table import Table

    verb = "checked" if outcome.get("dry_run") else "imported"
    title = f"{outcome['file']} {verb} as {outcome['kind']}"
    table = Table(title=title, show_header=False, title_justify="left", box=None, padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    for name in ("rows", "accepted", "refused", "records", "created", "updated", "unchanged"):
        if name in outcome:
            table.add_row(name.capitalize(), f"{outcome[name]:,}")
    for name, title in outcome.get("titles", {}).items():
        table.add_row(title, str(outcome["extra"][name]))
    terminal.answers.print(table)
    for issue in outcome["issues"]:
        terminal.answers.print(f"line {issue['line']}: {issue['reason']}", markup=False)
    hidden = outcome["refused"] - len(outcome["issues"])
    if hidden > 0:
        terminal.answers.print(f"… and {hidden:,} more; all of them are on the import's page.", markup=False)


def _refuse(message: str, *, place: str, as_json: bool) -> NoReturn:
    if as_json:
        terminal.print_json({"message": message, "place": place})
    terminal.stop(message, code=ALL_REFUSED)


def _pairs(written: list[str] | None, option: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for one in written or []:
        name, found, value = one.partition("=")
        if not found or not name.strip():
            terminal.stop(f"{option} needs NAME=VALUE, not {one!r}.", code=ALL_REFUSED)
        pairs[name.strip()] = value.strip()
    return pairs
