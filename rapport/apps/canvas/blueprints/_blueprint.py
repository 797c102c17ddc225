"""What a canvas template is made of: sections on a grid, each with its questions and live content."""

from dataclasses import dataclass
from typing import Literal

Live = Literal["", "profile", "metrics"]

COLUMNS = 12
NINE_SECTIONS = (
    "profile",
    "needs",
    "pains",
    "value",
    "touchpoints",
    "journey",
    "relationships",
    "metrics",
    "actions",
)


class BlueprintError(ValueError):
    """A template that cannot be laid out or mapped; the message names the section."""


@dataclass(frozen=True, slots=True)
class Section:
    """One field of a canvas.

    `columns` is its width on a desktop, in twelfths of the board; `tablet` its width there, in halves.
    `nine` names the section of the nine-section model its notes belong to, so that they survive another template.
    `claims` says that a note here is an assumption which evidence can support or contradict.
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

    @property
    def question(self) -> str:
        """The one question that stands in the empty section."""
        return self.questions[0]


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

    def __post_init__(self) -> None:
        keys = [section.key for section in self.sections]
        if len(set(keys)) != len(keys):
            raise BlueprintError(f"{self.name}: two sections have the same key")
        for section in self.sections:
            _check(self.name, section)
        _check_rows(self.name, [section.columns for section in self.sections], COLUMNS, "columns")
        _check_rows(self.name, [section.tablet for section in self.sections], 2, "tablet")

    def section(self, key: str) -> Section | None:
        """The section of that key, or nothing."""
        return next((section for section in self.sections if section.key == key), None)

    def neighbour(self, key: str, steps: int) -> Section | None:
        """The section so many places later (or, negative, earlier) in reading order."""
        keys = [section.key for section in self.sections]
        place = keys.index(key) + steps
        return self.sections[place] if 0 <= place < len(keys) else None


def _check(name: str, section: Section) -> None:
    if section.nine not in NINE_SECTIONS:
        raise BlueprintError(f"{name}, {section.key}: {section.nine!r} is no section of the nine-section model")
    if not section.questions or not all(question.strip() for question in section.questions):
        raise BlueprintError(f"{name}, {section.key}: a section needs a guiding question")


def _check_rows(name: str, widths: list[int], full: int, what: str) -> None:
    """Sections must fill their rows: a hole in the grid is a mistake in the template."""
    filled = 0
    for width in widths:
        filled += width
        if not 1 <= width <= full or filled > full:
            raise BlueprintError(f"{name}: the {what} of a row add up to {filled}, not {full}")
        filled %= full
    if filled:
        raise BlueprintError(f"{name}: the last row has {what} left over")
