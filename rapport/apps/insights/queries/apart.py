"""What a change is made of, in words: the figures of the groups, who is in which of them, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.analytics import BadQuestion, honesty
from rapport.analytics.answer import Row
from rapport.apps.accounts.models import Member
from rapport.apps.insights.queries.cuts import dimension_title
from rapport.apps.insights.queries.definitions import metric
from rapport.apps.insights.queries.explorer import Explored
from rapport.apps.insights.queries.lookups import shared_words
from rapport.ui import charts, figures
from rapport.ui.charts import Chart

MOST_PARTS = 30
WORTH_DRAWING = 2


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One group in the table of parts."""

    name: str
    share_before: str
    share_now: str
    before: str
    now: str
    size: str
    rate: str
    mix: str


@dataclass(frozen=True, slots=True)
class TakenApart:
    """A change taken apart; `reason` says why it could not be."""

    by: str
    sentence: str = ""
    warning: str = ""
    reason: str = ""
    method: str = ""
    has_size: bool = False
    parts: tuple[ShownPart, ...] = ()
    remarks: tuple[str, ...] = ()
    chart: Chart | None = None


def taken_apart(member: Member, explored: Explored, unit: str) -> TakenApart | None:
    """The change from the period before taken apart by region, segment or value; None unless asked."""
    cut = explored.cut
    if not cut.apart:
        return None
    by = cut.apart if cut.apart in ("region", "segment") else dimension_title(cut.apart)
    if reason := _hindrance(member, explored):
        return TakenApart(by, reason=reason)
    kind: honesty.decomposed_rows.By = cut.apart if cut.apart in ("region", "segment") else "breakdown"  # type: ignore[assignment]
    names: dict[object, str] = {one.pk: one.name for one in explored.segments if kind == "segment"}
    (before, whole_before), (after, whole_now) = _split(explored.before, kind), _split(explored.now, kind)
    try:
        found = honesty.decompose_rows(
            before,
            after,
            by=kind,
            whole_before=whole_before,
            whole_now=whole_now,
            names=names if kind == "segment" else {},
        )
    except BadQuestion as problem:
        return TakenApart(by, reason=str(problem))
    return _shown(found, explored, by, unit)


def _hindrance(member: Member, explored: Explored) -> str:
    cut, choice = explored.cut, explored.period
    if not choice.compares:
        return f"there is {choice.against_words or 'no period before to compare with'}."
    if not explored.now:
        return "choose the segments first." if cut.apart == "segment" else "nothing is recorded yet."
    if cut.apart != "segment":
        return ""
    shared = shared_words(member, [segment.pk for segment in explored.segments])
    return f"{shared} in more than one of these segments, so their parts do not add up." if shared else ""


def _split(rows: list[Row], kind: str) -> tuple[list[Row], Row | None]:
    parts = [row for row in rows if getattr(row, kind) is not None]
    whole = [row for row in rows if getattr(row, kind) is None]
    return parts, whole[0] if whole else None


def _shown(found: honesty.Decomposition, explored: Explored, by: str, unit: str) -> TakenApart:
    if found.difference is None:
        return TakenApart(by, reason=found.reason)
    has_size = found.of == "total"
    largest = sorted(found.parts, key=lambda part: -abs(part.difference))[:MOST_PARTS]
    weights = [sum(part.weight_before for part in found.parts), sum(part.weight_now for part in found.parts)]
    left_out = len(found.parts) - len(largest)
    remarks = (*found.remarks, *([f"The {left_out} smallest parts are left out of the table."] if left_out else []))
    return TakenApart(
        by,
        sentence=_sentence(found, explored, by, unit),
        warning=found.warning,
        method=found.method,
        has_size=has_size,
        parts=tuple(_part(part, weights, unit) for part in largest),
        remarks=remarks,
        chart=_chart(found, by, unit),
    )


def _sentence(found: honesty.Decomposition, explored: Explored, by: str, unit: str) -> str:
    title = metric(explored.cut.metric).title
    before, now, difference = float(found.before or 0), float(found.now or 0), float(found.difference or 0)
    moved = "rose" if difference > 0 else "fell" if difference < 0 else "stayed"
    parts = [f"{figures.signed(found.rate, unit)} from the figures within each {by}"]
    parts += [f"{figures.signed(found.mix, unit)} from the mix: who is in which {by}"]
    if found.of == "total":
        counted = metric(explored.cut.metric).n_name
        parts = [f"{figures.signed(found.size, unit)} from the number of {counted}", *parts]
    change = f"{title} {moved} from {figures.figure(before, unit)} to {figures.figure(now, unit)}"
    return f"{change} ({figures.signed(difference, unit)}): {'; '.join(parts)}."


def _part(part: honesty.Part, weights: list[float], unit: str) -> ShownPart:
    shares = [part.weight_before / weights[0] if weights[0] else 0, part.weight_now / weights[1] if weights[1] else 0]
    levels = ["–" if level is None else figures.figure(level, unit) for level in (part.before, part.now)]
    made_of = (figures.signed(amount, unit) for amount in (part.size, part.rate, part.mix))
    return ShownPart(part.cell, *(figures.percent(share) for share in shares), *levels, *made_of)


def _chart(found: honesty.Decomposition, by: str, unit: str) -> Chart | None:
    named = [("Number", found.size)] if found.of == "total" else []
    named += [(f"Within each {by}", found.rate), ("Mix", found.mix)]
    in_points = unit in figures.SHARES
    rows = [{"label": label, "value": amount * 100 if in_points else amount} for label, amount in named]
    if max(abs(row["value"]) for row in rows) < WORTH_DRAWING:  # type: ignore[arg-type]
        return None
    note = "percentage points" if in_points else ""
    return charts.bars(
        rows, id="taken-apart", title="What the change is made of", unit="" if in_points else unit, note=note
    )
