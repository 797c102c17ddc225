"""Charts: gaps as gaps, zero base for bars, a table twin, and drawings without a browser."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
import vl_convert
from django.template.loader import render_to_string

from rapport.ui.bundle import build_chart_bundle
from rapport.ui.charts import Chart, Row, bars, curve, finished, forest, heat, line, points

ROWS: list[Row] = [
    {"at": date(2026, 1, 1), "value": 42.37, "low": 38.1, "high": 46.9, "series": "Regulars"},
    {"at": date(2026, 2, 1), "value": None, "low": None, "high": None, "series": "Regulars"},
    {"at": date(2026, 3, 1), "value": 44.0, "low": 40.0, "high": 48.0, "series": "Regulars"},
]


def nps() -> Chart:
    return line(ROWS, id="nps", title="NPS", unit="points", target=50, hues={"Regulars": "teal"})


def test_a_missing_value_is_kept_as_a_gap() -> None:
    chart = nps()

    assert chart.spec["data"]["values"][1]["value"] is None
    lines = [layer for layer in chart.spec["layer"] if layer["mark"]["type"] == "line"]
    assert lines[0]["mark"]["invalid"] == "break-paths-filter-domains"


def test_the_table_twin_tells_the_same_as_the_drawing() -> None:
    chart = nps()

    assert list(chart.columns) == ["Period", "Group", "Value", "95 % interval"]
    assert chart.rows[0] == ["Jan 1, 2026", "Regulars", "42", "38 to 47"]
    assert chart.rows[1] == ["Feb 1, 2026", "Regulars", "no data", ""]


def test_a_series_keeps_the_hue_of_its_segment() -> None:
    assert nps().spec["encoding"]["color"]["scale"]["range"] == [{"token": "hue-teal"}]


def test_bars_begin_at_nought() -> None:
    chart = bars(
        [{"label": "Spain", "value": 0.44}, {"label": "Andorra", "value": None}], id="b", title="Repeat", unit="share"
    )

    assert chart.spec["encoding"]["x"]["scale"]["zero"] is True
    assert chart.rows == [["Spain", "44%"], ["Andorra", "no data"]]


def test_markup_in_a_name_cannot_leave_the_script() -> None:
    chart = bars([{"label": "</script><script>alert(1)", "value": 1}], id="b", title="x")

    page = render_to_string("ui/_chart.html", {"chart": chart})

    assert "<script>alert" not in page
    assert chart.script_tag.count("<") == 2
    inner = chart.script_tag.removeprefix('<script type="application/json">').removesuffix("</script>")
    assert json.loads(inner)["data"]["values"][0]["label"].startswith("</script>")


def test_the_same_spec_is_drawn_without_a_browser_by_day_and_by_lamp() -> None:
    for dark in (False, True):
        for chart in (nps(), bars([{"label": "Spain", "value": 3, "low": 2, "high": 4}], id="b", title="x")):
            drawing = vl_convert.vegalite_to_svg(finished(chart, dark=dark))
            assert drawing.startswith("<svg")
            assert "token" not in json.dumps(finished(chart, dark=dark))


def test_the_bundle_is_built_once_and_is_a_module(tmp_path: Path) -> None:
    file = build_chart_bundle(tmp_path)
    first = file.stat().st_mtime_ns

    build_chart_bundle(tmp_path)

    assert file.stat().st_mtime_ns == first
    assert "as vegaEmbed}" in file.read_text()[-200:]


def test_every_kind_of_chart_has_a_twin_and_draws_without_a_browser() -> None:
    from rapport.ui.samples import samples

    for chart in samples()["charts"]:
        assert chart.rows
        assert all(len(row) == len(chart.columns) for row in chart.rows), chart.id
        assert vl_convert.vegalite_to_svg(finished(chart)).startswith("<svg")


def test_a_cell_without_a_value_stays_blank() -> None:
    chart = heat([{"x": "1", "y": "May", "value": 0.4}, {"x": "2", "y": "May", "value": None}], id="h", title="Back")

    assert chart.rows == [["May", "0.40", ""]]


def test_a_point_tells_its_interval_in_the_table() -> None:
    row: Row = {"label": "Price", "x": 3.6, "y": 0.18, "y_low": 0.1, "y_high": 0.26}

    chart = points([row], id="p", title="Drivers", across="Score", down="Importance", down_unit="share")

    assert chart.rows == [["Price", "3.60", "18% (10% to 26%)"]]


def test_names_of_points_far_right_stand_on_their_left() -> None:
    rows: list[Row] = [{"label": name, "x": x, "y": 1} for name, x in (("Price", 1), ("Delivery", 5), ("Advice", 10))]

    chart = points(rows, id="p", title="Drivers", across="Score", down="Importance")

    assert {name: right for name, (right, *_) in drawn_names(chart, 700).items()} == {
        "Price": False,
        "Delivery": False,
        "Advice": True,
    }


@pytest.mark.parametrize("width", [290, 320, 460, 700])
def test_names_of_crowded_points_touch_neither_each_other_nor_the_corners(width: int) -> None:
    random = Random(3)
    names = ("Advice by chat", "Web shop (effort)", "Delivery", "Web shop (satisfaction)", "Price", "Returns", "Box")
    rows: list[Row] = [{"label": n, "x": random.gauss(0.7, 0.02), "y": random.gauss(0.3, 0.1)} for n in names]
    corners = ("Improve first", "Keep it up", "Leave for later", "Enough for now")

    units = {"across_unit": "share", "down_unit": "share"}
    made = points(
        rows, id="p", title="Drivers", across="Score", down="Part", middle=(0.7, 0.3), corners=corners, **units
    )
    found = drawn_names(made, width)

    boxes = list(found.values())
    assert set(corners) < set(found)
    assert len(found) > len(corners) + 2
    assert not any(touch(one, other) for place, one in enumerate(boxes) for other in boxes[:place])


def drawn_names(chart: Chart, width: int) -> dict[str, tuple[bool, float, float, float, float]]:
    """Every text within the drawing that can be seen: whether it ends at its place, and the pixels it covers."""
    scene = vl_convert.vegalite_to_scenegraph(finished(chart, width=width))["scenegraph"]
    found = {}

    def walk(item: Any, x: float, y: float, kind: str) -> None:
        if kind == "text" and item.get("opacity", 1) and item.get("fill") and item.get("text") in wanted:
            across, down = x + item["x"] + item.get("dx", 0), y + item["y"] + item.get("dy", 0)
            wide, right = len(item["text"]) * 5.6, item.get("align") == "right"
            left = across - wide if right else across
            found[item["text"]] = right, left, down - 8, left + wide, down + 2
        for child in item.get("items", ()):
            inner = item.get("marktype", kind)
            here = (
                (x + item.get("x", 0), y + item.get("y", 0)) if kind == "group" and not item.get("marktype") else (x, y)
            )
            walk(child, *here, inner)

    wanted = {row["label"] for row in chart.spec["data"]["values"]} | {
        row["words"]
        for layer in chart.spec["layer"]
        for row in layer.get("data", {}).get("values", ())
        if "words" in row
    }
    walk(scene, 0, 0, "group")
    return found


def touch(one: tuple[bool, float, float, float, float], other: tuple[bool, float, float, float, float]) -> bool:
    _, left, top, right, bottom = one
    _, left_of, top_of, right_of, bottom_of = other
    return left < right_of and left_of < right and top < bottom_of and top_of < bottom


def test_a_few_far_out_do_not_press_the_others_into_a_corner() -> None:
    near: list[Row] = [{"label": f"{n}", "x": n, "y": n} for n in range(1, 31)]

    def scaled(rows: list[Row]) -> tuple[str | None, list[float] | None]:
        across = points(rows, id="p", title="Customers", across="Cost", down="Revenue").spec["encoding"]["x"]
        return across["scale"].get("type"), across["axis"].get("values")

    assert scaled(near) == (None, None)
    assert scaled([*near, {"label": "Wholesaler", "x": 9_000, "y": 5}]) == ("symlog", [0, 100, 1_000])
    assert scaled([*near, {"label": "Loss", "x": -9_000, "y": 5}]) == ("symlog", [-1_000, -100, 0])
    assert scaled([near[0], {"label": "Wholesaler", "x": 9_000, "y": 5}]) == (None, None)


def test_series_that_one_dwarfs_are_drawn_in_steps_of_ten_times() -> None:
    def drawn(*scales: int) -> dict[str, Any]:
        rows = [{"at": date(2026, m, 1), "value": k * m, "series": f"{k}"} for k in scales for m in (1, 2, 3)]
        return line(rows, id="d", title="Orders", in_ratio=True).spec["layer"][1]["encoding"]["y"]

    assert "type" not in drawn(1, 2, 19)["scale"]
    assert drawn(1, 2, 100)["scale"] == {"type": "symlog", "constant": 2, "nice": False}
    assert drawn(1, 2, 100)["axis"]["values"] == [0, 10, 100]
    assert "type" not in drawn(-1, 2, 100)["scale"]


def test_names_of_pairs_have_two_lines() -> None:
    one, two = (
        bars([{"label": "Cup", "value": 3}], id="b", title="B"),
        bars([{"label": "Cup + Pot", "value": 3}], id="b", title="B"),
    )

    assert "labelExpr" not in one.spec["encoding"]["y"]["axis"]
    assert two.spec["encoding"]["y"]["axis"]["labelExpr"] == "split(datum.label, ' + ')"
    assert two.spec["height"] > one.spec["height"]


def test_blank_cells_leave_the_sides_of_a_field_in_order() -> None:
    places = [(across, down) for down in "54321" for across in "54321"]
    cells: list[Row] = [{"x": x, "y": y, "value": 0.5 if x == y == "4" else None} for x, y in places]

    spec = heat(cells, id="h", title="Groups").spec

    assert spec["encoding"]["x"]["scale"]["domain"] == spec["encoding"]["y"]["scale"]["domain"] == [*"54321"]


def test_the_scale_of_shares_ends_at_the_whole() -> None:
    row: Row = {"label": "New", "value": 0.926, "low": 0.91, "high": 0.94}

    assert bars([row], id="b", title="Share", unit="share").spec["encoding"]["x"]["axis"]["values"][-1] == 1
    assert "values" not in bars([row], id="b", title="Orders").spec["encoding"]["x"]["axis"]


def test_names_of_lines_that_end_together_stand_apart() -> None:
    days = (date(2017, 11, 1), date(2017, 12, 1))
    ends = {"367": 124, "406": 75, "356": 76, "343": 76}
    rows: list[Row] = [{"at": day, "value": value, "series": name} for name, value in ends.items() for day in days]
    rows[0]["value"] = 60

    values = line(rows, id="l", title="Orders").spec["data"]["values"]

    places = sorted({row["series"]: row["named_at"] for row in values}.values())
    assert (places[0], places[-1]) == (75, 124)
    assert min(above - below for below, above in pairwise(places)) > 3


def test_a_legend_bears_the_colours_of_the_lines_and_not_those_of_the_bands() -> None:
    ends = [(name, x) for name in ("seen", "expected") for x in (1, 2)]
    rows: list[Row] = [{"x": x, "value": x, "low": x - 1, "high": x + 1, "series": name} for name, x in ends]

    drawing = vl_convert.vegalite_to_svg(finished(curve(rows, id="c", title="Orders")))

    [_, first, *_] = drawing.split("role-legend-symbol")
    assert 'opacity="1"' in first.split("/>")[0]


def test_what_is_reckoned_is_drawn_apart_in_dashes_and_said_in_the_table() -> None:
    rows: list[Row] = [{"x": x, "value": 1 / (x + 1), "dashed": "projected" if x > 2 else ""} for x in range(5)]

    chart = curve(rows, id="c", title="Still there", across="Months")

    lines = [layer for layer in chart.spec["layer"] if layer["mark"]["type"] == "line"]
    assert [layer["mark"].get("strokeDash") for layer in lines] == [None, [5, 4]]
    assert [layer["transform"][0]["filter"] for layer in lines] == ["!datum.dashed", "datum.dashed"]
    assert chart.rows[2:4] == [["2", "", "0.33"], ["3", "projected", "0.25"]]


def test_half_lies_as_far_from_one_as_double() -> None:
    rows: list[Row] = [
        {"label": "Invoice", "value": 2.0, "low": 1.5, "high": 4.0, "beside": "48 customers"},
        {"label": "Shop", "value": 9.0, "low": 0.5, "high": 300.0},
    ]

    chart = forest(rows, id="f", title="Leaving", across="Risk", beside="Of")

    scale = chart.spec["layer"][0]["encoding"]["x"]["scale"]
    assert scale["type"] == "log"
    low, high = scale["domain"]
    assert low < 0.5
    assert 20 < high < 25
    assert [row["beyond_high"] for row in chart.spec["data"]["values"]] == [None, high]
    assert chart.rows[0] == ["Invoice", "48 customers", "2.0×", "1.5× to 4.0×"]


def test_a_value_far_away_stays_on_the_scale() -> None:
    rows: list[Row] = [{"label": "Two years", "value": 0.034, "low": 0.025, "high": 0.047}]

    [plotted] = forest(rows, id="f", title="Leaving", across="Risk").spec["data"]["values"]

    assert plotted["value"] == 0.034
    assert plotted["low"] <= plotted["value"] < plotted["high"]
