"""The triangle of cohorts as a field of cells, the line over all of them, and the row of one."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_date

from rapport.apps.insights.analyses._analysis import Payload
from rapport.apps.insights.analyses._said import ends, value
from rapport.ui import charts, figures

# More rows and columns than these cannot be read; the file holds all of them.
MOST_SHOWN = {"month": 25, "week": 27, "quarter": 20}
# Ages that stand in the list of cohorts beside their numbers.
AFTER = {"month": (1, 3, 6, 12), "week": (1, 4, 12, 26), "quarter": (1, 2, 4, 8)}
TITLES = {
    "share": "Share of each cohort who bought again",
    "customers": "Customers of each cohort who bought",
    "revenue": "Revenue for each customer of the cohort",
}


def row_of(cohort: Payload, grain: str) -> dict[str, Any]:
    """One cohort of the list: its name, size, and who bought after some periods."""
    shares = cohort["share"]
    after = [shares[age] if age < len(shares) else None for age in AFTER[grain]]
    return {
        **cohort,
        "name": name_of(cohort["start"], grain),
        "after": [_after(share, cohort["n"]) for share in after],
        "after_titles": [f"after {age} {grain}{'s' if age > 1 else ''}" for age in AFTER[grain]],
    }


def _after(share: Any, n: int) -> dict[str, str]:
    if share is None:
        return {"words": "", "range": ""}
    return {"words": value(share, "share") if share[0] is not None else "few", "range": ends(share, "share")}


def name_of(start: str, grain: str) -> str:
    """A cohort by its month, the first day of its week, or its quarter."""
    day = date.fromisoformat(start)
    if grain == "month":
        return format_date(day, format="MMM y", locale=figures.locale())
    return f"Q{(day.month + 2) // 3} {day.year}" if grain == "quarter" else figures.day(day)


def heat_of(rows: list[dict[str, Any]], payload: Payload, measure: str, currency: str) -> charts.Chart:
    """The triangle: newest cohorts last, ages to the right; age 0 is left out where it is 100 % by definition."""
    grain = payload["grain"]
    most = MOST_SHOWN[grain]
    first = 1 if measure == "share" else 0
    shown = rows[-most:]
    widest = min(max((len(row["customers"]) for row in shown), default=0), most)
    cells = [_cell(row, age, measure, currency) for row in shown for age in range(first, max(widest, first + 1))]
    return charts.heat(
        cells,
        id="cohort-triangle",
        title=TITLES[measure],
        unit={"share": "share", "customers": "", "revenue": currency}[measure],
        across=f"{grain.capitalize()}s after the first purchase",
        down="First purchase (customers)",
    )


def blank_words(rows: list[dict[str, Any]], grain: str) -> str:
    """What a blank cell means, and whether the drawing leaves something out."""
    most = MOST_SHOWN[grain]
    words = f"Blank cells: that {grain} is not over yet, so nobody can know."
    if len(rows) > most or any(len(row["customers"]) > most for row in rows):
        words += f" The drawing shows the newest {most} cohorts and {most} {grain}s of each; the file holds all."
    if any(row["partial"] for row in rows):
        words += f" In part: only some days of that {grain} are in the period."
    return words


def _cell(row: dict[str, Any], age: int, measure: str, currency: str) -> dict[str, Any]:
    part = " in part" if row["partial"] else ""
    cell = {"x": str(age), "y": f"{row['name']}{part} ({row['n']:,})"}
    if age >= len(row["customers"]):
        return {**cell, "value": None, "words": ""}
    bought = row["customers"][age]
    if measure == "customers":
        return {**cell, "value": bought, "words": f"{bought:,.0f}", "more": f"of {row['n']:,} customers"}
    found, unit = row[measure][age], "share" if measure == "share" else currency
    if found[0] is None:
        return {**cell, "value": None, "words": "few", "more": f"{row['n']:,} customers are too few for a figure"}
    words = f"{found[0]:.0%}" if measure == "share" else figures.number(found[0], 0)
    return {**cell, "value": found[0], "words": words, "more": f"{bought:,.0f} bought · {ends(found, unit)}"}


def pooled_of(payload: Payload) -> charts.Chart:
    """The retention of all cohorts together by age, without the first period."""
    grain = payload["grain"]
    rows = [
        {"x": age, "value": share, "low": low, "high": high}
        for age, (share, low, high, _) in enumerate(payload["pooled"])
        if age and share is not None
    ]
    return charts.curve(
        rows,
        id="cohort-pooled",
        title="Who buys again, all cohorts together",
        unit="share",
        across=f"{grain.capitalize()}s after the first purchase",
        zero=True,
    )
