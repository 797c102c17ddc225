"""What may be claimed of the explorer's groups: which changed, which differ, and what small ones have learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from rapport.analytics import honesty, multiplicity
from rapport.apps.accounts.models import Member
from rapport.apps.insights.queries.definitions import is_a_total, metric
from rapport.apps.insights.queries.explorer import Explored, Line
from rapport.apps.insights.queries.lookups import shared_words
from rapport.ui import figures

FALSE_DISCOVERY = 0.05
UP, DOWN = "▲", "▼"
OF_TOTALS = "Totals of groups are not compared: a larger group has a larger total. Choose an average or a share."


@dataclass(frozen=True, slots=True)
class Flag:
    """A difference with its interval; `glyph` and `words` are empty unless chance is ruled out among all of them."""

    text: str = ""
    interval: str = ""
    glyph: str = ""
    words: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Steadied:
    """The figure of a group once it has learned from the others."""

    text: str
    interval: str
    help: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What may be claimed, by the place of each line; `remarks` say how it was found or why there is nothing."""

    flags: dict[int, Flag] = field(default_factory=dict)
    steadied: dict[int, Steadied] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def claims_of(member: Member, explored: Explored, unit: str) -> Claims:
    """The flags of the comparison chosen, and the steadied figures where they are asked for."""
    families = _families(explored.lines)
    overlap = _overlap(member, explored) if families and _of_segments(families[0]) else ""
    flags, remarks = _flags(explored, families, unit, overlap)
    steadied: dict[int, Steadied] = {}
    if explored.cut.steady:
        steadied, said = _steadied(explored, families, unit, overlap)
        remarks += said
    return Claims(flags, steadied, remarks)


def _families(lines: Sequence[Line]) -> list[list[tuple[int, Line]]]:
    """The groups that can stand against one another: the regions or values of one group, else the segments."""
    parts: dict[tuple[int | None, str | None], list[tuple[int, Line]]] = {}
    by_value = any(line.breakdown is not None for line in lines)
    for place, line in enumerate(lines):
        segment = line.segment.pk if line.segment else None
        if by_value and line.breakdown is not None:
            parts.setdefault((segment, line.region), []).append((place, line))
        elif not by_value and line.region is not None:
            parts.setdefault((segment, None), []).append((place, line))
    segments = [(place, line) for place, line in enumerate(lines) if line.segment is not None and not line.is_part]
    found = list(parts.values()) or [segments]
    return [family for family in found if len(family) > 1]


def _of_segments(family: Sequence[tuple[int, Line]]) -> bool:
    return not family[0][1].is_part


def _overlap(member: Member, explored: Explored) -> str:
    shared = shared_words(member, [segment.pk for segment in explored.segments])
    return f"{shared} in more than one of these segments, so they cannot stand as strangers." if shared else ""


def _flags(
    explored: Explored, families: list[list[tuple[int, Line]]], unit: str, overlap: str
) -> tuple[dict[int, Flag], list[str]]:
    if explored.cut.compare == "before":
        return _changes(explored, unit) if explored.period.compares else ({}, [])
    if is_a_total(metric(explored.cut.metric)):
        return {}, [
            "Totals of groups are not compared: a larger group has a larger total. Choose an average or a share."
        ]
    if not families or overlap:
        words = overlap or "There is only one group: choose each region, a breakdown or several segments."
        return {}, [f"Not compared. {words}"]
    return _against_others(families, unit)


def _changes(explored: Explored, unit: str) -> tuple[dict[int, Flag], list[str]]:
    alerts = honesty.change_alerts([line.whole for line in explored.lines], false_discovery=FALSE_DISCOVERY)
    flags = {place: _change(alert, unit) for place, alert in enumerate(alerts)}
    tests = sum(alert.p is not None for alert in alerts)
    if not any(flag.glyph for flag in flags.values()):
        return flags, []
    return flags, [_how(tests, "changed since the period before")]


