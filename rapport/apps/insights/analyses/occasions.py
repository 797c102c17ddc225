"""Occasions: who will be there at the next donations, seasons or boxes, where there is one chance in each step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import numpy as np

from rapport.analytics import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.models import bgbb
from rapport.analytics.models.bgbb import BGBBFit, Histories
from rapport.analytics.models.occasion_checks import counted, expected_buyers, held_out
from rapport.analytics.models.occasions import Occasions, Step, grouped
from rapport.analytics.models.occasions import occasions as occasions_of
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.apps.insights.analyses._buying import known_span
from rapport.apps.insights.analyses._discrete import doubts, fit_of, parameters_sheet
from rapport.apps.insights.analyses._matrix import cell, matrix
from rapport.apps.insights.analyses._model_charts import EXPECTED, PAIR, SEEN, fits_shown
from rapport.apps.insights.analyses._said import bracketed, ends, expected, sentence, sentences
from rapport.apps.insights.analyses._series import plain, points
from rapport.apps.insights.analyses._standing import need_customers
from rapport.ui import charts, figures

MEANINGS = {
    "alpha": "with beta: how readily customers buy at an occasion, alpha / (alpha + beta) on average",
    "beta": "see alpha",
    "gamma": "with delta: how readily customers drop out before an occasion, gamma / (gamma + delta) on average",
    "delta": "see gamma",
}
# More rows and columns than these stand in the last one.
MOST_TIMES, MOST_AGO = 8, 8
DRAWS = 200


@dataclass(frozen=True, slots=True)
class _Expected:
    """Every customer with what the model expects of the occasions ahead, and the chance that they are still one."""

    found: Occasions
    past: Histories
    rows: Histories
    fit: BGBBFit
    ahead: Floats
    alive: Floats

    @property
    def place(self) -> tuple[Any, Any]:
        """The row and column of each customer in the field."""
        ago = self.past.periods - self.past.recency
        return np.minimum(self.past.frequency, MOST_TIMES).astype(int), np.minimum(ago, MOST_AGO).astype(int)


def _expected(study: Study) -> _Expected:
    study.progress("Reading who bought at which occasion")
    step = cast(Step, study.wishes["step"])
    found = occasions_of(study.source, known_span(study), study.population, step=step, zone=study.zone)
    need_customers(found.n, study.minimum_n, who=f"bought in a whole {step}")
    past = found.histories()
    repeated = int((past.frequency > 0).sum())
    if repeated < study.minimum_n:
        raise BadQuestion(
            f"{repeated} of {found.n} customers bought in a later {step}; a forecast needs {study.minimum_n} who did."
        )
    study.progress(f"Fitting the model to {found.n:,} customers")
    rows, place = grouped(past)
    fit = bgbb.fit(rows)
    ahead, alive = fit.model.expected_future(int(study.number("ahead")), rows), fit.model.probability_alive(rows)
    return _Expected(found, past, rows, fit, ahead[place], alive[place])


def _work_out(study: Study) -> Payload:
    told = _expected(study)
    ahead = int(study.number("ahead"))
    study.progress(f"Looking {ahead} {study.wishes['step']}s ahead")
    total = told.fit.figures(lambda model: told.rows.weight @ model.expected_future(ahead, told.rows), draws=DRAWS)
    times = counted(told.fit.model, told.found)
    held = _held_out(study, told.found)
    return {
        "n": told.found.n,
        "single": int((told.past.frequency == 0).sum()),
        "step": study.wishes["step"],
        "ahead": ahead,
        "first": told.found.began(told.found.opened).isoformat(),
        "last": told.found.began(told.found.last).isoformat(),
        "total": [plain(float(part)) for part in (total.values, total.low, total.high)],
        "alive": plain(float(told.alive.sum())),
        "cells": _cells(told, study.minimum_n),
        "histogram": points(times.actual, times.expected),
        "histogram_off": plain(times.off),
        "tracked": _tracked(told),
        "held": held,
        "fits": [fit_of("BG/BB", told.fit, MEANINGS)],
        "complaints": doubts(
            told.fit,
            counts_off=times.off,
            error=held.get("error"),
            counts="It puts {off} of the customers under a wrong number of occasions, even where it was fitted.",
            what="occasions",
        ),
        "remarks": [*told.fit.remarks, *_opening(told.found)],
    }


def _opening(found: Occasions) -> list[str]:
    """Where the records begin, customers who had bought long before look new."""
    first, share = int(found.newcomers[0]), found.newcomers[0] / found.n
    if len(found.newcomers) < 3 or share < 2 / len(found.newcomers) or first == found.n:
        return []
    return [
        f"{first:,} customers ({share:.0%}) first bought in the {found.step} in which the records begin: some of them"
        " had probably bought before, and are taken for new."
    ]


def _cells(told: _Expected, minimum_n: int) -> list[Payload]:
    times, ago = told.place
    cells = []
    for row, column in sorted(set(zip(times.tolist(), ago.tolist(), strict=True))):
        inside = (times == row) & (ago == column)
        n = int(inside.sum())
        enough = n >= minimum_n
        cells.append(
            {
                "times": row,
                "ago": column,
                "n": n,
                "ahead": plain(float(told.ahead[inside].mean())) if enough else None,
                "alive": plain(float(told.alive[inside].mean())) if enough else None,
            }
        )
    return cells


def _tracked(told: _Expected) -> list[list[Any]]:
    found = told.found
    wanted = expected_buyers(told.fit.model, found)
    rows = zip(found.numbers, found.buyers, wanted, strict=True)
    return [[found.began(int(number)).isoformat(), plain(seen), plain(model)] for number, seen, model in rows]


def _held_out(study: Study, found: Occasions) -> Payload:
    study.progress("Checking the model against what happened later")
    try:
        held = held_out(found, minimum_n=study.minimum_n)
    except BadQuestion as problem:
        return {"reason": sentence(str(problem))}
    return {
        "reason": "",
        "ahead": held.ahead,
        "split": found.began(held.split + 1).isoformat(),
        "n": held.n,
        "actual": plain(held.actual),
        "expected": [plain(float(part)) for part in (held.expected.values, held.expected.low, held.expected.high)],
        "naive": plain(held.naive),
        "error": plain(held.error),
        "absolute": [plain(held.mean_absolute), plain(held.naive_absolute)],
        "by_times": points(*held.by_times.T),
        "sound": held.fit.fitted.is_sound,
    }


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    held = payload["held"]
    return {
        **payload,
        "total_words": expected(payload["total"]),
        "total_range": ends(payload["total"]),
        "each": figures.estimate(payload["total"][0] / payload["n"]),
        "alive_words": figures.number(payload["alive"], 0),
        "alive_share": figures.figure(payload["alive"] / payload["n"], "share"),
        "first_words": _name(payload["first"], payload["step"]),
        "last_words": _name(payload["last"], payload["step"]),
        "field": _field(payload, telling),
        "histogram": _histogram(payload),
        "tracked": _tracked_chart(payload),
        "held": held if held["reason"] else _held_shown(held, payload["step"]),
        "fits": fits_shown(payload["fits"]),
        "remarks": sentences(payload["remarks"]),
    }


def _name(first_day: str, step: str) -> str:
    """An occasion by its name: "2026", "Q1 2026", "Mar 2026"."""
    day = date.fromisoformat(first_day)
    if step == "year":
        return str(day.year)
    return f"Q{(day.month + 2) // 3} {day.year}" if step == "quarter" else f"{day:%b %Y}"


def _label(count: int, most: int) -> str:
    return f"{count}+" if count == most else str(count)


def _field(payload: Payload, telling: Telling) -> dict[str, Any]:
    """How often bought (rows) against how long ago (columns); in each cell what is expected of one of its customers."""
    step, known = payload["step"], {(one["times"], one["ago"]): one for one in payload["cells"]}
    top = max((one["ahead"] or 0 for one in payload["cells"]), default=0) or 1
    columns = range(max(one["ago"] for one in payload["cells"]) + 1)
    rows = []
    for times in range(max(one["times"] for one in payload["cells"]), -1, -1):
        cells = [_shown_cell(known.get((times, ago)), top, telling) for ago in columns]
        n = sum(one["n"] for one in payload["cells"] if one["times"] == times)
        rows.append({"title": _label(times, MOST_TIMES), "n": n, "cells": cells})
    names = [
        f"last {step}" if not ago else f"{_label(ago, MOST_AGO)} {step}{'s' if ago > 1 else ''} ago" for ago in columns
    ]
    title = f"{step.capitalize()}s with a purchase expected among the next {payload['ahead']}, for each customer"
    return matrix(title, f"{step.capitalize()}s bought in again", names, rows)


def _shown_cell(found: Payload | None, top: float, telling: Telling) -> dict[str, Any]:
    if found is None:
        return cell(0, None)
    key = f"{found['times']}:{found['ago']}"
    about = f"bought in {_label(found['times'], MOST_TIMES)} again, last {_label(found['ago'], MOST_AGO)} ago"
    told = cell(
        found["n"],
        None if found["ahead"] is None else found["ahead"] / top,
        url=telling.people_url(key),
        about=about,
    )
    return told if found["ahead"] is None else {**told, "words": f"{found['ahead']:.2f}"}


def _histogram(payload: Payload) -> charts.Chart:
    last = len(payload["histogram"]) - 1
    rows = [
        {"label": f"{place}+" if place == last else str(place), "series": series, "value": value}
        for place, pair in enumerate(payload["histogram"])
        for series, value in zip((SEEN, EXPECTED), pair, strict=True)
    ]
    step = payload["step"]
    title = f"Customers by {step}s bought in again"
    return charts.columns(rows, id="occasion-histogram", title=title, across=f"{step.capitalize()}s so far", hues=PAIR)


def _tracked_chart(payload: Payload) -> charts.Chart:
    rows = [
        {"at": date.fromisoformat(day), "value": value, "series": series}
        for day, *pair in payload["tracked"]
        for series, value in zip((SEEN, EXPECTED), pair, strict=True)
    ]
    title = f"Customers who bought again, {payload['step']} by {payload['step']}"
    return charts.line(rows, id="occasion-tracking", title=title, hues=PAIR)


def _held_shown(held: Payload, step: str) -> dict[str, Any]:
    last = len(held["by_times"]) - 1
    rows = []
    for place, (times, _, seen, low, high, model) in enumerate(held["by_times"]):
        label = f"{times:.0f}+" if place == last else f"{times:.0f}"
        rows.append({"label": label, "series": SEEN, "value": seen, "low": low, "high": high})
        rows.append({"label": label, "series": EXPECTED, "value": model})
    title = f"{step.capitalize()}s bought in while held out, for each customer"
    return {
        **held,
        "split_words": _name(held["split"], step),
        "actual_words": figures.number(held["actual"], 0),
        "expected_words": expected(held["expected"]),
        "expected_range": bracketed(held["expected"]),
        "naive_words": figures.number(held["naive"], 0),
        "absolute_words": [f"{one:.2f}" for one in held["absolute"]],
        "chart": charts.columns(
            rows, id="occasion-held", title=title, across=f"{step.capitalize()}s before", hues=PAIR
        ),
    }


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    step = payload["step"].capitalize()
    cells = [[one[name] for name in ("times", "ago", "n", "ahead", "alive")] for one in payload["cells"]]
    sheets = [
        Sheet(
            f"Next {payload['ahead']} {payload['step']}s",
            (f"{step}s bought in", f"{step}s ago", "Customers", "Expected for each", "P(alive)"),
            cells,
        ),
        Sheet("Total", ("Expected", "Low", "High", "Still customers"), [[*payload["total"], payload["alive"]]]),
        parameters_sheet(payload["fits"]),
        Sheet("Histogram", ("Times", "Seen", "Expected"), [[n, *row] for n, row in enumerate(payload["histogram"])]),
        Sheet("Tracking", (step, "Seen", "Expected"), payload["tracked"]),
    ]
    if payload["held"]["reason"]:
        return sheets
    titles = ("Times", "Customers", "Seen", "Seen low", "Seen high", "Expected")
    return [*sheets, Sheet("Held out", titles, payload["held"]["by_times"])]


def _people(study: Study, key: str) -> Sequence[int]:
    try:
        times, ago = map(int, key.split(":"))
    except ValueError:
        raise BadQuestion(f"There is no group {key}.") from None
    told = _expected(study)
    rows, columns = told.place
    inside = np.flatnonzero((rows == times) & (columns == ago))
    return [int(id) for id in told.found.customer[inside[np.argsort(-told.ahead[inside], kind="stable")]]]


occasions = Analysis(
    name="occasions",
    title="The next occasions",
    question="Where there is one chance each month, quarter or year: who will be there at the next ones?",
    help="Some businesses have occasions rather than days: a yearly appeal for donations, a season, a monthly box. At"
    " each one a customer buys or does not. Choose the step that fits yours; an occasion counts once, however often"
    " somebody bought in it, and the one that is not over is left out.\n\n"
    "The model is BG/BB of Fader, Hardie and Shang, 2010: as long as they are one, a customer buys at each occasion"
    " with a chance of their own; before each they may drop out for good, with another chance of their own. It knows of"
    " each customer at how many occasions they bought and how long ago the last was. So the field shows both: of two"
    " who bought equally often the one who was there lately is worth more, and who bought often and then stopped"
    " has probably gone.\n\n"
    "The checks set what was seen beside what the model expected, and fit it once more without the last third of the"
    " occasions. Mind: the model knows no seasons and no campaigns. Where customers buy several times in each step, or"
    " at any time, the models under “What customers will bring” tell more.",
    group="loyalty",
    tables=("orders", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    wishes=(
        Wish(
            name="step",
            title="an occasion each",
            default="month",
            options=(("month", "month"), ("quarter", "quarter"), ("year", "year")),
        ),
        Wish(name="ahead", title="looking", default="6", least=1, most=60, unit="occasions ahead"),
    ),
    glyph="calendar-days",
    order=6,
    by_period=False,
)
