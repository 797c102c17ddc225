"""The figures a scenario starts from: measured where something measures them, else entered by people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rapport.analytics.simulation import ENTRIES, Entry, Estimate, Inputs
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.insights.queries import Subject, figures_for
from rapport.apps.insights.queries.figures import Figures
from rapport.apps.insights.queries.tiles import FigureTile
from rapport.ui import figures

Assumptions = Mapping[str, Mapping[str, Any]]
YEAR = "last-12-months"
MARGIN = ("lifetime_value", "lifetime_revenue")
DISCOUNT = 0.1
STEPS = (
    "0.01",
    "0.05",
    "0.1",
    "0.5",
    "1",
    "5",
    "10",
    "50",
    "100",
    "500",
    "1000",
    "5000",
    "10000",
    "100000",
    "100000000",
)


@dataclass(frozen=True, slots=True)
class Input:
    """One figure of today: its estimate, or None where there is none yet, and where it comes from in words."""

    entry: Entry
    estimate: Estimate | None
    source: str
    unit: str
    n_text: str = ""

    @property
    def title(self) -> str:
        return _(self.entry.title)

    @property
    def meaning(self) -> str:
        return _(self.entry.meaning)

    @property
    def text(self) -> str:
        """The figure in its unit; "" where there is none."""
        return value_text(self.estimate, self.unit)

    @property
    def interval(self) -> str:
        """Both ends of its interval; "" where it is taken as known."""
        if self.estimate is None or self.estimate.is_known:
            return ""
        assert self.estimate.low is not None
        assert self.estimate.high is not None
        return figures.interval(self.estimate.low, self.estimate.high, self.unit)

    @property
    def is_share(self) -> bool:
        return self.entry.scale == "share"

    @property
    def number(self) -> str:
        """The figure as a number field has it, shares in percent; "" where there is none."""
        if self.estimate is None:
            return ""
        digits = max(
            0, figures.common_digits([(self.estimate.value, self.estimate.low, self.estimate.high)], self.unit)
        )
        return f"{self.estimate.value * (100 if self.is_share else 1):.{digits}f}"

    @property
    def most(self) -> str:
        """The end of the slider: all of a share, or three times what it is today."""
        if self.is_share:
            return "100"
        reach = 3 * (self.estimate.value if self.estimate else 0) or 100
        size = 10 ** max(0, len(str(int(reach))) - 2)
        return str(-(-int(reach) // size) * size or 10)

    @property
    def step(self) -> str:
        """One step of the slider: about a two-hundredth of it."""
        most = int(self.most)
        return "0.5" if self.is_share else next(step for step in STEPS if float(step) * 200 >= most)

    @property
    def is_measured(self) -> bool:
        return bool(self.n_text)


def inputs_of(member: Member, canvas: Canvas) -> list[Input]:
    """Today's figures for the subject of a canvas over the last twelve months, and what people entered on it."""
    wanted = [entry.metric for entry in ENTRIES if entry.metric]
    subject = Subject.parse(canvas.figures_subject)
    shown = figures_for(member, subject, region=canvas.region_id, period=YEAR, metrics=[*wanted, *MARGIN])
    currency = member.workspace.currency
    return [_input(member, entry, shown, canvas.assumptions, currency) for entry in ENTRIES]


def today_of(inputs: Sequence[Input], discount: float) -> Inputs | None:
    """The state of today; None as long as a figure is missing."""
    known: dict[str, Any] = {one.entry.name: one.estimate for one in inputs if one.estimate is not None}
    return Inputs(**known, discount=discount) if len(known) == len(ENTRIES) else None


def assumed_state(today: Inputs, assumptions: Assumptions) -> Inputs:
    """Today with some figures assumed to be otherwise.

    A figure that is said to be right within so many percent has that interval; else it is taken to be known as well
    as today's is.
    """
    changed = {
        entry.name: _assumed(entry, getattr(today, entry.name), assumptions[entry.name])
        for entry in ENTRIES
        if entry.name in assumptions
    }
    return today.with_(**changed)


def discount_of(assumptions: Assumptions) -> float:
    """What a year's waiting costs, as declared on the canvas."""
    given = assumptions.get("discount", {}).get("value")
    return float(given) if given not in (None, "") else DISCOUNT


def value_text(estimate: Estimate | None, unit: str) -> str:
    """A figure with the digits its interval supports."""
    return figures.figure(estimate.value, unit, estimate.low, estimate.high) if estimate else ""


def _input(member: Member, entry: Entry, shown: Figures, assumptions: Assumptions, currency: str) -> Input:
    unit = {"money": currency, "share": "share"}.get(entry.unit, entry.unit)
    measured = shown.tile(entry.metric) if entry.metric else None
    if measured is not None and _is_usable(measured):
        return Input(entry, _estimate(entry, measured), _("measured"), unit, measured.n_text)
    if entry.name in assumptions:
        return Input(entry, _assumed(entry, None, assumptions[entry.name]), _("entered here"), unit)
    if entry.name == "margin":
        return _margin(member, entry, shown, unit)
    return Input(entry, None, "", unit)


def _is_usable(tile: FigureTile) -> bool:
    return tile.shows_value and tile.state in {"ok", "stale"} and tile.value is not None and tile.value >= 0


def _estimate(entry: Entry, tile: FigureTile) -> Estimate:
    """What was counted is taken as it is; what was estimated has its interval."""
    if tile.is_total:
        return Estimate(float(tile.value or 0))
    most = 1.0 if entry.scale == "share" else float("inf")
    value, low, high = (None if part is None else min(max(float(part), 0.0), most) for part in _parts(tile))
    assert value is not None
    return Estimate(value, low, high)


def _parts(tile: FigureTile) -> tuple[Any, Any, Any]:
    return tile.value, tile.low, tile.high


def _margin(member: Member, entry: Entry, shown: Figures, unit: str) -> Input:
    """What customers left to date of what they paid; else the rate declared in the settings."""
    value, revenue = (shown.tile(name) for name in MARGIN)
    if _is_usable(value) and _is_usable(revenue) and revenue.value:
        share = min(1.0, float(value.value or 0) / float(revenue.value))
        return Input(entry, Estimate(share), _("measured: margin to date of revenue to date"), unit, value.n_text)
    rate = member.workspace.assumed_margin
    if rate is not None:
        return Input(entry, Estimate(rate), _("declared in the settings"), unit)
    return Input(entry, None, "", unit)


def _assumed(entry: Entry, today: Estimate | None, given: Mapping[str, Any]) -> Estimate:
    value, most = float(given["value"]), 1.0 if entry.scale == "share" else float("inf")
    around = float(given.get("give_or_take") or 0)
    if around:
        return Estimate(value, value * (1 - around), min(most, value * (1 + around)))
    return today.moved(value, entry.scale) if today else Estimate(value)
