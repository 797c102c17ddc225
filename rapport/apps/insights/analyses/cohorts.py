"""Cohorts: customers by when they first bought, and how many of them buy again in each later period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from rapport.analytics import BadQuestion, Period
from rapport.analytics.cohorts import Bracket, Retention, Triangle, order_lifetimes, retention, triangle
from rapport.analytics.cohorts.calendar import Grain, begins, later, midnight
from rapport.analytics.cohorts.retention import Clock
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.apps.insights.analyses._cohort_charts import blank_words, heat_of, pooled_of, row_of
from rapport.apps.insights.analyses._said import ends, value
from rapport.apps.insights.analyses._series import plain, points, series
from rapport.apps.insights.analyses._standing import need_customers

# The forms of retention, each with what it asks.
WITHIN = tuple(Bracket(1, last) for last in (30, 90, 180, 365))
ON_DAY = tuple(Bracket(day, day) for day in (7, 30, 90))
BETWEEN = (Bracket(31, 90), Bracket(91, 180), Bracket(181, 365))
FROM_DAY = tuple(Bracket(day, None) for day in (30, 90, 180))
FORMS = (("within", WITHIN), ("on_day", ON_DAY), ("between", BETWEEN), ("from_day", FROM_DAY))
HEADLINE = 1  # Within 90 days.


def _work_out(study: Study) -> Payload:
    study.progress("Counting who came back")
    found = triangle(
        study.source,
        study.period,
        study.population,
        grain=cast(Grain, study.wishes["grain"]),
        zone=study.zone,
        minimum_n=study.minimum_n,
    )
    need_customers(found.n, study.minimum_n, who="bought for the first time in the period")
    study.progress("Working out retention day by day")
    forms = retention(
        study.source,
        study.period,
        study.population,
        brackets=[bracket for _, brackets in FORMS for bracket in brackets],
        clock=cast(Clock, study.wishes["clock"]),
        zone=study.zone,
        minimum_n=study.minimum_n,
    )
    return {
        "n": found.n,
        "grain": found.grain,
        "currency": found.currency,
        "cohorts": [_cohort(found, place) for place in range(len(found.cohorts))],
        "pooled": points(found.pooled.value, found.pooled.low, found.pooled.high, found.pooled_n),
        "forms": _forms(forms),
        "method": forms.method,
        "remarks": list(dict.fromkeys((*found.remarks, *forms.remarks))),
    }


def _cohort(found: Triangle, place: int) -> Payload:
    cohort, spent = found.cohorts[place], found.revenue_per_customer
    ages = int(found.finished[place].sum())
    kept = slice(0, ages)
    return {
        "start": cohort.start.date().isoformat(),
        "n": cohort.n,
        "partial": cohort.partial,
        "customers": series(found.customers[place, kept]),
        "share": points(*(part[place, kept] for part in _parts(found.retention))),
        "revenue": points(*(part[place, kept] for part in _parts(spent))),
    }


def _parts(cells: Any) -> tuple[Any, Any, Any]:
    return cells.value, cells.low, cells.high


def _forms(found: Retention) -> list[Payload]:
    names = [name for name, brackets in FORMS for _ in brackets]
    rows = zip(names, found.brackets, found.n, points(found.value, found.low, found.high), strict=True)
    return [
        {"form": name, "first": bracket.first, "last": bracket.last, "n": plain(n), "share": share}
        for name, bracket, n, share in rows
    ]


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    rows = [row_of(cohort, payload["grain"]) for cohort in payload["cohorts"] if cohort["n"]]
    return {
        "n": payload["n"],
        "method": payload["method"],
        "remarks": payload["remarks"],
        "blank": blank_words(rows, payload["grain"]),
        "heat": heat_of(rows, payload, telling.wishes["measure"], telling.currency),
        "pooled": pooled_of(payload),
        "found": _headline(payload),
        "forms": [_form_row(form) for form in payload["forms"]],
        "cohorts": [{**row, "url": telling.people_url(row["start"])} for row in reversed(rows)],
        "ages": rows[0]["after_titles"] if rows else [],
    }


def _headline(payload: Payload) -> dict[str, str]:
    form = payload["forms"][HEADLINE]
    if form["share"][0] is None:
        return {}
    return {"share": value(form["share"], "share"), "range": ends(form["share"], "share"), "days": str(form["last"])}


def _form_row(form: Payload) -> dict[str, Any]:
    return {
        "form": form["form"],
        "first": form["first"],
        "last": form["last"],
        "n": int(form["n"]),
        "share": value(form["share"], "share") if form["share"][0] is not None else "few" if form["n"] else "–",
        "range": ends(form["share"], "share"),
    }


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    money = f"Revenue per customer ({telling.currency})"
    cells = [
        [cohort["start"], cohort["n"], cohort["partial"], age, customers, *share, *revenue]
        for cohort in payload["cohorts"]
        for age, (customers, share, revenue) in enumerate(
            zip(cohort["customers"], cohort["share"], cohort["revenue"], strict=True)
        )
    ]
    ends_of = ("Share", "Share low", "Share high", money, f"{money} low", f"{money} high")
    pooled = [[age, *row] for age, row in enumerate(payload["pooled"])]
    forms = [[form["form"], form["first"], form["last"], form["n"], *form["share"]] for form in payload["forms"]]
    return (
        Sheet("Cohorts", ("First purchase", "Customers", "In part", "Age", "Bought", *ends_of), cells),
        Sheet("All cohorts", ("Age", "Share", "Share low", "Share high", "Customers"), pooled),
        Sheet("Retention", ("Form", "From day", "To day", "Customers", "Share", "Share low", "Share high"), forms),
    )


def _people(study: Study, key: str) -> Sequence[int]:
    grain = cast(Grain, study.wishes["grain"])
    try:
        first = begins(date.fromisoformat(key), grain)
    except ValueError:
        raise BadQuestion(f"There are no customers of {key}.") from None
    span = Period(*(midnight(day, study.zone) for day in (first, later(first, 1, grain))))
    start = max(span.start, study.period.start)
    found = order_lifetimes(study.source, Period(start, span.end), study.population, known_until=study.period.end)
    return [int(id) for id in found.customer]


cohorts = Analysis(
    name="cohorts",
    title="Cohorts",
    question="Do customers who came at the same time come back, and is it getting better?",
    help="A cohort is everybody whose first purchase lies in the same month (or week, or quarter). Each row follows one"
    " cohort: how many of it bought in the following months. A cell stays blank until its month is over, so that a"
    " month that has just begun never looks like a loss; the line over all cohorts counts only cells that are"
    " over.\n\n"
    "Retention has several forms that give different numbers for the same customers: within some days, on exactly one"
    " day, between two days, or from a day on (which still rises the longer one waits). Calendar days run from midnight"
    " to midnight of your time zone; 24-hour windows run from the minute of the first purchase. Only customers whose"
    " days are over count.\n\n"
    "The first purchase is the first one on record: where the records begin later than the shop, some of the first"
    " cohort are old customers. Groups are as they are today, so a group made of loyal customers looks loyal in every"
    " row. Intervals of shares after Wilson, 1927; of amounts by the t distribution.",
    group="loyalty",
    tables=("orders", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    wishes=(
        Wish(
            name="measure",
            title="show",
            default="share",
            options=(
                ("share", "share who bought"),
                ("customers", "customers who bought"),
                ("revenue", "revenue per customer"),
            ),
        ),
        Wish(
            name="grain",
            title="by",
            default="month",
            options=(("month", "month"), ("week", "week"), ("quarter", "quarter")),
        ),
        Wish(
            name="clock",
            title="days as",
            default="calendar",
            options=(("calendar", "calendar days"), ("windows", "24-hour windows")),
            help="For the table of retention.",
        ),
    ),
    glyph="table-cells",
    order=1,
    period="all-time",
)
