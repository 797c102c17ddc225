"""One share with its interval and its change: how strong a trend is in a place, and where it points."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rapport.analytics import intervals
from rapport.analytics.comparing import Difference
from rapport.apps.insights.queries.tiles import FigureTile
from rapport.ui import figures

MINIMUM = 5
ICONS = {"rising": "arrow-up", "falling": "arrow-down", "level": "minus-small"}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of how many, in a period and in the one before."""

    hits: int = 0
    n: int = 0
    hits_before: int = 0
    n_before: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.hits + other.hits,
            self.n + other.n,
            self.hits_before + other.hits_before,
            self.n_before + other.n_before,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A share in one place with its 95 % interval (Wilson), how many stand behind it, and its change."""

    title: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    change: Difference | None = None
    state_words: str = ""

    @classmethod
    def of_counts(cls, title: str, counts: Counts, *, compares: bool) -> Line:
        """The share of some counts; below five nothing but their number is said.

        >>> line = Line.of_counts("Spain", Counts(30, 100, 10, 100), compares=True)
        >>> line.value_text, line.interval_text, line.direction
        ('30%', '22% to 40%', 'rising')
        """
        if counts.n < MINIMUM:
            return cls(title, n=counts.n, state_words=_("too few (n = %(n)s)") % {"n": figures.number(counts.n)})
        low, high = (float(end) for end in intervals.wilson(counts.hits, counts.n))
        change = _change(counts) if compares else None
        return cls(title, counts.hits / counts.n, low, high, counts.n, change)

    @classmethod
    def of_tile(cls, title: str, tile: FigureTile) -> Line:
        """The share that a metric says."""
        if not tile.shows_value or tile.value is None:
            return cls(title, n=tile.n or 0, state_words=tile.state_word)
        change = None
        if tile.change is not None and tile.change_low is not None and tile.change_high is not None:
            change = Difference(float(tile.change), float(tile.change_low), float(tile.change_high))
        low, high = (None if end is None else float(end) for end in (tile.low, tile.high))
        return cls(title, float(tile.value), low, high, tile.n or 0, change, tile.state_word)

    @property
    def is_known(self) -> bool:
        return self.value is not None

    @property
    def value_text(self) -> str:
        """The share with the digits its interval supports; none of them, or all of them, needs none."""
        if self.value is None:
            return ""
        is_whole = self.value in {0.0, 1.0}
        return figures.percent(self.value) if is_whole else figures.figure(self.value, "share", self.low, self.high)

    @property
    def interval_text(self) -> str:
        return "" if self.low is None or self.high is None else figures.interval(self.low, self.high, "share")

    @property
    def n_text(self) -> str:
        return figures.number(self.n)

    @property
    def direction(self) -> str:
        """rising or falling where the interval of the change leaves nought out, level where not, "" without one."""
        if self.change is None:
            return ""
        if not self.change.is_clear:
            return "level"
        return "rising" if self.change.value > 0 else "falling"

    @property
    def direction_word(self) -> str:
        words = {"rising": _("rising"), "falling": _("falling"), "level": _("no clear change")}
        return words.get(self.direction, _("direction cannot be said"))

    @property
    def direction_icon(self) -> str:
        return ICONS.get(self.direction, "")

    @property
    def change_text(self) -> str:
        """ "+3 pp (+1 pp to +6 pp)"."""
        change = self.change
        if change is None or change.low is None or change.high is None:
            return ""
        value = figures.signed(change.value, "share", change.low, change.high)
        return f"{value} ({figures.signed_interval(change.low, change.high, 'share')})"


def _change(counts: Counts) -> Difference | None:
    """The share less that of the period before (Newcombe's interval), if enough stood behind that one too."""
    if counts.n_before < MINIMUM:
        return None
    share, before = counts.hits / counts.n, counts.hits_before / counts.n_before
    bounds = intervals.wilson(counts.hits, counts.n)
    value, low, high = intervals.difference(
        share, bounds, before, intervals.wilson(counts.hits_before, counts.n_before)
    )
    return Difference(float(value), float(low), float(high))
