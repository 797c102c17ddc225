"""What a canvas template is made of: sections on a grid, each with its questions and live content."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, get_args

from rapport.apps.canvas.blueprints._nine import NEAREST, NINE_SECTIONS

Live = Literal[
    "",
    "profile",
    "feedback_needs",
    "feedback_pains",
    "fit",
    "touchpoints",
    "journey",
    "relationships",
    "metrics",
    "actions",
    "regions",
    "trend_personal",
    "trend_digital",
    "trend_loyal",
    "trend_responsible",
]
Shape = Literal["row", "side", "strip"]

COLUMNS = 12
TABLET = 2


class BlueprintError(ValueError):
    """A template that cannot be laid out or mapped; the message names the section."""


@dataclass(frozen=True, slots=True)
class Section:
    """One field of a canvas.

    `columns` is its width on a desktop, in twelfths of the board or of its group; `tablet` its width there, in halves.
    `nine` names the section of the nine-section model its notes belong to, so that they survive another template.
    `claims` says that a note here is an assumption which evidence can support or contradict.
    `figures` are the metrics it shows, by name with commas, where `live` is "metrics"; without it shows the usual ones.
    `row` and `region` are set where the section is repeated: what it is repeated for.
    """

    key: str
    title: str
    hue: str
    questions: tuple[str, ...]
    tip: str
    example: str
    columns: int
    nine: str
    tablet: Literal[1, 2] = 1
    live: Live = ""
    claims: bool = True
    figures: str = ""
    group: str = ""
    row: str = ""
    region: int | None = None

    @property
    def question(self) -> str:
        """The one question that stands in the empty section."""
        return self.questions[0]

    @property
    def name(self) -> str:
        """Its title, with what it is repeated for: enough to know it away from the board."""
        return f"{self.title}, {self.row}" if self.row else self.title


@dataclass(frozen=True, slots=True)
class Group:
    """Sections that stand together under one heading.

    A `row` runs beside nothing, a `strip` is a slim row at the end of a thought, and `side` groups stand next to each
    other, each a list of its sections. A group `per` region is repeated for every region of the canvas.
    """

    key: str
    title: str
    help: str = ""
    shape: Shape = "row"
    columns: int = COLUMNS
    tablet: Literal[1, 2] = 2
    per: Literal["", "region"] = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What a group is repeated for: a region, or everywhere where there is none."""

    key: str
    title: str
    region: int | None = None


EVERYWHERE = Row("all", "All regions")


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on the board: one section, or a group with its sections.

    `spans` is how many lines of the grid it needs: lists side by side have as many as the longest of them.
    """

    group: Group | None
    sections: tuple[Section, ...]
    spans: int = 1

    @property
    def columns(self) -> int:
        """Its width in twelfths of the board."""
        return self.group.columns if self.group else self.sections[0].columns

    @property
    def tablet(self) -> int:
        """Its width on a tablet, in halves of the board."""
        return self.group.tablet if self.group else self.sections[0].tablet


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A canvas template: its sections in reading order, filling rows of twelve columns.

    >>> from rapport.apps.canvas.blueprints import blueprints
    >>> [section.key for section in blueprints.get("customer_relationship").sections][:3]
    ['profile', 'needs', 'pains']
    """

    name: str
    title: str
    help: str
    sections: tuple[Section, ...]
    order: int = 100
    groups: tuple[Group, ...] = ()
    credit: str = ""
    credit_url: str = ""

    def __post_init__(self) -> None:
        _check_keys(self.name, [section.key for section in self.sections], "sections")
        _check_keys(self.name, [group.key for group in self.groups], "groups")
        for section in self.sections:
            _check(self.name, section)
        _check_groups(self)
        _check_rows(self.name, self.cells, COLUMNS, "columns", lambda one: one.columns)
        _check_rows(self.name, self.cells, TABLET, "tablet", lambda one: one.tablet)

    @property
    def cells(self) -> list[Cell]:
        """The sections in reading order, those of a group together."""
        groups = {group.key: group for group in self.groups}
        cells: list[Cell] = []
        for key, found in groupby(self.sections, key=lambda section: section.group):
            sections = tuple(found)
            cells += [Cell(groups[key], sections)] if key else [Cell(None, (section,)) for section in sections]
        return _levelled(cells)

    @property
    def has_rows(self) -> bool:
        """Is some part of it repeated for each region?"""
        return any(group.per for group in self.groups)

    @property
    def mark(self) -> str:
        """A short word that changes with the layout, so that an open page knows when it shows an older one."""
        shown = [(one.key, one.name, one.columns, one.group) for one in self.sections]
        return f"{zlib.crc32(repr(shown).encode()):08x}"

    def section(self, key: str) -> Section | None:
        """The section of that key, or nothing."""
        return next((section for section in self.sections if section.key == key), None)

    def neighbour(self, key: str, steps: int) -> Section | None:
        """The section so many places later (or, negative, earlier) in reading order."""
        keys = [section.key for section in self.sections]
        place = keys.index(key) + steps
        return self.sections[place] if 0 <= place < len(keys) else None

    def home_of(self, section: Section) -> Section:
        """Where notes of another template's section belong here: the same field, or the nearest in meaning.

        >>> from rapport.apps.canvas.blueprints import blueprints
        >>> pains = blueprints.get("customer_relationship").section("pains")
        >>> blueprints.get("empathy_map").home_of(pains).key
        'pains'
        """
        same = self.section(section.key)
        if same is not None and same.nine == section.nine:
            return same
        return self.home_of_nine(section.nine)

    def home_of_nine(self, nine: str) -> Section:
        """The first section for that part of the nine-section model, or for the part nearest to it."""
        for wanted in (nine, *NEAREST.get(nine, ())):
            for section in self.sections:
                if section.nine == wanted:
                    return section
        return self.sections[0]

    def for_rows(self, rows: Sequence[Row]) -> Blueprint:
        """The same template with its repeated groups written out, once for each row."""
        if not self.has_rows:
            return self
        sections: list[Section] = []
        groups: list[Group] = []
        for cell in self.cells:
            repeated = cell.group is not None and cell.group.per != ""
            for row in (list(rows) or [EVERYWHERE]) if repeated else [None]:
                groups += [_group_of(cell.group, row)] if cell.group else []
                sections += [_section_of(section, row) for section in cell.sections]
        return replace(self, sections=tuple(sections), groups=tuple(groups))


