"""`rapport metrics`: figures with their intervals, by segment, region, value and stretch of time."""

import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rapport.cli import house, metric_files, terminal

if TYPE_CHECKING:
    from rapport.apps.accounts.models import Member
    from rapport.apps.insights.queries.cuts import Cut

FORMATS = ("table", "json", "csv")
CUTS = ("region", "month")
GRAINS = ("week", "month", "quarter", "year")
EVERY = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    metrics: list[str]
    segments: list[str]
    region: str
    by_region: bool
    grain: str
    breakdown: str
    period: str


def command(
    metric: Annotated[
        list[str] | None,
        typer.Option(help="Name of a metric; may be repeated. Default: all for which anything is recorded."),
    ] = None,
    segment: Annotated[
        list[str] | None, typer.Option(help="Name of a segment; may be repeated; “all” for every one. By id in files.")
    ] = None,
    region: Annotated[str, typer.Option(help="Only customers of this region.")] = "",
    by: Annotated[str, typer.Option(help="region, month, or both with a comma.")] = "",
    grain: Annotated[str, typer.Option(help="week, month, quarter or year: a row for each beside the whole.")] = "",
    breakdown: Annotated[
        str, typer.Option(help="A row for each value of a dimension: channel, touchpoint, category …")
    ] = "",
    period: Annotated[str, typer.Option(help="last-12-months, last-3-months, this-year, last-year, all-time …")] = "",
    format_: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table",
    list_: Annotated[bool, typer.Option("--list", help="Only list the metrics: name, title, unit, group.")] = False,
    files: Annotated[
        Path | None, typer.Option(help="Folder of Parquet or CSV files named after the fact tables; no workspace.")
    ] = None,
    start: Annotated[str, typer.Option(help="With --files: first day, 2025-01-01.")] = "",
    end: Annotated[str, typer.Option(help="With --files: day after the last one.")] = "",
    zone: Annotated[str, typer.Option(help="With --files: time zone of the days.")] = "UTC",
    workspace: house.WorkspaceOption = "",
    data: house.DataOption = None,
) -> None:
    """Print metrics with value, interval, n and period; brings the figures up to date first.

    With `--files` they come from plain files instead, over the last 12 months that have data unless told otherwise.
    """
    wanted = _wanted(metric, segment, region, by, grain, breakdown, period, format_)
    if list_:
        _print_list(format_)
    elif files is not None:
        if period:
            terminal.stop("--period is of a workspace: with --files say --start and --end.", code=2)
        _print(metric_files.rows_of(files, wanted, start, end, zone), format_)
    else:
        house.open(data)
        _print(_of_workspace(wanted, workspace), format_)


def _wanted(
    metric: list[str] | None,
    segment: list[str] | None,
    region: str,
    by: str,
    grain: str,
    breakdown: str,
    period: str,
    format_: str,
) -> Wanted:
    if format_ not in FORMATS:
        terminal.stop(f"There is no format {format_!r}: table, json or csv.", code=2)
    cuts = [word for word in by.split(",") if word]
    if strange := [word for word in cuts if word not in CUTS]:
        terminal.stop(f"Figures cannot be cut by {strange[0]!r}: region or month.", code=2)
    if grain and grain not in GRAINS:
        terminal.stop(f"There is no grain {grain!r}: {', '.join(GRAINS)}.", code=2)
    grain = grain or ("month" if "month" in cuts else "")
    return Wanted(metric or [], segment or [], region, "region" in cuts, grain, breakdown, period)


def _of_workspace(wanted: Wanted, workspace: str) -> list[dict[str, Any]]:
    member = house.acting_member(workspace)
    with terminal.refusals():
        _bring_up_to_date(member)
        return [row for cut in _cuts(member, wanted) for row in _rows(member, cut)]


def _bring_up_to_date(member: "Member") -> None:
    from rapport.apps.insights.operations.extraction import extract
    from rapport.apps.insights.queries.progress import is_behind

    if is_behind(member.workspace_id):
        terminal.say("Updating the figures …")
        for problem in extract(member.workspace_id).problems:
            terminal.say(f"Not up to date: {problem}")


def _cuts(member: "Member", wanted: Wanted) -> "list[Cut]":
    from rapport.apps.insights.queries.cuts import Cut
    from rapport.apps.insights.queries.lookups import region_called, segments_called
    from rapport.apps.insights.queries.periods import DEFAULT
    from rapport.apps.insights.queries.picking import recorded_names

    return [
        Cut(
            metric=name,
            segments=tuple(segments_called(member, wanted.segments, every=EVERY)),
            everybody=not wanted.segments,
            regions=(region_called(member, wanted.region),) if wanted.region else (),
            by_region=wanted.by_region,
            grain=wanted.grain or None,  # type: ignore[arg-type]
            breakdown=wanted.breakdown,
            period=wanted.period or DEFAULT,
        )
        for name in wanted.metrics or recorded_names(member, wanted.breakdown)
    ]


def _rows(member: "Member", cut: "Cut") -> list[dict[str, Any]]:
    from django.utils import timezone

    from rapport.apps.insights.queries.explorer import explore
    from rapport.apps.insights.queries.export import table_rows

    with timezone.override(member.workspace.zone):
        head, *rows = table_rows(explore(member, cut))
    return [dict(zip(head, row, strict=True)) for row in rows]


def _print_list(format_: str) -> None:
    from rapport.analytics.groups import GROUPS
    from rapport.analytics.metrics import catalogue

    rows: list[dict[str, Any]] = [
        {"metric": entry.name, "title": entry.title, "unit": entry.unit, "group": heading}
        for name, heading in GROUPS.items()
        for entry in catalogue
        if entry.group == name
    ]
    _print(rows, format_, readable=False)


def _print(rows: list[dict[str, Any]], format_: str, *, readable: bool = True) -> None:
    if format_ == "json":
        terminal.print_json(rows)
    elif format_ == "csv":
        writer = csv.DictWriter(sys.stdout, list(dict.fromkeys(name for row in rows for name in row)) or ["metric"])
        writer.writeheader()
        writer.writerows(rows)
    else:
        shown = [_readable(row) for row in rows] if readable else rows
        terminal.print_table(shown, empty="No figures: nothing has been recorded yet.")


def _readable(row: dict[str, Any]) -> dict[str, object]:
    from datetime import datetime

    from rapport.ui import figures

    value, low, high, unit = row["value"], row["low"], row["high"], row["unit"]
    known = value is not None
    start, end = (datetime.fromisoformat(row[name]) for name in ("period_start", "period_end"))
    names = list(row)
    # What stands between the region and the period is the value of the breakdown.
    broken_down = {name: row[name] for name in names[names.index("region") + 1 : names.index("period_start")]}
    return {
        "metric": row["metric"],
        "segment": row["segment"],
        "region": row["region"],
        **broken_down,
        "period": figures.span(start, end),
        "value": figures.figure(value, unit) if known else row["state"].replace("_", " "),
        "95 % interval": figures.interval(low, high, unit) if known and low is not None and high is not None else "",
        "n": row["n"],
    }
