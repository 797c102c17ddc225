"""A drawing and its table twin, and what both kinds of chart share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from rapport.ui import figures

Spec = dict[str, Any]
Row = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
SERIES = ("blue", "coral", "green", "violet", "amber", "teal", "rose", "olive", "indigo", "cocoa")


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawing and its table twin. `columns` are the titles of the twin, `rows` its cells as shown."""

    id: str
    title: str
    spec: Spec
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    summary: str = ""

    @property
    def script_tag(self) -> SafeString:
        """The spec as a `<script type="application/json">`; "<" in it is escaped."""
        text = json.dumps(self.spec, default=plain).replace("<", "\\u003c")
        return format_html('<script type="application/json">{}</script>', mark_safe(text))  # noqa: S308  every "<" in it is escaped


def framed(body: Spec) -> Spec:
    """The frame round every drawing: as wide as its place, 240 pixels high unless the body says otherwise."""
    return {"$schema": SCHEMA, "width": "container", "height": 240, "autosize": {"type": "fit-x"}} | body


def axis(unit: str) -> Spec:
    """Few, round numbers along an axis: shares in percent, large amounts shortened."""
    if unit in figures.SHARES:
        return {"format": ".0%", "tickCount": 5}
    if not figures.is_currency(unit):
        return {"format": ",~f", "tickCount": 5}
    # The shortened form would write nought as "0k".
    return {"format": "~s", "labelExpr": "datum.value == 0 ? '0' : datum.label", "tickCount": 5}


def with_unit(note: str, unit: str) -> str:
    """The note beside the title, led by the currency, which the numbers along the axis leave out."""
    return " · ".join(filter(None, [unit if figures.is_currency(unit) else "", note]))


def colours(names: Sequence[str], hues: dict[str, str], field: str) -> Spec:
    """One hue for each name: the one it has everywhere (`hues`), else the next of the palette; a lone unnamed one
    takes the accent."""
    chosen = [hues.get(name) or SERIES[index % len(SERIES)] for index, name in enumerate(names)]
    tokens = ["accent"] if list(names) == [""] else [f"hue-{hue}" for hue in chosen]
    scale = {"domain": list(names), "range": [{"token": token} for token in tokens]}
    return {"field": field, "type": "nominal", "legend": None, "scale": scale}


def last_of_each(field: str) -> list[Spec]:
    """The steps that leave the last known row along a field of each named series, to put its name there."""
    return [
        {"filter": "isValid(datum.value)"},
        {
            "window": [{"op": "row_number", "as": "place"}],
            "sort": [{"field": field, "order": "descending"}],
            "groupby": ["series"],
        },
        {"filter": "datum.place == 1 && datum.series != ''"},
    ]


def outlined(words: Spec) -> Spec:
    """The same words as a thick outline in the colour of the ground, so that lines do not run through them."""
    return words | {
        "stroke": {"token": "ground"},
        "strokeWidth": 4,
        "strokeJoin": "round",
        "fill": {"token": "ground"},
    }


def value_words(row: Row, unit: str) -> str:
    """The value as text, with the digits its interval supports."""
    if row["value"] is None:
        return "no data"
    return figures.figure(row["value"], unit, row.get("low"), row.get("high"))


def twin_columns(rows: Sequence[Row], first: str) -> list[str]:
    """The titles of the table twin; a column nobody fills is left out."""
    names = [first, *(["Group"] if any(row.get("series") for row in rows) else []), "Value"]
    return [*names, "95 % interval"] if any(row.get("low") is not None for row in rows) else names


def twin_row(row: Row, first: str, unit: str, columns: Sequence[str]) -> list[str]:
    """The cells of one row of the table twin."""
    low, high = row.get("low"), row.get("high")
    cells = {
        "Group": str(row.get("series") or ""),
        "Value": value_words(row, unit),
        "95 % interval": figures.interval(low, high, unit) if low is not None and high is not None else "",
    }
    return [first, *(cells[column] for column in columns[1:])]


def plain(value: Any) -> Any:
    """A value as JSON knows it: dates in ISO form, decimals as numbers."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float) else float(value)
