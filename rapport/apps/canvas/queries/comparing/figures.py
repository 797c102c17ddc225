"""The figures of the columns, and what they differ by from the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rapport.analytics import Difference, difference
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.queries.comparing.columns import Column
from rapport.apps.insights.queries import Subject, default_metrics, figures_for
from rapport.apps.insights.queries.figures import Figures
from rapport.apps.insights.queries.tiles import FigureTile
from rapport.ui import figures

USABLE = {"ok", "stale"}


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One figure of one column, and its difference from the first column's; None where there is none."""

    column: Column
    tile: FigureTile
    against: Difference | None
    is_same: bool

    @property
    def change(self) -> str:
        """The difference with its sign and the digits its interval supports."""
        if self.against is None:
            return ""
        return _together(figures.signed(self.against.value, self.tile.unit, self.against.low, self.against.high))

    @property
    def change_interval(self) -> str:
        if self.against is None or self.against.low is None or self.against.high is None:
            return ""
        return _together(figures.signed_interval(self.against.low, self.against.high, self.tile.unit))

    @property
    def verdict(self) -> str:
        """Whether the difference is more than chance, in words."""
        if self.is_same:
            return _("the same figures")
        if self.against is None:
            return ""
        if not self.change_interval:
            return ""
        return _("clear difference") if self.against.is_clear else _("may be chance")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One metric in every column."""

    title: str
    cells: list[FigureCell]


def figure_rows(member: Member, columns: Sequence[Column]) -> list[FigureRow]:
    """The usual metrics of all columns; none for who may not see figures."""
    if not member.may("metrics.view"):
        return []
    subjects = [Subject.parse(column.canvas.figures_subject) for column in columns]
    names = default_metrics(subjects[0].kind)
    found = [_figures(member, column, subject, names) for column, subject in zip(columns, subjects, strict=True)]
    return [_row(columns, [one.tile(name) for one in found]) for name in names]


def shares_people(columns: Sequence[Column]) -> bool:
    """May somebody count in two columns with different figures? Not where each has a region of its own."""
    distinct = {column.figures_key: column.canvas.region_id for column in columns}
    regions = list(distinct.values())
    return len(regions) > 1 and (None in regions or len(set(regions)) < len(regions))


def figure_words(rows: Sequence[FigureRow]) -> list[str]:
    """The clear differences in words."""
    said = []
    for row in rows:
        for cell in row.cells[1:]:
            if cell.against is not None and cell.change_interval and cell.against.is_clear and not cell.is_same:
                parts = {
                    "metric": row.title, "letter": cell.column.letter, "first": row.cells[0].column.letter,
                    "change": cell.change, "interval": cell.change_interval,
                }  # fmt: skip
                said.append(_("%(metric)s: %(letter)s against %(first)s %(change)s (%(interval)s)") % parts)
    return said


def _together(text: str) -> str:
    """Signs stay on the line of their figures."""
    return re.sub(r"([+−])", "\\1\u2060", text)


def _figures(member: Member, column: Column, subject: Subject, names: Sequence[str]) -> Figures:
    return figures_for(member, subject, region=column.canvas.region_id, period=column.period, metrics=names)


def _row(columns: Sequence[Column], tiles: Sequence[FigureTile]) -> FigureRow:
    cells = []
    for place, (column, tile) in enumerate(zip(columns, tiles, strict=True)):
        is_same = place > 0 and column.figures_key == columns[0].figures_key
        against = _against(tile, tiles[0]) if place and not is_same else None
        cells.append(FigureCell(column, tile, against, is_same))
    return FigureRow(tiles[0].name, cells)


def _against(tile: FigureTile, first: FigureTile) -> Difference | None:
    usable = all(one.shows_value and one.state in USABLE for one in (tile, first))
    return difference(tile, first) if usable and tile.unit == first.unit else None
