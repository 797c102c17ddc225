"""`rapport metrics`: figures with their intervals, by segment, region and month."""

import csv
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rapport.cli import house, terminal

if TYPE_CHECKING:
    from rapport.apps.accounts.models import Member
    from rapport.apps.insights.queries.cuts import Cut

FORMATS = ("table", "json", "csv")
CUTS = ("region", "month")
EVERY = "all"


def command(
    metric: Annotated[list[str] | None, typer.Option(help="Name of a metric; may be repeated. Default: all.")] = None,
    segment: Annotated[
        list[str] | None, typer.Option(help="Name of a segment; may be repeated; “all” for every one.")
    ] = None,
    region: Annotated[str, typer.Option(help="Only customers of this region.")] = "",
    by: Annotated[str, typer.Option(help="region, month, or both with a comma.")] = "",
    period: Annotated[str, typer.Option(help="last-12-months, last-3-months, this-year, last-year, all-time …")] = "",
    format_: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table",
    workspace: house.WorkspaceOption = "",
    data: house.DataOption = None,
) -> None:
    """Print metrics with value, interval, n and period; brings the figures up to date first."""
    if format_ not in FORMATS:
        terminal.stop(f"There is no format {format_!r}: table, json or csv.", code=2)
    cuts = [word for word in by.split(",") if word]
    if strange := [word for word in cuts if word not in CUTS]:
        terminal.stop(f"Figures cannot be cut by {strange[0]!r}: region or month.", code=2)
    house.open(data)
    member = house.acting_member(workspace)
    with terminal.refusals():
        _bring_up_to_date(member)
        rows = [row for cut in _cuts(member, metric, segment, region, cuts, period) for row in _rows(member, cut)]
    _print(rows, format_)


def _bring_up_to_date(member: "Member") -> None:
    from rapport.apps.insights.operations.extraction import extract
    from rapport.apps.insights.queries.progress import is_behind

    if is_behind(member.workspace_id):
        terminal.say("Updating the figures …")
        for problem in extract(member.workspace_id).problems:
            terminal.say(f"Not up to date: {problem}")


def _cuts(
    member: "Member", metrics: list[str] | None, segments: list[str] | None, region: str, cuts: list[str], period: str
) -> "list[Cut]":
    from rapport.apps.insights.queries.cuts import Cut
    from rapport.apps.insights.queries.definitions import metric_titles
    from rapport.apps.insights.queries.lookups import region_called, segments_called
    from rapport.apps.insights.queries.periods import DEFAULT

    chosen = segments_called(member, [] if segments is None else segments, every=EVERY)
    return [
        Cut(
            metric=name,
            segments=tuple(chosen),
            everybody=not segments,
            regions=(region_called(member, region),) if region else (),
            by_region="region" in cuts,
            grain="month" if "month" in cuts else None,
            period=period or DEFAULT,
        )
        for name in metrics or metric_titles()
    ]


def _rows(member: "Member", cut: "Cut") -> list[dict[str, Any]]:
    from django.utils import timezone

    from rapport.apps.insights.queries.explorer import explore
    from rapport.apps.insights.queries.export import table_rows

    with timezone.override(member.workspace.zone):
        head, *rows = table_rows(explore(member, cut))
    return [dict(zip(head, row, strict=True)) for row in rows]


def _print(rows: list[dict[str, Any]], format_: str) -> None:
    if format_ == "json":
        terminal.print_json(rows)
    elif format_ == "csv":
        writer = csv.DictWriter(sys.stdout, list(rows[0]) if rows else ["metric"])
        writer.writeheader()
        writer.writerows(rows)
    else:
        terminal.print_table([_readable(row) for row in rows], empty="No figures: nothing has been recorded yet.")


def _readable(row: dict[str, Any]) -> dict[str, object]:
    from datetime import datetime

    from rapport.ui import figures

    value, low, high, unit = row["value"], row["low"], row["high"], row["unit"]
    known = value is not None
    start, end = (datetime.fromisoformat(row[name]) for name in ("period_start", "period_end"))
    return {
        "metric": row["metric"],
        "segment": row["segment"],
        "region": row["region"],
        "period": figures.span(start, end),
        "value": figures.figure(value, unit) if known else row["state"].replace("_", " "),
        "95 % interval": figures.interval(low, high, unit) if known and low is not None and high is not None else "",
        "n": row["n"],
    }