def _levelled(cells: list[Cell]) -> list[Cell]:
    """Lists that stand beside each other get the same number of lines."""
    levelled: list[Cell] = []
    for is_side, found in groupby(cells, key=lambda cell: cell.group is not None and cell.group.shape == "side"):
        beside = list(found)
        lines = max(len(cell.sections) + bool(cell.group and cell.group.title) for cell in beside)
        levelled += [replace(cell, spans=lines) for cell in beside] if is_side else beside
    return levelled


def _group_of(group: Group, row: Row | None) -> Group:
    if row is None:
        return group
    return replace(group, key=f"{group.key}-{row.key}", title=row.title, per="")


def _section_of(section: Section, row: Row | None) -> Section:
    if row is None:
        return section
    return replace(
        section,
        key=f"{section.key}-{row.key}",
        group=f"{section.group}-{row.key}",
        row=row.title,
        region=row.region,
    )


def _check_keys(name: str, keys: list[str], what: str) -> None:
    if len(set(keys)) != len(keys):
        raise BlueprintError(f"{name}: two {what} have the same key")


def _check(name: str, section: Section) -> None:
    if section.nine not in NINE_SECTIONS:
        raise BlueprintError(f"{name}, {section.key}: {section.nine!r} is no section of the nine-section model")
    if section.live not in get_args(Live):
        raise BlueprintError(f"{name}, {section.key}: there is no live content called {section.live!r}")
    if not section.questions or not all(question.strip() for question in section.questions):
        raise BlueprintError(f"{name}, {section.key}: a section needs a guiding question")


def _check_groups(blueprint: Blueprint) -> None:
    known = [group.key for group in blueprint.groups]
    runs = [key for key, _sections in groupby(section.group for section in blueprint.sections) if key]
    for key in runs:
        if key not in known:
            raise BlueprintError(f"{blueprint.name}: there is no group {key!r}")
    _check_keys(blueprint.name, runs, "places apart")
    for key in known:
        if key not in runs:
            raise BlueprintError(f"{blueprint.name}: the group {key!r} has no section")
    for cell in blueprint.cells:
        if cell.group:
            place = f"{blueprint.name}, {cell.group.key}"
            _check_rows(place, cell.sections, COLUMNS, "columns", lambda one: one.columns)


def _check_rows(
    name: str, places: Sequence[Cell] | Sequence[Section], full: int, what: str, width: Callable[..., int]
) -> None:
    """Places must fill their rows: a hole in the grid is a mistake in the template."""
    filled = 0
    for place in places:
        filled += width(place)
        if not 1 <= width(place) <= full or filled > full:
            raise BlueprintError(f"{name}: the {what} of a row add up to {filled}, not {full}")
        filled %= full
    if filled:
        raise BlueprintError(f"{name}: the last row has {what} left over")
