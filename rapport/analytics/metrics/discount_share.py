from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric

discount_share = Metric(
    name="discount_share",
    title="Share given as discount",
    meaning="How much of the list value of what was sold was given away as discount.",
    formula="Σ discount / Σ (net + discount), of the sales of the period whose discount is known",
    source="orders",
    pitfalls="Prices lowered for all are no discount. It says nothing about what would have been sold without.",
    unit="share",
    better="down",
    group="terms",
    order=151,
    fact="orders",
    measures={
        "discount": "sum(seen.discount) FILTER (WHERE seen.kind = 'sale')",
        "listed": "sum(seen.net + seen.discount) FILTER (WHERE seen.kind = 'sale')",
        "sales": "count(seen.discount) FILTER (WHERE seen.kind = 'sale')",
    },
    parts={
        "discount": "sum({discount})",
        "listed": "sum({listed})",
        "sales": "sum({sales})",
    },
    estimator=Ratio(top="discount", bottom="listed", n="sales", least=0, most=1),
    nothing="no sales with a known discount in the period",
    n_means="the sales whose discount is known",
    needs=("orders.discount",),
    money=True,
)
