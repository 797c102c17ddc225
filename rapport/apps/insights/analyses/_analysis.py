"""What an analysis is: what it asks, what can be chosen, how it is worked out from the lake, how it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rapport.analytics import Period, Source
from rapport.analytics.population import Population

# Plain values that can be kept as JSON: numbers, words, lists and dictionaries of them; instants as ISO text.
Payload = dict[str, Any]
Group = Literal["value", "loyalty", "experience", "offer", "effects"]
GROUPS: dict[Group, str] = {
    "value": "Value and profit",
    "loyalty": "Loyalty and lifetime",
    "experience": "Experience and its drivers",
    "offer": "Offer and demand",
    "effects": "Trying things out",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One thing that can be chosen beside group, region and period.

    With ``options`` (value and words of each) it is a choice among them; ``linked``, it is a name out of the data,
    which links of the answer choose. Otherwise it is a number between ``least`` and ``most`` in ``unit``.
    """

    name: str
    title: str
    default: str
    options: tuple[tuple[str, str], ...] = ()
    least: float = 0
    most: float = 1e9
    step: float = 1
    unit: str = ""
    help: str = ""
    linked: bool = False

    @property
    def is_whole(self) -> bool:
        """Does it count days, months, orders, so that no part of one is meant?"""
        return self.step == 1 and not self.unit.startswith("%")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnField:
    """A field that the workspace keeps of its customers: the words each customer has in it, those without left out."""

    key: str
    title: str
    words: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What an analysis works from.

    ``period`` is the one chosen, ``known`` the time from the first to the last order, ``population`` whom it is about
    (members of a segment as they are today). ``wishes`` holds every wish by name as text; `number` reads one.
    ``progress`` is told in a few words what is being done; it may be called often. ``own_fields`` reads the fields of
    choices, and of yes or no, that the workspace keeps of its customers; ``segments`` are the names of its segments.
    """

    source: Source
    period: Period
    known: Period
    population: Population
    wishes: Mapping[str, str]
    zone: str
    currency: str
    margin_rate: float | None = None
    minimum_n: int = 5
    progress: Callable[[str], None] = lambda words: None
    own_fields: Callable[[], Sequence[OwnField]] = lambda: ()
    segments: Mapping[int, str] = field(default_factory=dict)

    def number(self, name: str) -> float:
        """A wish as a number."""
        return float(self.wishes[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What showing an answer needs beside it.

    ``people_url(key)`` leads to the people of one of its groups; ``segments`` and ``hues`` are the names and colours
    of the workspace's segments by id. ``shows(key)`` says whether the reader may see a field of the workspace's own;
    ``analysis_url(name)`` leads to another analysis, ``choice_url(wish, value)`` to this one with that wish chosen.
    """

    currency: str
    zone: str
    wishes: Mapping[str, str]
    about: str
    people_url: Callable[[str], str]
    segments: Mapping[int, str] = field(default_factory=dict)
    hues: Mapping[int, str] = field(default_factory=dict)
    shows: Callable[[str], bool] = lambda key: True
    analysis_url: Callable[[str], str] = lambda name: ""
    choice_url: Callable[[str, str], str] = lambda wish, value: ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A group of an analysis that may become a segment.

    ``basis`` says in words who is in it, ``standing`` is its share of customers and of revenue as kept in the answer,
    ``note`` what to mind. With a ``rule`` the segment follows the data; without one it is a list of those who are in
    the group on the day it is made, whom `people` of the analysis names for the ``key``.
    """

    key: str
    name: str
    basis: str
    standing: Payload
    rule: dict[str, Any] | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """One analysis; its page is ``insights/analyses/<name>.html``.

    title, question
        Its name, and the question it answers in the words of somebody who runs a business.
    help
        How it is worked out, from which source in the literature, and what to mind: paragraphs of plain text.
    tables
        The tables of the lake it reads; while one of ``needs`` (the first table unless told) has no rows, or none of
        ``either`` has, the page says so. ``until`` names the one whose last row says until when all is known, where
        that is not the first: what becomes of those drawn is told by their orders.
    work_out
        From a `Study` to plain values. Raises `rapport.analytics.AnalyticsError` with words for people where there is
        no answer.
    shown
        From these values to what the template needs: charts of `rapport.ui.charts`, rows, sentences.
    sheets
        The same as tables for a file: title, columns, rows.
    people
        The ids of the customers in one of its groups, in the order they are listed; asked with the group's key.
        None: no group leads to people.
    traits
        The value of every customer under the name of the trait that is written down to them, so that rules can ask
        about it; a condition bears the same name.
    suggests
        The groups of an answer that may become segments.
    by_period, by_region, by_group
        Whether a period, a region, a group (everybody or a segment) can be chosen.
    """

    name: str
    title: str
    question: str
    help: str
    group: Group
    tables: tuple[str, ...]
    work_out: Callable[[Study], Payload]
    shown: Callable[[Payload, Telling], dict[str, Any]]
    sheets: Callable[[Payload, Telling], Sequence[Sheet]]
    people: Callable[[Study, str], Sequence[int]] | None = None
    traits: Callable[[Study], Mapping[str, Mapping[int, str]]] | None = None
    suggests: Callable[[Payload], Sequence[Suggestion]] | None = None
    needs: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    until: str = ""
    wishes: tuple[Wish, ...] = ()
    glyph: str = "chart-bar"
    order: int = 0
    version: int = 1
    by_period: bool = True
    by_region: bool = True
    by_group: bool = True
    period: str = "last-12-months"

    @property
    def needed(self) -> tuple[str, ...]:
        """The tables without which there is nothing to show."""
        return self.needs or (() if self.either else self.tables[:1])

    @property
    def template(self) -> str:
        """Where its page is."""
        return f"insights/analyses/{self.name}.html"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
