from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric

lines_per_order = Metric(
    name="lines_per_order",
    title="Lines per order",
    meaning="How many lines an order has: the breadth of a basket.",
    formula="lines of sales / sales that have lines, of the period",
    source="order_lines",
    pitfalls="A line of ten pieces counts once. Charges for delivery count where they are recorded as lines.",
    unit="lines per order",
    better="up",
    group="range",
    order=144,
    fact="order_lines",
    measures={
        "lines": "count(*) FILTER (WHERE seen.kind = 'sale')",
        "sales": "count(DISTINCT seen.order_id) FILTER (WHERE seen.kind = 'sale')",
    },
    parts={
        "lines": "sum({lines})",
        "sales": "sum({sales})",
    },
    estimator=Ratio(top="lines", bottom="sales", least=1),
    nothing="no order lines in the period",
    n_means="the sales",
)
