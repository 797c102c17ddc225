"""Contracts as charts, rows and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from rapport.apps.insights.analyses._analysis import Payload, Sheet, Telling
from rapport.apps.insights.analyses._discrete import parameters_sheet
from rapport.apps.insights.analyses._lifetime_groups import group_name
from rapport.apps.insights.analyses._lifetime_tests import log_rank_words
from rapport.apps.insights.analyses._model_charts import EXPECTED, PAIR, SEEN, fits_shown
from rapport.apps.insights.analyses._said import bracketed, ends, expected, sentences, value
from rapport.ui import charts, figures

PROJECTED = "projected"
MOST_COLUMNS = 9
NAMES = {"week": "weeks", "month": "months", "quarter": "quarters", "year": "years"}


def contracts_shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    """What the page needs."""
    curves = [{**one, "name": group_name(one["key"], telling)} for one in payload["curves"]]
    drawn = curves[1:] or curves
    money = telling.currency if payload["money"] else ""
    return {
        **payload,
        "names": NAMES[payload["every"]],
        "discount": f"{payload['discount']:g}",
        "whole": _row(curves[0], payload, telling, money),
        "found": _found(curves[0], money),
        "known_words": figures.day(datetime.fromisoformat(payload["known"])),
        "curve": _curve(drawn, payload, telling),
        "rows": [_row(one, payload, telling, money) for one in curves],
        "tests": log_rank_words(payload["tests"], telling),
        "starts": _starts(payload),
        "tenures": [_tenure(one, telling, money) for one in payload["tenures"]],
        "due": _due(payload["due"], telling),
        "currency": money,
        "retention": _retention(payload) if payload["renewals"] else None,
        "survivors": _survivors(payload),
        "off_words": "–" if payload["off"] is None else f"{payload['off'] * 100:.1f}",
        "held": payload["held"] if payload["held"]["reason"] else _held(payload["held"]),
        "fits": _named_fits(payload, telling),
        "remarks": sentences(payload["remarks"]),
        "survival_url": telling.analysis_url("survival"),
    }


def _found(whole: Payload, money: str) -> dict[str, str]:
    """What is left at the end of what was seen, what is projected, and what it is worth."""
    if not whole["seen"]:
        return {}
    told = {"share": value(whole["seen"][-1][1:], "share"), "range": bracketed(whole["seen"][-1][1:], "share")}
    if whole["projected"]:
        told |= {"at_end": value(whole["at_end"], "share"), "at_end_range": bracketed(whole["at_end"], "share")}
        told |= {"end": str(whole["last"] + len(whole["projected"]) - 1)}
        if whole.get("next") and whole["next"][0] is not None:
            told |= {"next": value(whole["next"], "share"), "next_range": bracketed(whole["next"], "share")}
        if money and whole.get("worth"):
            told |= {"worth": expected(whole["worth"], money), "worth_range": bracketed(whole["worth"], money)}
    return told


def _row(one: Payload, payload: Payload, telling: Telling, money: str) -> dict[str, Any]:
    known = bool(one["projected"])
    last = one["seen"][-1] if one["seen"] else [None] * 4
    url = telling.people_url(one["key"])
    return {
        **one,
        "url": url if one["there"] else "",
        "left": value(last[1:], "share"),
        "left_range": ends(last[1:], "share"),
        **(_worth(one, money) if known else {}),
        "churn_words": value(one["churn"], "share") if known else "–",
        "churn_range": ends(one["churn"], "share") if known else "",
        "at_end_words": value(one["at_end"], "share") if known else "–",
        "at_end_range": ends(one["at_end"], "share") if known else "",
        "end": one["last"] + payload["ahead"],
    }


def _worth(one: Payload, money: str) -> dict[str, str]:
    blank = [None, None, None]
    told = {name: one.get(name) or blank for name in ("next", "payments", "endless", "worth")}
    return {
        "next_words": value(told["next"], "share"),
        "next_range": ends(told["next"], "share"),
        "payments_words": expected(told["payments"]),
        "payments_range": ends(told["payments"]),
        "endless_words": expected(told["endless"]),
        "endless_range": ends(told["endless"]),
        "worth_words": expected(told["worth"], money) if money else "–",
        "worth_range": ends(told["worth"], money) if money else "",
    }


def _tenure(one: Payload, telling: Telling, money: str) -> dict[str, Any]:
    first, last = one["first"], one["last"]
    title = str(first) if first == last else f"{first}+" if last is None else f"{first}\N{EN DASH}{last}"
    key = f"taken:{first}-{'' if last is None else last}"
    return {**one, "title": title, "url": telling.people_url(key), "few": "next" not in one, **_worth(one, money)}


def _due(due: Payload, telling: Telling) -> dict[str, Any]:
    leaving = due["leaving"]
    words = "" if leaving is None or not due["n"] else figures.number(leaving, 0 if leaving >= 10 else 1)
    return {**due, "leaving_words": words, "url": telling.people_url("due") if due["n"] else ""}


def _curve(curves: Sequence[Payload], payload: Payload, telling: Telling) -> charts.Chart:
    alone = len(curves) == 1
    rows: list[dict[str, Any]] = []
    for one in curves:
        name = {} if alone else {"series": one["name"]}
        for part, word in (("seen", ""), (PROJECTED, PROJECTED)):
            parts = zip(("x", "value", "low", "high"), zip(*one[part], strict=True), strict=True) if one[part] else ()
            columns = {title: list(column) for title, column in parts}
            count = len(one[part])
            rows += [
                {title: column[at] for title, column in columns.items()} | name | {"dashed": word}
                for at in range(count)
            ]
    hues = {name: telling.hues[pk] for pk, name in telling.segments.items() if pk in telling.hues}
    shown = {one["name"] for one in curves}
    marks = [{"x": curves[0]["last"], "words": PROJECTED}] if alone and curves[0]["projected"] else []
    return charts.curve(
        rows,
        id="contracts",
        title="Share of customers still there",
        unit="share",
        across=f"{NAMES[payload['every']].capitalize()} since the start of the contract",
        steps=True,
        zero=True,
        marks=marks,
        hues={name: hue for name, hue in hues.items() if name in shown},
        note="dashed: projected by the model",
    )


def _starts(payload: Payload) -> dict[str, Any]:
    """Who is left of each start as a field; what not all could have reached is blank."""
    grain, rows = payload["starts"]["grain"], payload["starts"]["rows"]
    shown = rows[-2 * MOST_COLUMNS :]
    widest = min(max((len(left) for _, _, left in shown), default=1), MOST_COLUMNS)
    longest = max((len(left) for _, _, left in shown), default=1)
    step = max(1, -(-(longest - 1) // (MOST_COLUMNS - 1)))
    ages = range(step, longest, step)[:MOST_COLUMNS]
    cells = [
        {
            "x": str(age),
            "y": f"{_start_name(start, grain)} ({n:,})",
            "value": left[age] / n if age < len(left) and n >= 5 else None,
            "more": f"{left[age]:,} of {n:,}" if age < len(left) else "",
        }
        for start, n, left in shown
        for age in ages
    ]
    if widest < 2 or not cells:
        return {}
    chart = charts.heat(
        cells,
        id="contract-starts",
        title="Share of each start still there",
        unit="share",
        across=f"{NAMES[payload['every']].capitalize()} since the start",
        down="Start (customers)",
        hue="hue-teal",
    )
    return {"chart": chart}


def _start_name(start: str, grain: str) -> str:
    day = date.fromisoformat(start)
    if grain == "year":
        return str(day.year)
    return f"Q{(day.month + 2) // 3} {day.year}" if grain == "quarter" else f"{day:%b %Y}"


def _survivors(payload: Payload) -> charts.Chart:
    """Who was left beside whom the model has left."""
    rows: list[dict[str, Any]] = []
    for number, seen, low, high, model in payload["survivors"]:
        rows.append({"x": number, "value": seen, "low": low, "high": high, "series": SEEN})
        rows.append({"x": number, "value": model, "series": EXPECTED})
    title, across = "Still there, seen and by the model", f"{NAMES[payload['every']].capitalize()} since the start"
    return charts.curve(rows, id="contract-fit", title=title, unit="share", across=across, zero=True, hues=PAIR)


def _retention(payload: Payload) -> charts.Chart:
    """The share that stayed at each renewal beside the model's."""
    rows: list[dict[str, Any]] = []
    last = payload["curves"][0]["last"]
    for number, _, stayed, low, high, model in payload["renewals"]:
        if number <= last and stayed is not None:
            rows.append({"x": number, "value": stayed, "low": low, "high": high, "series": SEEN})
        rows.append({"x": number, "value": model, "series": EXPECTED})
    return charts.curve(
        rows,
        id="contract-retention",
        title="Share that stayed at each renewal",
        unit="share",
        across="Renewal",
        hues=PAIR,
    )


