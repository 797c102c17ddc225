from rapport.analytics.metric import Metric
from rapport.analytics.metrics._concentration import concentration

top_fifth_share = Metric(
    name="top_fifth_share",
    title="Revenue share of the top fifth",
    meaning="How much of the revenue of the period the largest fifth of the buyers brought.",
    formula="Σ net of the fifth of the customers with the largest net / Σ net, of known customers with a sale in"
    " the period",
    source="orders",
    pitfalls="Customers are counted in bins of their revenue that grow by √2; within one bin they count as"
    " equal. A fifth that brings four fifths is no law: compare with your own past.",
    unit="share",
    better="none",
    group="value",
    order=135,
    money=True,
    **concentration(top=0.2),
)
