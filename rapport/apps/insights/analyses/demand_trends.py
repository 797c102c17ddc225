"""Trends of demand: where and by whom more is bought each month, and whether regions differ in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, cast

import numpy as np

from rapport.analytics import BadQuestion, Period
from rapport.analytics.trends.demand import ALL_REGIONS, Demand, Of, segments_with_members
from rapport.analytics.trends.demand import demand_trends as trends_of
from rapport.analytics.trends.slopes import METHOD, SlopeDifference, Trend, Trends
from rapport.analytics.trends.spans import Grain
from rapport.apps.insights.analyses import _said
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.ui import charts, figures

UNITS = {"orders": "number", "customers": "number", "revenue": "money", "quantity": "number"}
NAMES = {"orders": "orders", "customers": "buying customers", "revenue": "revenue", "quantity": "pieces"}
A_YEAR = {"month": 12, "week": 52}
MOST_LINES, MOST_ROWS, MOST_DIFFERENCES = 6, 100, 20
# The whole and the largest places stand open, the others behind a press.
SHOWN_AT_ONCE = 21
EVERYWHERE, UNKNOWN = "All together", "Unknown region"


def _work_out(study: Study) -> Payload:
    by_segment = study.wishes["by"] == "segment"
    wanted = Demand(
        of=cast(Of, study.wishes["of"]),
        grain=cast(Grain, study.wishes["grain"]),
        zone=study.zone,
        known_until=study.known.end,
        segments=_segments(study) if by_segment else (),
        by_region=not by_segment,
        currency=study.currency,
        as_of=datetime.now(UTC) if by_segment else None,
    )
    # What was before the first record is not nothing, but unknown: the stretch it falls into is left out as cut.
    begins = max(study.period.start, study.known.start)
    if begins >= study.period.end:
        raise BadQuestion("Nothing was recorded in this period. Choose another one.")
    found = trends_of(
        study.source, Period(begins, study.period.end), study.population, wanted, minimum_n=study.minimum_n
    )
    return _told(found, wanted, by_segment=by_segment)


def _segments(study: Study) -> tuple[int, ...]:
    if not study.source.has("memberships"):
        raise BadQuestion("There are no segments with members to set beside each other.")
    return segments_with_members(study.source)


def _told(found: Trends, wanted: Demand, *, by_segment: bool) -> Payload:
    family = ALL_REGIONS if by_segment else None
    rows = sorted(found.rows, key=lambda row: (row.name != (None, None), -row.total))
    equality = next((one for one in found.equal if one.family == family), None)
    return {
        "of": wanted.of,
        "grain": wanted.grain,
        "by": "segment" if by_segment else "region",
        "labels": list(found.labels),
        "rows": [_row(row) for row in rows[:MOST_ROWS]],
        "differences": [_difference(one) for one in _clearest(found.differences)],
        "compared": len(found.differences),
        "equality": None
        if equality is None
        else {"p": equality.p, "series": equality.series, "reason": equality.reason},
        "method": METHOD,
        "remarks": list(dict.fromkeys([*found.remarks, *(words for row in rows[:1] for words in row.remarks)])),
    }


def _clearest(differences: Sequence[SlopeDifference]) -> list[SlopeDifference]:
    clear = [one for one in differences if one.is_clear]
    return sorted(clear, key=lambda one: one.p_adjusted)[:MOST_DIFFERENCES]


def _row(row: Trend) -> Payload:
    return {
        "name": list(cast(tuple[Any, Any], row.name)),
        "total": row.total,
        "observed": list(row.observed),
        "fitted": [round(value, 3) for value in row.fitted],
        "change": [row.change, row.low, row.high],
        "p": row.p,
        "p_adjusted": row.p_adjusted,
        "direction": row.direction,
        "reason": row.reason,
    }


def _difference(one: SlopeDifference) -> Payload:
    ends = {"first": list(cast(tuple[Any, Any], one.first)), "second": list(cast(tuple[Any, Any], one.second))}
    return {**ends, "change": [one.change, one.low, one.high], "p_adjusted": one.p_adjusted}


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    unit = telling.currency if UNITS[payload["of"]] == "money" else "number"
    rows = [_line(row, payload, telling, unit) for row in payload["rows"]]
    return {
        **payload,
        "found": _found(payload, rows),
        "equality_words": _equality(payload),
        "what": NAMES[payload["of"]],
        "periods": len(payload["labels"]),
        "chart": _chart(payload, telling, unit),
        "rows": rows[:SHOWN_AT_ONCE],
        "further": rows[SHOWN_AT_ONCE:],
        "differences": [
            {
                "first": _name(one["first"], telling),
                "second": _name(one["second"], telling),
                "change": _said.growth(one["change"]),
                "range": _said.growth_ends(one["change"]),
                "p": _said.chance(one["p_adjusted"]),
            }
            for one in payload["differences"]
        ],
    }


def _name(cell: Sequence[Any], telling: Telling) -> str:
    segment, region = cell
    if segment is not None:
        return telling.segments.get(int(segment), f"Segment {segment}")
    if region is None:
        return EVERYWHERE
    return str(region) or UNKNOWN


def _line(row: Payload, payload: Payload, telling: Telling, unit: str) -> dict[str, Any]:
    change = row["change"]
    steps = A_YEAR[payload["grain"]]
    year = [None if end is None else float(np.power(1 + end, steps) - 1) for end in change]
    return {
        "name": _name(row["name"], telling),
        "total": figures.figure(row["total"], unit),
        "change": _said.growth(change),
        "range": _said.growth_ends(change) or _said.sentence(row["reason"]),
        "year": _said.growth(year),
        "year_range": _said.growth_ends(year),
        "p": _said.chance(row["p_adjusted"]),
        "direction": row["direction"] or "–",
    }


def _found(payload: Payload, rows: Sequence[dict[str, Any]]) -> str:
    whole = rows[0]
    what, grain = f"Demand in {NAMES[payload['of']]}", payload["grain"]
    if payload["rows"][0]["change"][0] is None:
        return f"Whether demand rises or falls cannot be told: {payload['rows'][0]['reason']}."
    words = {"rising": "rises", "falling": "falls"}.get(whole["direction"])
    change = f"{whole['change']} a {grain} ({whole['range']})"
    first = f"{what} {words}: {change}" if words else f"{what} shows no clear trend: {change}"
    moving = [line["name"] for line in rows[1:] if line["direction"] in ("rising", "falling")]
    places = f"; clear by itself in {_said.listed(moving[:5])}" if moving else ""
    return f"{first}{places}."


def _equality(payload: Payload) -> str:
    by, equality = payload["by"], payload["equality"]
    if equality is None or equality["p"] is None:
        reason = f": {equality['reason']}" if equality and equality["reason"] else ""
        return f"Whether {by}s differ cannot be told{reason}."
    p = _said.chance(equality["p"])
    clear = len(payload["differences"])
    pairs = f"{clear} of {payload['compared']} pairs differ clearly after correction"
    if equality["p"] > 0.05:
        return f"That the {equality['series']} {by}s all move alike is not ruled out (p {p}); {pairs}."
    return f"The {equality['series']} {by}s do not all move alike (p {p}); {pairs}."


def _chart(payload: Payload, telling: Telling, unit: str) -> charts.Chart:
    known = [row for row in payload["rows"] if row["total"]]
    parts = [row for row in known if row["name"] != [None, None]]
    drawn = parts[:MOST_LINES] if parts[1:] else known[:1]
    rows = [
        {"at": _day(label), "value": value, "series": _name(row["name"], telling)}
        for row in drawn
        for label, value in zip(payload["labels"], row["observed"], strict=True)
    ]
    coloured = [row["name"] for row in drawn if row["name"][0] in telling.hues]
    hues = {_name(name, telling): telling.hues[name[0]] for name in coloured}
    left = len(parts) - len(drawn) if parts[1:] else 0
    note = f"{left} more in the table" if left > 0 else ""
    title = f"{NAMES[payload['of']].capitalize()} by {payload['grain']}"
    return charts.line(rows, id="demand-lines", title=title, unit=unit, hues=hues, note=note, in_ratio=True)


def _day(label: str) -> date:
    return date.fromisoformat(label if len(label) > 7 else f"{label}-01")


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    grain = payload["grain"]
    columns = ["Name", "Total", f"Change per {grain}", "Low", "High", "p", "Adjusted p", "Direction", "Remark"]
    parts = ("p", "p_adjusted", "direction", "reason")
    rows = [
        [_name(row["name"], telling), row["total"], *row["change"], *(row[part] for part in parts)]
        for row in payload["rows"]
    ]
    series = [
        [label, *(row["observed"][place] for row in payload["rows"])] for place, label in enumerate(payload["labels"])
    ]
    names = [_name(row["name"], telling) for row in payload["rows"]]
    differences = [
        [_name(one["first"], telling), _name(one["second"], telling), *one["change"], one["p_adjusted"]]
        for one in payload["differences"]
    ]
    return (
        Sheet("Trends", columns, rows),
        Sheet("Clear differences", ["First", "Second", "Difference", "Low", "High", "Adjusted p"], differences),
        Sheet("Series", [grain.capitalize(), *names], series),
    )


demand_trends = Analysis(
    name="demand_trends",
    title="Demand over time",
    question="Where does demand rise or fall, and do regions or segments differ in it?",
    help="Orders, buying customers, revenue or pieces are counted for every whole month (or week), and the change from"
    " one to the next is estimated for each region or segment: a quasi-Poisson regression on time, which allows for"
    " months of different length, takes out the time of year where two years are known, and widens the interval where"
    " neighbouring months are alike (Newey and West, 1987). Since many trends and differences are looked at, p-values"
    " are adjusted (Benjamini and Hochberg, 1995).\n\nWhether two regions differ is tested on what moved them apart in"
    " the same month: a crisis that hits all is no difference.\n\nThe demand trends of a canvas are another thing: they"
    " count what customers say and do about a wish of the times, such as buying green or paying later. Here it is how"
    " much is bought, whatever it is. Segments hold their members of today; one that lets in who bought lately seems to"
    " rise.",
    group="offer",
    tables=("orders", "order_lines", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    wishes=(
        Wish(
            name="of",
            title="Trend of",
            default="orders",
            options=(
                ("orders", "orders"),
                ("customers", "buying customers"),
                ("revenue", "revenue"),
                ("quantity", "pieces"),
            ),
        ),
        Wish(name="by", title="by", default="region", options=(("region", "region"), ("segment", "segment"))),
        Wish(name="grain", title="each", default="month", options=(("month", "month"), ("week", "week"))),
    ),
    glyph="arrow-trending-up",
    order=2,
    period="all-time",
)