def _held(held: Payload) -> dict[str, Any]:
    rows = []
    for taken, _, seen, low, high, model in held["by_tenure"]:
        rows.append({"x": taken, "value": seen, "low": low, "high": high, "series": SEEN})
        rows.append({"x": taken, "value": model, "series": EXPECTED})
    title = "Still there at the end, by renewals taken before"
    return {
        **held,
        "actual_words": f"{held['actual']:,}",
        "expected_words": expected(held["expected"]),
        "expected_range": bracketed(held["expected"]),
        "naive_words": figures.number(held["naive"], 0),
        "chart": charts.curve(
            rows, id="contract-held", title=title, unit="share", across="Renewals taken before", zero=True, hues=PAIR
        ),
    }


def _named_fits(payload: Payload, telling: Telling) -> list[dict[str, Any]]:
    named = [group_name(key, telling) for key in payload["fitted"]]
    fits = [{**fit, "title": f"{fit['title']}, {name}"} for fit, name in zip(payload["fits"], named, strict=True)]
    return fits_shown(fits)


def contracts_sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    """Groups, curves, starts, tenures and checks as tables."""
    blank = [None, None, None]
    named = [(group_name(one["key"], telling), one) for one in payload["curves"]]
    parts = ("churn", "next", "payments", "endless", "worth")
    titles = [f"{part}{end}" for part in _TITLES for end in ("", " low", " high")]
    groups = [
        [name, one["n"], one["ended"], one["there"], *(cell for part in parts for cell in one.get(part) or blank)]
        for name, one in named
    ]
    curves = [[name, "seen", *point] for name, one in named for point in one["seen"]]
    curves += [[name, PROJECTED, *point] for name, one in named for point in one[PROJECTED]]
    tenures = [
        [one["first"], one["last"], one["n"], *(cell for part in parts[1:] for cell in one.get(part) or blank)]
        for one in payload["tenures"]
    ]
    starts = [[start, n, *left] for start, n, left in payload["starts"]["rows"]]
    most = max((len(row) - 2 for row in starts), default=0)
    retention = ("Renewal", "Customers", "Stayed", "Low", "High", "Expected")
    return (
        Sheet("Groups", ("Group", "Customers", "Lost", "Still there", *titles), groups),
        Sheet("Curves", ("Group", "Kind", "Renewals", "Still there", "Low", "High"), curves),
        Sheet("Renewals taken", ("From", "To", "Customers", *titles[3:]), tenures),
        Sheet("Starts", ("Start", "Customers", *(f"After {age}" for age in range(most))), starts),
        parameters_sheet(payload["fits"]),
        Sheet("Each renewal", retention, payload["renewals"]),
        Sheet("Seen and by the model", ("Renewals", "Seen", "Low", "High", "Model"), payload["survivors"]),
        *(
            []
            if payload["held"]["reason"]
            else [Sheet("Held out", ("Renewals before", *retention[1:]), payload["held"]["by_tenure"])]
        ),
    )


_TITLES = ("Churn at the first renewal", "Next renewal", "Payments expected", "Discounted without end", "Worth")
