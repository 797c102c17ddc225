"""A metric tile: what it says in every state. The metric's numbers go in, sentences and drawings come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from rapport.ui import figures
from rapport.ui.sparklines import Range, Sparkline, Value, range_bar, sparkline

STATES = ("ok", "too_few", "no_data", "waiting", "broken", "stale")
STATE_ICONS = {
    "too_few": "users",
    "no_data": "link-slash",
    "waiting": "clock",
    "broken": "exclamation-triangle",
    "stale": "clock",
}


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One metric of one group in one period.

    `state` is one of `STATES`; `better` is up, down or none; `ends` are the ends of the scale under the value
    (0–1 for a share where it is left out); `since` is when it broke or was last fresh; `url` opens the definition
    and the people behind the number.
    """

    name: str
    unit: str = ""
    value: Value = None
    low: Value = None
    high: Value = None
    change: Value = None
    change_low: Value = None
    change_high: Value = None
    compared_with: str = ""
    better: str = "none"
    history: Sequence[Value] = ()
    lows: Sequence[Value] = ()
    highs: Sequence[Value] = ()
    target: Value = None
    ends: tuple[float, float] | None = None
    n: int | None = None
    n_name: str = ""
    minimum: int = 5
    period: str = ""
    state: str = "ok"
    since: datetime | None = None
    updated: datetime | None = None
    assumption: str = ""
    url: str = ""
    hue: str = ""

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise ValueError(f"{self.name}: state {self.state!r} is none of {', '.join(STATES)}")

    @property
    def shows_value(self) -> bool:
        """A broken or stale metric keeps its last value; one with too few answers never shows one."""
        return self.value is not None and self.state in {"ok", "broken", "stale"}

    @property
    def value_text(self) -> str:
        """The value with the digits its interval supports."""
        return figures.figure(self.value, self.unit, self.low, self.high) if self.value is not None else ""

    @property
    def has_interval(self) -> bool:
        """True where value and both ends are known and differ: what was counted is no estimate."""
        return self.shows_value and self.low is not None and self.high is not None and self.low != self.high

    @property
    def interval_text(self) -> str:
        """Both ends of the interval."""
        if self.low is None or self.high is None:
            return ""
        return figures.interval(self.low, self.high, self.unit)

    @property
    def range(self) -> Range:
        """The interval as a thin range on the metric's scale."""
        value, low, high = float(self.value or 0), float(self.low or 0), float(self.high or 0)
        return range_bar(low, high, value, ends=self.ends or self._natural_ends(), target=self.target)

    @property
    def change_text(self) -> str:
        """The change with its sign and only the digits its own interval supports."""
        if self.change is None or not self.shows_value:
            return ""
        return figures.signed(self.change, self.unit, self.change_low, self.change_high)

    @property
    def change_interval_text(self) -> str:
        """Both ends of the interval of the change; "" for what was counted."""
        if self.change_low is None or self.change_high is None or self.change_low == self.change_high:
            return ""
        return figures.signed_interval(self.change_low, self.change_high, self.unit)

    @property
    def change_is_clear(self) -> bool:
        """True where the interval of the change leaves out zero; what was counted has none, its change is a fact."""
        if self.change_low is None or self.change_high is None:
            return bool(self.change) and self.low is None and self.high is None
        return self.change_low > 0 or self.change_high < 0

    @property
    def verdict(self) -> str:
        """better, worse, or "" where the metric has no good direction or the change may be chance."""
        if not self.change or self.better not in {"up", "down"} or not self.change_is_clear:
            return ""
        return "better" if (self.change > 0) == (self.better == "up") else "worse"

    @property
    def change_word(self) -> str:
        """The change in a word for everybody who does not see the colour."""
        if not self.change_is_clear:
            return _("no clear change")
        if self.verdict:
            return _("better") if self.verdict == "better" else _("worse")
        return _("up") if (self.change or 0) > 0 else _("down")

    @property
    def change_icon(self) -> str:
        """The arrow beside the change; a level one where nothing is claimed."""
        if not self.change_is_clear:
            return "minus-small"
        return "arrow-up" if (self.change or 0) > 0 else "arrow-down"

    @property
    def state_word(self) -> str:
        """The state in words; "" where all is well."""
        since = {"day": figures.day(self.since)} if self.since else None
        names = {"n_name": self.n_name or _("answers"), "n": self.n or 0}
        return {
            "too_few": _("Too few %(n_name)s (n = %(n)s)") % names,
            "no_data": _("No data source"),
            "waiting": _("Waiting for first data"),
            "broken": _("Broken since %(day)s") % since if since else _("Broken"),
            "stale": _("Not updated since %(day)s") % since if since else _("Stale"),
        }.get(self.state, "")

    @property
    def state_help(self) -> str:
        """What the state means and what to do about it."""
        return {
            "too_few": _("Shown from %(minimum)s on.") % {"minimum": self.minimum},
            "no_data": _("Connect or import the data this is counted from."),
            "waiting": _("The source is connected; nothing has arrived yet."),
            "broken": _("The last good value is shown in grey."),
            "stale": _("The value may be out of date."),
        }.get(self.state, "")

    @property
    def n_text(self) -> str:
        """How many the figure rests on: "212 answers"; "" where it is not known or was said with the state."""
        if self.n is None or self.state == "too_few":
            return ""
        if not self.n_name:
            return f"n = {figures.number(self.n)}"
        return f"{figures.number(self.n)} {self.n_name.removesuffix('s') if self.n == 1 else self.n_name}"

    @property
    def state_icon(self) -> str:
        """The icon beside the state."""
        return STATE_ICONS.get(self.state, "")

    @property
    def has_history(self) -> bool:
        """True where there is a line to draw."""
        return self.state != "too_few" and sum(value is not None for value in self.history) > 1

    @property
    def line(self) -> Sparkline:
        """The history as a sparkline with target and a sentence for readers."""
        return sparkline(
            self.history, lows=self.lows, highs=self.highs, target=self.target, title=history_sentence(self)
        )

    def _natural_ends(self) -> tuple[float, float]:
        if self.unit in figures.SHARES:
            return (0.0, 1.0)
        if self.unit == "points":
            return (-100.0, 100.0)
        known = [float(point) for point in (self.low, self.high, self.value, self.target) if point is not None]
        return (min(0.0, *known), max(known) * 1.15)


def history_sentence(tile: Tile) -> str:
    """ "NPS over 12 periods: from 31 to 42, lowest 28, highest 44; 2 without data." """
    known = [float(value) for value in tile.history if value is not None]
    if not known:
        return f"{tile.name}: no history"

    def text(value: float) -> str:
        return figures.figure(value, tile.unit, tile.low, tile.high)

    missing = len(tile.history) - len(known)
    ends = f"from {text(known[0])} to {text(known[-1])}, lowest {text(min(known))}, highest {text(max(known))}"
    target = f", target {text(float(tile.target))}" if tile.target is not None else ""
    gaps = f"; {missing} without data" if missing else ""
    return f"{tile.name} over {len(tile.history)} periods: {ends}{target}{gaps}"
