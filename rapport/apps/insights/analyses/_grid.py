"""The customer portfolio as charts, rows and tables of a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapport.apps.insights.analyses._analysis import Payload, Sheet, Telling
from rapport.apps.insights.analyses._profit import assumed, remarks_in, value_word
from rapport.apps.insights.analyses._standing import NO_FIGURE, told
from rapport.apps.insights.analyses._strategies import STRATEGIES
from rapport.ui import charts, figures

PLACES = tuple(STRATEGIES)
LATER = {"high": ", much to come", "low": ", little to come", "unknown": ""}
KINDS = {
    "lifetime_value": ("High value to come", "the top 5 % by what they are expected to bring"),
    "volume": ("High volume", "the top 5 % by revenue, whatever is left of it"),
    "cost_magnet": ("Cost magnets", "the top 5 % by cost to serve: others would have to carry it"),
}


def shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    """What the page needs."""
    money = telling.currency
    return {
        **payload,
        "word": value_word(payload["kind"]),
        "found": _found(payload),
        "assumed": assumed(payload, dict(telling.wishes), money),
        "field": _field(payload, money),
        "scatter": _scatter(payload, money),
        "rows": [_row(row, telling) for row in payload["strategies"]],
        "parts": [_part(cell, telling) for cell in payload["cells"]],
        "whom": STRATEGIES[payload["whom"]][0],
        "changes": [_change(row, money) for row in payload["changes"]],
        "remarks": remarks_in(payload, money),
        "assumptions": _assumptions(payload["changes"]),
        "significant": [_kind(kind, payload["significant"], telling) for kind in KINDS],
        "from_value": told(payload["thresholds"][0], money),
        "from_cost": told(payload["thresholds"][1], money),
        "from_later": told(payload["thresholds"][2], money),
    }


def _found(payload: Payload) -> str:
    """The strategy that says most, in a sentence."""
    word = value_word(payload["kind"])
    rows = {row["strategy"]: row for row in payload["strategies"] if row.get("value_share") is not None}
    for strategy, does in (("re-engineer", "are costly but worth it: they"), ("protect", "are worth protecting: they")):
        if strategy in rows and rows[strategy].get("cost_share") is not None:
            row = rows[strategy]
            shares = f"bring {told(row['value_share'], 'share')} of the {word} and take"
            cost = f"{told(row['cost_share'], 'share')} of the cost to serve"
            return f"{figures.number(row['n'])} of {figures.number(payload['n'])} customers {does} {shares} {cost}."
    return f"{figures.number(payload['n'])} customers by what they bring and what serving them costs."


def _field(payload: Payload, money: str) -> charts.Chart:
    cells = [
        {
            "x": "Cheap to serve" if cell["cost"] == "low" else "Costly to serve",
            "y": f"{'High' if cell['value'] == 'high' else 'Low'} value{LATER[cell['to_come']]}",
            "value": cell["share"],
            "words": f"{STRATEGIES[cell['strategy']][0]} · {figures.number(cell['n'])}",
            "more": f"{told(cell.get('total'), money)} in all, {told(cell.get('serving'), money)} to serve",
        }
        for cell in sorted(payload["cells"], key=lambda cell: cell["cost"] == "high")
    ]
    return charts.heat(cells, id="portfolio-field", title="Customers by value and cost to serve", unit="share")


def _scatter(payload: Payload, money: str) -> charts.Chart:
    rows = [
        {"label": STRATEGIES[PLACES[place]][0], "x": cost, "y": value, "series": STRATEGIES[PLACES[place]][0]}
        for cost, value, place in payload["dots"]
    ]
    value_from, cost_from, _ = payload["thresholds"]
    drawn = "colours as in the table" if len(rows) == payload["n"] else f"{len(rows)} customers drawn at random"
    return charts.points(
        rows,
        id="portfolio-scatter",
        title=f"{payload['title']} against cost to serve",
        across="Cost to serve",
        down=payload["title"],
        across_unit=money,
        down_unit=money,
        middle=None if value_from is None else (cost_from, value_from),
        corners=("worth much, cheap", "worth much, costly", "small, cheap", "small, costly"),
        hues={title: hue for title, _, hue in STRATEGIES.values()},
        named=False,
        note=drawn,
    )


def _row(row: Payload, telling: Telling) -> dict[str, Any]:
    title, words, hue = STRATEGIES[row["strategy"]]
    shares = {name: told(row.get(name), "share") for name in ("share", "value_share", "cost_share")}
    amounts = {name: told(row.get(name), telling.currency) for name in ("value", "cost")}
    url = telling.people_url(f"strategy:{row['strategy']}") if row["n"] else ""
    return {
        "title": title,
        "words": words,
        "hue": hue,
        "n": row["n"],
        "few": row["few"],
        "url": url,
        **shares,
        **amounts,
    }


def _part(cell: Payload, telling: Telling) -> dict[str, Any]:
    levels = ",".join((cell["value"], cell["cost"], cell["to_come"]))
    serving = "cheap to serve" if cell["cost"] == "low" else "costly to serve"
    return {
        "title": f"{'High' if cell['value'] == 'high' else 'Low'} value, {serving}{LATER[cell['to_come']]}",
        "strategy": STRATEGIES[cell["strategy"]][0],
        "n": cell["n"],
        "share": told(cell["share"], "share"),
        "url": telling.people_url(f"cell:{levels}") if cell["n"] else "",
        **{name: told(cell.get(name), telling.currency) for name in ("total", "serving", "mean")},
    }


def _change(row: Payload, money: str) -> dict[str, Any]:
    low, high = row["change_low"], row["change_high"]
    signed = NO_FIGURE if row["change"] is None else figures.signed(row["change"], money, low, high)
    return {
        **row,
        "before": told(row["before"], money),
        "after": told(row["after"], money),
        "change": signed,
        "range": "" if low is None or low == high else figures.signed_interval(low, high, money),
        "break_even": _break_even(row["break_even"], row["reason"]),
    }


def _break_even(share: float | None, reason: str) -> str:
    if reason:
        return NO_FIGURE
    if share is None:
        return "never pays"
    return "pays in any case" if share >= 1 else f"{share:.0%} leaving"


def _assumptions(rows: Sequence[Payload]) -> list[str]:
    return list(dict.fromkeys(words for row in rows for words in row["assumptions"]))


def _kind(kind: str, found: Payload, telling: Telling) -> dict[str, Any]:
    title, words = KINDS[kind]
    n, least = found["counts"][kind], found["thresholds"][kind]
    url = telling.people_url(f"significant:{kind}") if n else ""
    return {"title": title, "words": words, "n": n, "least": told(least, telling.currency), "url": url}


def sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    """The tables of the page for a file."""
    money, title = f"({telling.currency})", payload["title"]
    columns = ("n", "share", "value", "value_share", "cost", "cost_share")
    strategies = [
        [STRATEGIES[row["strategy"]][0], *(row.get(name) for name in columns)] for row in payload["strategies"]
    ]
    cells = ("value", "cost", "to_come", "strategy", "n", "share", "total", "serving", "mean")
    changes = ("title", "n", "before", "after", "change", "change_low", "change_high", "break_even", "reason")
    said = (
        "Strategy",
        "Customers",
        "Share",
        f"{title} {money}",
        "Share of it",
        f"Cost to serve {money}",
        "Share of it",
    )
    named = ("Value", "Cost", "To come", "Strategy", "Customers", "Share", title, "Cost to serve", "Mean")
    of = ("What if", "Customers", "Before", "After", "Change", "Low", "High", "Break-even loss", "Remark")
    return (
        Sheet("Strategies", said, strategies),
        Sheet("Cells", named, [[cell.get(name) for name in cells] for cell in payload["cells"]]),
        Sheet("What if", of, [[row[name] for name in changes] for row in payload["changes"]]),
    )
