"""The look of charts drawn without a browser. In the browser `chart-look.js` reads the same from the live tokens."""

from __future__ import annotations

from typing import Any

from rapport.ui.charts.chart import Chart, Spec

# The tokens of tokens.css and hues.css in the colour space that drawings without a browser understand.
LIGHT = {
    "ground": "#fefdfb",
    "surface": "#fefdfb",
    "ink": "#28211a",
    "ink-soft": "#595149",
    "hairline": "#e3ded6",
    "border": "#918980",
    "accent": "#284a99",
    "hue-blue": "#037ac0",
    "hue-teal": "#038586",
    "hue-green": "#318850",
    "hue-olive": "#727f30",
    "hue-amber": "#bc7d19",
    "hue-coral": "#d3543e",
    "hue-rose": "#bf4477",
    "hue-violet": "#8e53b0",
    "hue-indigo": "#5b55bb",
    "hue-slate": "#5e6d80",
    "hue-cocoa": "#825841",
    "hue-need": "#0c82bf",
    "hue-pain": "#db5a49",
    "hue-value": "#3d8e53",
    "hue-touchpoint": "#8d58b7",
    "hue-journey": "#5a59bf",
    "hue-relationship": "#108986",
    "hue-metric": "#5e6d80",
    "hue-action": "#c38414",
    "hue-profile": "#9f8962",
}
DARK = {
    "ground": "#1d2129",
    "surface": "#1d2129",
    "ink": "#e9e6e0",
    "ink-soft": "#b9b5ae",
    "hairline": "#323740",
    "border": "#707682",
    "accent": "#9cbefc",
    "hue-blue": "#6cb2ec",
    "hue-teal": "#5ec4c4",
    "hue-green": "#72c78b",
    "hue-olive": "#b4c471",
    "hue-amber": "#edb662",
    "hue-coral": "#f18a76",
    "hue-rose": "#e78aaa",
    "hue-violet": "#c599e1",
    "hue-indigo": "#9d9feb",
    "hue-slate": "#99a9be",
    "hue-cocoa": "#cda58a",
    "hue-need": "#68b7ed",
    "hue-pain": "#f58d7c",
    "hue-value": "#79ca8b",
    "hue-touchpoint": "#c49ee7",
    "hue-journey": "#9da3ef",
    "hue-relationship": "#62c8c4",
    "hue-metric": "#9cacc1",
    "hue-action": "#efba64",
    "hue-profile": "#cebc96",
}
FONT = (
    "-apple-system, 'Segoe UI Variable Text', 'Segoe UI', Roboto, 'Noto Sans', Cantarell, Ubuntu, "
    "'Liberation Sans', sans-serif"
)


def config(colours: dict[str, str] = LIGHT) -> Spec:
    """The configuration that every chart is drawn with."""
    axis = {
        "labelColor": colours["ink-soft"],
        "titleColor": colours["ink-soft"],
        "titleFontSize": 12,
        "titleFontWeight": 400,
        "titlePadding": 8,
        "gridColor": colours["hairline"],
        "domainColor": colours["border"],
        "tickColor": colours["border"],
        "labelFontSize": 12,
        "labelPadding": 6,
    }
    return {
        "background": "transparent",
        "font": FONT,
        "padding": 0,
        "axis": axis,
        "line": {"strokeWidth": 2, "color": colours["accent"]},
        "bar": {"color": colours["accent"]},
        "text": {"fontSize": 12, "color": colours["ink"]},
        "view": {"stroke": None},
    }


def finished(chart: Chart, *, dark: bool = False, width: int = 640) -> Spec:
    """The spec with colours and size filled in, ready for `vl_convert.vegalite_to_svg`."""
    colours = DARK if dark else LIGHT
    filled: Spec = _filled(chart.spec, colours)
    return filled | {"config": config(colours), "width": width}


def _filled(part: Any, colours: dict[str, str]) -> Any:
    """The same part with every `{"token": name}` replaced by its colour."""
    if isinstance(part, dict):
        if set(part) == {"token"}:
            return colours[part["token"]]
        return {name: _filled(value, colours) for name, value in part.items()}
    return [_filled(value, colours) for value in part] if isinstance(part, list) else part
