from rapport.analytics.estimators import CostPerHead
from rapport.analytics.metric import Ingredient, Metric
from rapport.analytics.metrics._measures import NET, SALES

cost_ratio = Metric(
    name="cost_ratio",
    title="Spending to revenue",
    meaning="How much of the revenue was spent on winning and keeping customers.",
    formula="Σ amount of all spending / revenue, both of the period",
    source="orders, spend",
    pitfalls="A ledger's figures: their interval says how much chance in who buys would move them. Working time"
    " is in it only where it is recorded as spending.",
    unit="share",
    better="down",
    group="acquisition",
    order=246,
    fact="orders",
    measures={
        "net": NET,
        "sales": SALES,
    },
    parts={
        "net": "sum({net})",
        "sales": "sum({sales})",
    },
    also=(
        Ingredient(
            fact="spend",
            measures={"spent": "sum(seen.amount)", "amounts": "count(*)"},
            parts={"spent": "sum({spent})", "amounts": "sum({amounts})"},
        ),
    ),
    estimator=CostPerHead(spent="spent", amounts="amounts", heads="net", n="sales"),
    nothing="no revenue in the period",
    n_means="the sales",
    money=True,
)
