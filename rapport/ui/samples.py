"""What the style guide shows: made-up values for every state of every component."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils import timezone

from rapport.kernel.mentions import Person
from rapport.ui import charts
from rapport.ui.sample_tiles import sample_tiles

SAMPLES_FOLDER = Path(__file__).parent / "templates" / "ui" / "styleguide"
HUES = ("blue", "teal", "green", "olive", "amber", "coral", "rose", "violet", "indigo", "slate", "cocoa")
SECTIONS = ("profile", "need", "pain", "value", "touchpoint", "journey", "relationship", "metric", "action")
COLOURS = (
    ("Ground", ("paper", "surface", "raised", "sunken", "hover")),
    ("Ink", ("ink", "ink-soft", "ink-faint", "hairline", "border")),
    ("Pressing", ("accent", "accent-hover", "on-accent", "accent-tint", "focus")),
    ("Outcome", ("good", "good-tint", "warn", "warn-tint", "bad", "bad-tint", "danger")),
)
TEAM = (Person(1, "Mara Ortiz", "mara@shop.example"), Person(2, "Edi Álvarez", "edi@shop.example"))
LONG = (
    "Wants to see, before ordering, whether the shade fits her skin, without having to travel to one of our "
    "forty-two shops or to ask a stranger on the telephone — Donaudampfschifffahrtsgesellschaftskapitänswitwe"
)


class SampleForm(forms.Form):
    """One field of each kind, with help, choice and error."""

    name = forms.CharField(label="Name of the segment", help_text="People see it on every canvas of this segment.")
    email = forms.EmailField(label="Answers go to", required=False)
    minimum = forms.IntegerField(label="Orders, at least", min_value=1, help_text="Refunds are not counted.")
    region = forms.ChoiceField(
        label="Region", choices=[("", "Everywhere"), ("es", "Spain"), ("pt", "Portugal")], required=False
    )
    since = forms.DateField(
        label="Customers since", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    kind = forms.ChoiceField(
        label="Members", choices=[("rule", "By a rule"), ("fixed", "Chosen by hand")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Why this segment", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    file = forms.FileField(label="List of members", required=False)
    public = forms.BooleanField(label="Show on shared canvases", required=False, help_text="Without names of people.")


@lru_cache(maxsize=1)
def sample_names() -> tuple[str, ...]:
    """The components with a sample: one file each, in the order of their names."""
    return tuple(sorted(file.stem for file in SAMPLES_FOLDER.glob("*.html") if not file.stem.startswith("_")))


def samples() -> dict[str, Any]:
    """Everything the samples need."""
    return {
        "colours": COLOURS,
        "hues": HUES,
        "sections": SECTIONS,
        "long": LONG,
        "form": SampleForm(initial={"name": "Regulars", "minimum": 5, "kind": "rule"}, auto_id="calm_%s"),
        "wrong_form": _wrong_form(),
        "tiles": sample_tiles(),
        "charts": [
            _line_chart(),
            _bar_chart(),
            _curve_chart(),
            _columns_chart(),
            _heat_chart(),
            _forest_chart(),
            _points_chart(),
        ],
        "history": [31, 33, None, 38, 36, 41, 40, 42],
        "three_hours_ago": timezone.now() - timedelta(hours=3),
        "people": ("Mara Ortiz", "Edi Álvarez", "Cora Lindt", "Vic"),
        "spoken": "@Edi Álvarez asked for samples of the new shades.\n@Mara Ortiz, can you send them?",
        "spoken_to": SimpleNamespace(people=TEAM, me=1, words=json.dumps([asdict(one) for one in TEAM])),
        "statuses": ("untested", "supported", "contradicted", "mixed", "stale"),
        "rows": _rows(),
        "crumbs": [{"label": "Segments", "url": "#"}, {"label": "Regulars", "url": "#"}, {"label": "Canvas"}],
    }


def _wrong_form() -> SampleForm:
    form = SampleForm(
        {"name": "", "email": "mara@", "minimum": "0", "kind": "other", "region": "es"}, auto_id="wrong_%s"
    )
    form.full_clean()
    return form


def _rows() -> list[dict[str, Any]]:
    names = (
        ("Alba Ferrer Soler", "Spain", 12, "1284.50", "Regulars", "blue"),
        ("Beatriz Nunes", "Portugal", 3, "96.10", "New", "amber"),
        (
            "Clínica Dental Río de la Plata y Asociados, S. L. (purchasing department)",
            "Spain",
            41,
            "18210.00",
            "Business",
            "green",
        ),
        ("Daniela Ruiz", "Spain", 1, "24.90", "One order", "rose"),
        ("نور الهدى", "Portugal", 7, "402.75", "Regulars", "blue"),
    )
    keys = ("name", "region", "orders", "revenue", "segment", "hue")
    return [dict(zip(keys, row, strict=True)) for row in names]


def _line_chart() -> charts.Chart:
    rows: list[charts.Row] = []
    for series, base in (("Regulars", 46.0), ("New customers", 28.0)):
        for month in range(1, 13):
            value = base + (month * 7 % 5) * 1.8 - month * 0.3
            gone = series == "New customers" and month in {6, 7}
            ends = {"low": None, "high": None} if gone else {"low": value - 5, "high": value + 5}
            rows.append({"at": date(2026, month, 1), "value": None if gone else value, "series": series, **ends})
    hues = {"Regulars": "blue", "New customers": "amber"}
    return charts.line(
        rows,
        id="sample-line",
        title="Net promoter score by month",
        unit="points",
        target=50,
        hues=hues,
        note="2026, 95 % intervals; no answers of new customers in June and July",
    )


def _bar_chart() -> charts.Chart:
    shares = (("Spain", 0.44, 0.02), ("Portugal", 0.37, 0.05), ("Elsewhere", 0.21, 0.08), ("Andorra", None, None))
    rows: list[charts.Row] = [
        {
            "label": name,
            "value": share,
            "low": share - half if share and half else None,
            "high": share + half if share and half else None,
        }
        for name, share, half in shares
    ]
    return charts.bars(
        rows, id="sample-bars", title="Repeat purchase rate by region", unit="share", note="last 12 months"
    )


def _curve_chart() -> charts.Chart:
    rows: list[charts.Row] = [
        {
            "x": age,
            "value": level**age,
            "low": level**age - 0.02 - age * 0.004,
            "high": level**age + 0.02 + age * 0.004,
            "series": name,
            "dashed": "projected" if age > 12 else "",
        }
        for name, level in (("Regulars", 0.985), ("New customers", 0.93))
        for age in range(19)
    ]
    hues = {"Regulars": "blue", "New customers": "amber"}
    mark = {"value": 0.5, "words": "half are left"}
    return charts.curve(
        rows,
        id="sample-curve",
        title="Customers who are left",
        unit="share",
        across="Months",
        steps=True,
        zero=True,
        marks=[mark],
        hues=hues,
        note="dashed: projected",
    )


def _forest_chart() -> charts.Chart:
    found = (("Region: Portugal", 1.3, 1.1, 1.6, 210), ("Paid by invoice", 0.6, 0.4, 0.9, 48), ("Shop", 1, 0.2, 40, 7))
    rows: list[charts.Row] = [
        {"label": name, "value": ratio, "low": low, "high": high, "beside": f"{n} customers"}
        for name, ratio, low, high, n in found
    ]
    return charts.forest(
        rows, id="sample-forest", title="What goes with leaving sooner", across="Risk of leaving", beside="Of"
    )


def _heat_chart() -> charts.Chart:
    rows: list[charts.Row] = [
        {"x": f"+{age}", "y": f"{month} 2026", "value": None if age > 5 - place else 0.42 - age * 0.05 + place * 0.01}
        for place, month in enumerate(("Jan", "Feb", "Mar", "Apr", "May"))
        for age in range(1, 6)
    ]
    return charts.heat(
        rows,
        id="sample-heat",
        title="Customers who came back",
        unit="share",
        across="Months after the first order",
        down="First order",
    )


def _points_chart() -> charts.Chart:
    made = (
        ("Delivery", 0.34, 4.1),
        ("Advice", 0.29, 3.2),
        ("Returns", 0.12, 2.9),
        ("Packaging", 0.07, 4.4),
        ("Price", 0.18, 3.6),
    )
    rows: list[charts.Row] = [
        {"label": name, "x": score, "y": share, "y_low": share - 0.05, "y_high": share + 0.05}
        for name, share, score in made
    ]
    corners = ("Mend first", "Keep up", "Watch", "Enough")
    return charts.points(
        rows,
        id="sample-points",
        title="What matters and how well it goes",
        across="Mean score",
        down="Importance",
        down_unit="share",
        middle=(3.6, 0.2),
        corners=corners,
    )


def _columns_chart() -> charts.Chart:
    counted = (("0", 1411, 1430), ("1", 439, 420), ("2", 214, 221), ("3", 100, 104), ("4 +", 193, 182))
    rows: list[charts.Row] = [
        {"label": step, "value": value, "series": series}
        for step, actual, expected in counted
        for series, value in (("Actual", actual), ("Expected", expected))
    ]
    hues = {"Actual": "slate", "Expected": "blue"}
    return charts.columns(
        rows, id="sample-columns", title="Repeat orders", across="Orders", hues=hues, unit="customers"
    )
