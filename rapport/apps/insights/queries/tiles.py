"""From what the engine said to a tile people read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rapport.analytics.metric import Metric
from rapport.apps.insights.models import Target
from rapport.apps.insights.queries.definitions import is_a_total, means_the_same_over_any_length, metric
from rapport.apps.insights.queries.periods import PeriodChoice
from rapport.ui import figures
from rapport.ui.sparklines import Sparkline, sparkline
from rapport.ui.tiles import Tile, history_sentence

MINIMUM = 5
COUNTED = {"ok", "too_few", "stale", "broken"}
UI_STATES = {"mixed": "broken", "not_applicable": "no_data"}
WORDS = {"mixed": "Amounts in several currencies", "not_applicable": "Not for this group"}


@dataclass(frozen=True, kw_only=True)
class FigureTile(Tile):
    """A tile of the design system that knows its metric, its months and why it has no value."""

    metric: str
    months: tuple[str, ...] = ()
    said: str = ""
    reason: str = ""
    complete: bool = True
    goal: Target | None = None
    help_text: str = ""
    is_total: bool = False

    @property
    def value_text(self) -> str:
        """A total as it is; an estimate with the digits its interval supports."""
        if self.is_total and self.value is not None:
            return figures.figure(self.value, self.unit)
        return super().value_text

    @property
    def line(self) -> Sparkline:
        """The months; the target of a whole period is drawn only where a month is measured by the same."""
        target = self.target if means_the_same_over_any_length(metric(self.metric)) else None
        title = history_sentence(replace(self, target=target))
        return sparkline(self.history, lows=self.lows, highs=self.highs, target=target, title=title)

    @property
    def without_link(self) -> FigureTile:
        """The same tile where it stands on its own page."""
        return replace(self, url="")

    @property
    def state_word(self) -> str:
        """The state in words."""
        return WORDS.get(self.said) or super().state_word

    @property
    def state_help(self) -> str:
        """What the state means: the engine's own reason where it gave one."""
        if self.said == "mixed":
            return "They cannot be added without rates."
        if self.said in {"no_data", "not_applicable"} and self.reason:
            return f"{self.reason[:1].upper()}{self.reason[1:]}."
        return super().state_help

    @property
    def target_words(self) -> str:
        """ "Target at least 45, reached"."""
        if self.goal is None:
            return ""
        words = (
            f"Target {self.goal.get_direction_display().lower()} {figures.figure(float(self.goal.value), self.unit)}"
        )
        if self.shows_value and self.state == "ok" and self.value is not None:
            words += ", reached" if self.goal.is_reached_by(float(self.value)) else ", not reached"
        return words


def tile_of(
    entry: Metric,
    said: Mapping[str, Any],
    choice: PeriodChoice,
    *,
    unit_of_money: str,
    of_one_customer: bool = False,
    target: Target | None = None,
    state: str = "",
    **more: Any,
) -> FigureTile:
    """The tile of one metric. `state` overrules what the engine said: waiting, broken, stale, no_data.

    `more` goes to the tile as it is: url, hue, updated, since.
    """
    meant = state or str(said.get("state", "no_data"))
    return FigureTile(
        metric=entry.name,
        name=entry.title,
        unit=unit_of_money if entry.unit == "money" else entry.unit,
        better=entry.better,
        compared_with=choice.against_words if choice.compares else "",
        target=float(target.value) if target else None,
        goal=target,
        n=said.get("n") if meant in COUNTED else None,
        n_name=entry.n_name,
        minimum=1 if of_one_customer else MINIMUM,
        period=choice.words,
        state=UI_STATES.get(meant, meant),
        said=meant,
        help_text=entry.meaning,
        is_total=is_a_total(entry),
        **_numbers(said, with_intervals=not of_one_customer),
        **_remarks(entry, said),
        **more,
    )


def _numbers(said: Mapping[str, Any], *, with_intervals: bool) -> dict[str, Any]:
    """Value, change and months; the figures of one customer are no sample of anything and have no intervals."""
    numbers: dict[str, Any] = {name: said.get(name) for name in ("value", "change")}
    numbers |= {name: tuple(said.get(name) or ()) for name in ("months", "history")}
    if with_intervals:
        numbers |= {name: said.get(name) for name in ("low", "high", "change_low", "change_high")}
        numbers |= {name: tuple(said.get(name) or ()) for name in ("lows", "highs")}
    return numbers


def _remarks(entry: Metric, said: Mapping[str, Any]) -> dict[str, Any]:
    reason, complete = str(said.get("reason") or ""), bool(said.get("complete", True))
    return {
        "reason": "" if reason == entry.nothing else reason,
        "complete": complete,
        "assumption": str(said.get("assumption") or ("" if complete else reason)),
    }
