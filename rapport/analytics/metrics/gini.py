from rapport.analytics.metric import Metric
from rapport.analytics.metrics._concentration import concentration

gini = Metric(
    name="gini",
    title="Concentration of value",
    meaning="How unevenly the revenue of the period lies among those who bought: 0 if all brought the same, near"
    " 1 if one brought all (Gini coefficient).",
    formula="1 - twice the area under the curve of cumulated revenue over customers, smallest first",
    source="orders; Gini 1912",
    pitfalls="Customers are counted in bins of their revenue that grow by √2, which takes off less than a"
    " hundredth. Refunds can push it above its usual range. It rises with the length of the period.",
    unit="index",
    better="none",
    group="value",
    order=134,
    money=True,
    **concentration(),
)
