"""Charts as plain Vega-Lite specs: one palette, intervals as bands, gaps as gaps, a table twin for each.

The same spec is drawn in the browser by `<chart-figure>` and without one by `vl_convert` (see `finished`).
"""

from rapport.ui.charts.bars import bars
from rapport.ui.charts.chart import Chart, Row, Spec
from rapport.ui.charts.columns import columns
from rapport.ui.charts.curve import curve
from rapport.ui.charts.flows import flows
from rapport.ui.charts.forest import forest
from rapport.ui.charts.heat import heat
from rapport.ui.charts.line import line
from rapport.ui.charts.look import config, finished
from rapport.ui.charts.points import points

__all__ = [
    "Chart",
    "Row",
    "Spec",
    "bars",
    "columns",
    "config",
    "curve",
    "finished",
    "flows",
    "forest",
    "heat",
    "line",
    "points",
]