def _change(alert: honesty.ChangeAlert, unit: str) -> Flag:
    row = alert.row
    if row.change is None:
        return Flag()
    text = figures.signed(row.change, unit, row.change_low, row.change_high)
    clear = alert.state == "alert"
    words = {"better": "better", "worse": "worse", "up": "up", "down": "down"}.get(alert.direction, "") if clear else ""
    glyph = (UP if row.change > 0 else DOWN) if clear else ""
    return Flag(text, _ends(row.change_low, row.change_high, unit), glyph, words and f"clearly {words}", alert.words)


def _against_others(families: list[list[tuple[int, Line]]], unit: str) -> tuple[dict[int, Flag], list[str]]:
    compared: list[tuple[int, honesty.Comparison]] = []
    for family in families:
        cells = [_cell(str(place), line) for place, line in family]
        rows = honesty.against_rest(cells, false_discovery=FALSE_DISCOVERY).rows
        compared += [(place, row) for (place, _), row in zip(family, rows, strict=True)]
    chances = multiplicity.adjusted([np.nan if row.p is None else row.p for _, row in compared])
    flags = {
        place: _difference(row, float(chance), unit) for (place, row), chance in zip(compared, chances, strict=True)
    }
    tests = sum(row.p is not None for _, row in compared)
    said = [f"None of the {tests} compared here differs from the others of its kind beyond chance."]
    if any(flag.glyph for flag in flags.values()):
        said = [_how(tests, "differ from the others of their kind taken together")]
    if any(line.breakdown is not None for family in families for _, line in family):
        said.append("A customer seen under several values counts under each of them.")
    return flags, said


def _difference(row: honesty.Comparison, chance: float, unit: str) -> Flag:
    if row.difference is None:
        return Flag(help=row.reason)
    clear = chance <= FALSE_DISCOVERY
    above = row.difference > 0
    help = f"chance of such a difference among all compared: {chance:.2g}"
    words = ("clearly above" if above else "clearly below") if clear else ""
    glyph = (UP if above else DOWN) if clear else ""
    return Flag(
        figures.signed(row.difference, unit, row.low, row.high), _ends(row.low, row.high, unit), glyph, words, help
    )


def _steadied(
    explored: Explored, families: list[list[tuple[int, Line]]], unit: str, overlap: str
) -> tuple[dict[int, Steadied], list[str]]:
    if is_a_total(metric(explored.cut.metric)):
        return {}, ["Totals are counted, not estimated: there is nothing to steady in them."]
    if not families or overlap:
        return {}, [f"Not steadied. {overlap or 'Small groups learn from others, and here is only one.'}"]
    shown: dict[int, Steadied] = {}
    remarks: list[str] = []
    for family in families:
        pooled = honesty.pooled_rows([line.raw or line.whole for _, line in family])
        remarks += pooled.remarks
        for at, (place, _) in enumerate(family):
            value, low, high = float(pooled.value[at]), float(pooled.low[at]), float(pooled.high[at])
            if pooled.weight[at] > 0 and np.isfinite([value, low, high]).all():
                own = f"{pooled.weight[at]:.0%} its own figure, the rest that of the others"
                text = figures.figure(value, unit, low, high)
                shown[place] = Steadied(text, figures.interval(low, high, unit), own)
    said = (
        "Steadied: each small group is drawn towards the figure all share, the more the less it has of its own. Groups"
        " too small for an interval of their own have nothing to be drawn from."
    )
    return shown, list(dict.fromkeys([said, *remarks]))


def _cell(name: str, line: Line) -> honesty.Cell:
    row = line.whole
    return honesty.Cell(name, row.value, row.low, row.high, row.n, row.metric, row.unit)


def _ends(low: float | None, high: float | None, unit: str) -> str:
    return "" if low is None or high is None else figures.signed_interval(low, high, unit)


def _how(tests: int, what: str) -> str:
    return (
        f"{UP} and {DOWN} mark those that {what} beyond chance, among all {tests} compared here (Benjamini–Hochberg;"
        f" about {FALSE_DISCOVERY:.0%} of marks are false)."
    )
