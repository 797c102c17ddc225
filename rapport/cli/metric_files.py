"""Metrics of plain files: Parquet or CSV named after the fact tables, asked without the application."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

from rapport.cli import terminal

if TYPE_CHECKING:
    from rapport.analytics import Question, Row, Source
    from rapport.analytics.metric import Metric

KINDS = (".parquet", ".csv")
YEAR = timedelta(days=365)


class Wish(Protocol):
    """What the command line asks for."""

    @property
    def metrics(self) -> list[str]:
        """Names of metrics; empty for all that the files can answer."""

    @property
    def segments(self) -> list[str]:
        """Ids of segments."""

    @property
    def region(self) -> str:
        """The one region, if any."""

    @property
    def by_region(self) -> bool:
        """Whether each region has rows of its own."""

    @property
    def grain(self) -> str:
        """The stretches of time beside the whole."""

    @property
    def breakdown(self) -> str:
        """The dimension whose values have rows of their own."""


def rows_of(folder: Path, wish: Wish, start: str, end: str, zone: str) -> list[dict[str, Any]]:
    """The figures as plain rows, those of the whole period and of each stretch. Ends the command on bad files."""
    from rapport.analytics import AnalyticsError, Source

    _speak_english(zone)
    tables = _tables(folder)
    try:
        with Source(tables, naive_zone=zone) as source:
            asked = _question(source, tables, wish, start, end, zone)
            return [_plain(row, wish.breakdown) for row in _answered(source, asked, wish)]
    except AnalyticsError as problem:
        terminal.stop(str(problem))


def _answered(source: "Source", asked: "Question", wish: Wish) -> "list[Row]":
    from rapport.analytics import answer

    found = list(answer(source, asked))
    # All metrics were meant: those the files say nothing of are left out.
    return found if wish.metrics else [row for row in found if row.state != "no_data"]


def _tables(folder: Path) -> dict[str, Any]:
    from rapport.analytics.facts import catalogue

    if not folder.is_dir():
        terminal.stop(f"There is no folder {folder}.")
    found = {path.stem: path for path in sorted(folder.iterdir()) if path.suffix in KINDS}
    known = {name: path for name, path in found.items() if name in catalogue.names()}
    for strange in sorted(set(found) - set(known)):
        terminal.say(f"Left aside: {found[strange].name} is not named after a fact table.")
    if not known:
        terminal.stop(f"{folder} holds no file named after a fact table: {', '.join(catalogue.names())}.")
    return dict(known)


def _question(source: "Source", tables: dict[str, Any], wish: Wish, start: str, end: str, zone: str) -> "Question":
    from rapport.analytics import Period, Question

    last = _day(end, zone) if end else _day_after_last(source, tables, zone)
    first = _day(start, zone) if start else last - YEAR
    if strange := [id for id in wish.segments if not id.isdigit()]:
        terminal.stop(f"Files know segments by their id, not as {strange[0]!r}.", code=2)
    return Question(
        metrics=wish.metrics or _names(wish.breakdown, tables),
        period=Period(first, last),
        grain=wish.grain or None,  # type: ignore[arg-type]
        whole=bool(wish.grain),
        segments=[int(id) for id in wish.segments] or None,
        everybody=not wish.segments,
        regions=[wish.region] if wish.region else None,
        by=["region"] if wish.by_region else (),
        breakdown=wish.breakdown or None,
        zone=zone,
        known_until=last,
        as_of=last,
    )


def _names(breakdown: str, tables: dict[str, Any]) -> list[str]:
    from rapport.analytics.metrics import catalogue

    there = [entry for entry in catalogue if all(one.fact in tables or one.optional for one in entry.ingredients)]
    fitting = [entry for entry in there if not breakdown or _can_be_cut(entry, breakdown)]
    if not fitting:
        terminal.stop(f"No metric of these files can be broken down by {breakdown!r}.", code=2)
    return [entry.name for entry in fitting]


def _can_be_cut(entry: "Metric", breakdown: str) -> bool:
    from rapport.analytics.facts import catalogue

    return all(breakdown in catalogue.get(one.fact).dimensions for one in entry.ingredients)


def _day_after_last(source: "Source", tables: dict[str, Any], zone: str) -> datetime:
    from rapport.analytics.facts import catalogue

    latest: list[datetime] = []
    for name in tables:
        moment = catalogue.get(name).moment_sql
        if moment and name != "customers":
            found = source.query(f"SELECT max({moment}) AS last FROM {name}", name)["last"][0].as_py()  # noqa: S608
            latest += [found] if found is not None else []
    if not latest:
        terminal.stop("The files hold no dated row: say --start and --end.")
    local = max(latest).astimezone(ZoneInfo(zone))
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def _day(text: str, zone: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), datetime.min.time(), tzinfo=ZoneInfo(zone))
    except ValueError:
        terminal.stop(f"{text!r} is not a day: write it as 2025-01-31.", code=2)


def _plain(row: "Row", breakdown: str) -> dict[str, Any]:
    names = {"metric": row.metric, "segment": "everybody" if row.segment is None else str(row.segment)}
    names["region"] = "" if row.region is None else row.region or "unknown"
    if breakdown:
        names[breakdown] = "" if row.breakdown is None else row.breakdown or "not recorded"
    times = {"period_start": row.period_start.isoformat(), "period_end": row.period_end.isoformat()}
    said = ("value", "low", "high", "n", "unit", "state", "complete", "reason")
    return {**names, **times, **{name: getattr(row, name) for name in said}}


def _speak_english(zone: str) -> None:
    """Figures are written by Django's rules of language and zone; here there is no application to set them."""
    from django.conf import settings

    try:
        ZoneInfo(zone)
    except (KeyError, ValueError):
        terminal.stop(f"{zone!r} is not a time zone.", code=2)
    if not settings.configured:
        settings.configure(USE_I18N=False, LANGUAGE_CODE="en", USE_TZ=True, TIME_ZONE=zone)
