from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric

known_order_share = Metric(
    name="known_order_share",
    title="Orders of known customers",
    meaning="The share of orders that are tied to a known customer.",
    formula="sales of known customers / all sales, of the period",
    source="orders",
    pitfalls="Known to the records: whether two records are one customer says the share of duplicates.",
    unit="share",
    better="up",
    group="knowledge",
    order=311,
    fact="orders",
    measures={
        "rows": "count(*) FILTER (WHERE seen.kind = 'sale')",
    },
    parts={
        "known": "sum({rows}) FILTER (WHERE units.customer IS NOT NULL)",
        "rows": "sum({rows})",
    },
    estimator=Ratio(top="known", bottom="rows", least=0, most=1),
    nothing="no orders in the period",
    n_means="the sales",
    everybody_only=True,
)
