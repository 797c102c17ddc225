"""The tiles of a subject: value, interval, change, months, target and state, from the cache or worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zlib import crc32

import duckdb
from deltalake.exceptions import DeltaError
from django.urls import reverse

from rapport.analytics import AnalyticsError
from rapport.analytics.metrics import catalogue
from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.insights.lake.reading import source_at
from rapport.apps.insights.models import LakeTable, Target
from rapport.apps.insights.queries.asking import worked_out
from rapport.apps.insights.queries.cache import Asked, keep, kept_or_worked_out, look_up, state_of
from rapport.apps.insights.queries.definitions import (
    TOGETHER,
    default_metrics,
    fact_of_group,
    group_of,
    metric,
    names_of_group,
    nothing_recorded,
    tables_of_group,
)
from rapport.apps.insights.queries.health import Health, health_of
from rapport.apps.insights.queries.periods import DEFAULT, TITLES, Known, PeriodChoice, laid_out
from rapport.apps.insights.queries.progress import lake_tables
from rapport.apps.insights.queries.subjects import Named, Subject, named, reached
from rapport.apps.insights.queries.targets import targets_of
from rapport.apps.insights.queries.tiles import FigureTile, tile_of
from rapport.apps.insights.queries.waiting import waiting_words
from rapport.kernel.clock import now

KIND = "figures:"
FAILURES = (AnalyticsError, OSError, DeltaError, duckdb.Error)


@dataclass(frozen=True, slots=True)
class Figures:
    """The tiles of a subject, and the period they are about; `notes` are remarks on it.

    `waiting` says which records are in no figure because their day has no rate of exchange.
    """

    about: Named
    period: PeriodChoice
    tiles: list[FigureTile]
    notes: list[str]
    updated_at: datetime | None
    waiting: list[str]

    @property
    def one_period(self) -> bool:
        """Are all tiles about the same days? Where answers are newer than orders, they are not."""
        return len({tile.period for tile in self.tiles}) == 1

    def tile(self, name: str) -> FigureTile:
        """The tile of one metric."""
        return next(tile for tile in self.tiles if tile.metric == name)


def figures_for(
    member: Member,
    subject: Subject,
    *,
    region: int | None = None,
    period: str = DEFAULT,
    metrics: Sequence[str] | None = None,
    patient: bool = True,
) -> Figures:
    """The tiles a member sees for a subject, optionally in one region, over a period; the default eight unless told.

    What is not kept is worked out, which may take a second; `patient=False` answers at once with what is kept, be it
    a moment out of date, and says "waiting" of what never was worked out.
    """
    member.require("metrics.view")
    reached(member, subject)
    return figures_of(member.workspace, subject, region=region, period=period, metrics=metrics, patient=patient)


def figures_of(
    workspace: Workspace,
    subject: Subject,
    *,
    region: int | None = None,
    period: str = DEFAULT,
    metrics: Sequence[str] | None = None,
    noted: bool = True,
    patient: bool = True,
) -> Figures:
    """The tiles of a workspace's subject; for the worker, which has no member's rights to ask for."""
    wanted = [metric(name) for name in metrics or default_metrics(subject.kind)]
    about = named(workspace, subject, region)
    tables = lake_tables(workspace.pk)
    groups = dict.fromkeys(group_of(entry) for entry in wanted)
    answers = {
        group: _answer(workspace, group, about, period, tables, noted=noted, patient=patient) for group in groups
    }
    answers = _of_one_time(answers)
    targets = targets_of(workspace, about)
    tiles = [_tile(workspace, about, entry.name, answers[group_of(entry)], targets) for entry in wanted]
    if metrics is None:
        tiles.sort(key=lambda tile: tile.state == "no_data")
    choices = [given.choice for given in sorted(answers.values(), key=lambda given: given.health.state == "no_data")]
    notes = list(dict.fromkeys(choice.note for choice in choices if choice.note))
    updated = max((tile.updated for tile in tiles if tile.updated), default=None)
    return Figures(about, choices[0], tiles, notes, updated, waiting_words(tables))


def _of_one_time(answers: dict[str, Given]) -> dict[str, Given]:
    """Groups of which nothing is recorded stand in the period of the first of which something is."""
    leading = next((given.choice for given in answers.values() if given.health.state != "no_data"), None)
    if leading is None:
        return answers
    return {
        group: replace(given, choice=leading) if given.health.state == "no_data" else given
        for group, given in answers.items()
    }


def period_choices() -> list[tuple[str, str]]:
    """Names and titles of the periods one can choose."""
    return list(TITLES.items())


def tile_texts_for_export(
    member: Member,
    subject: Subject,
    region: int | None = None,
    period: str = DEFAULT,
    metrics: Sequence[str] | None = None,
) -> list[dict[str, str]]:
    """What the tiles say, as plain texts for a file."""
    figures = figures_for(member, subject, region=region, period=period, metrics=metrics)
    return [
        {
            "metric": tile.metric,
            "title": tile.name,
            "value": tile.value_text if tile.shows_value else "",
            "interval": tile.interval_text if tile.has_interval else "",
            "n": tile.n_text,
            "change": tile.change_text,
            "change_interval": tile.change_interval_text if tile.change_text else "",
            "compared_with": tile.compared_with,
            "period": tile.period,
            "state": tile.state_word if tile.state != "ok" else "",
            "target": tile.target_words,
        }
        for tile in figures.tiles
    ]


@dataclass(frozen=True, slots=True)
class Given:
    """What is known for the metrics of a group: the period, the payload, and how healthy its tables are."""

    choice: PeriodChoice
    payload: dict[str, Any]
    health: Health


def _answer(
    workspace: Workspace,
    group: str,
    about: Named,
    period: str,
    tables: dict[str, LakeTable],
    *,
    noted: bool,
    patient: bool,
) -> Given:
    known = _known(tables, group)
    choice = laid_out(period, workspace.zone, known, now=now(), year_starts=workspace.year_starts)
    names = tables_of_group(group)
    health = health_of(workspace, fact_of_group(group), names, tables)
    asked = Asked(_kind(group), about, period)
    state = state_of(tables, names, choice.end.isoformat())
    if health.state in {"waiting", "no_data"}:
        return Given(choice, {}, health)
    if not patient:
        found = look_up(workspace, asked, state, noted=noted)
        return Given(choice, found.payload if found else {}, health if found else Health("waiting"))
    try:
        found = kept_or_worked_out(
            workspace, asked, state, lambda: _work_out(workspace, group, [about], choice, tables)[0], noted=noted
        )
    except FAILURES as problem:
        found, health = look_up(workspace, asked, state, noted=noted), health.broken_by(str(problem))
    return Given(choice, found.payload if found else {}, health)


def refresh_together(workspace: Workspace, abouts: Sequence[Named], period: str) -> int:
    """Work out in one pass what no longer holds for these subjects of one region; returns how many answers were new."""
    tables, fresh = lake_tables(workspace.pk), 0
    for group, fact in TOGETHER.items():
        names = tables_of_group(group)
        choice = laid_out(period, workspace.zone, _known(tables, group), now=now(), year_starts=workspace.year_starts)
        if health_of(workspace, fact, names, tables).state in {"waiting", "no_data", "broken"}:
            continue
        state = state_of(tables, names, choice.end.isoformat())
        outdated = [about for about in abouts if _is_outdated(workspace, Asked(_kind(group), about, period), state)]
        if outdated:
            for about, payload in zip(outdated, _work_out(workspace, group, outdated, choice, tables), strict=True):
                keep(workspace, Asked(_kind(group), about, period), state, payload, now(), noted=False)
        fresh += len(outdated)
    return fresh


def _kind(group: str) -> str:
    # The names of most groups are longer than the column.
    return KIND + (group if group in TOGETHER else f"{crc32(group.encode()):08x}")


def _is_outdated(workspace: Workspace, asked: Asked, state: str) -> bool:
    found = look_up(workspace, asked, state, noted=False)
    return found is None or not found.holds


def _known(tables: dict[str, LakeTable], group: str) -> Known:
    table = tables.get(fact_of_group(group))
    return Known(table.first_at, table.last_at) if table else Known()


def _work_out(
    workspace: Workspace, group: str, abouts: Sequence[Named], choice: PeriodChoice, tables: dict[str, LakeTable]
) -> list[dict[str, Any]]:
    versions = {name: tables[name].version for name in tables_of_group(group) if name in tables}
    source = source_at(workspace.pk, versions)
    return worked_out(source, workspace, abouts, choice, names_of_group(group))


def _tile(workspace: Workspace, about: Named, name: str, given: Given, targets: dict[str, Target]) -> FigureTile:
    entry = catalogue.get(name)
    said = given.payload.get(name, {})
    state = given.health.state
    if entry.everybody_only and about.subject.kind != "everybody":
        state = "not_applicable"
    elif state == "stale" and said.get("state") != "ok":
        state = ""
    elif state == "no_data" and entry.group not in TOGETHER:
        said = {"reason": nothing_recorded(entry)}
    parts = {"workspace": workspace.slug, "subject": str(about.subject), "metric": name}
    return tile_of(
        entry,
        said,
        given.choice,
        unit_of_money=workspace.currency,
        url=f"{reverse('insights:tile', kwargs=parts)}?{_query(about, given.choice)}",
        hue=about.hue,
        target=targets.get(name),
        updated=given.health.updated,
        state=state,
        since=given.health.since,
        of_one_customer=about.subject.kind == "customer",
    )


def _query(about: Named, choice: PeriodChoice) -> str:
    region = f"&region={about.region.pk}" if about.region else ""
    return f"period={choice.name}{region}"
