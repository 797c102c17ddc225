from rapport.analytics.metric import Metric
from rapport.analytics.metrics._returns import AGE, DAY_ENDS, returned

early_churn_rate = Metric(
    name="early_churn_rate",
    title="Early churn",
    meaning="The share of new customers who had not bought again by the declared day after their first purchase"
    " (30 days unless told).",
    formula="of the customers whose day N after the first sale ended in the period, those without a second sale"
    " by its end / all of them",
    source="orders",
    pitfalls="Days are stretches of 24 hours from the first purchase, not calendar days, so a change of the"
    " clocks moves nothing. First means first in the records: where they begin late, old customers look"
    " new. Not yet is not never.",
    unit="share",
    better="down",
    group="loyalty",
    order=124,
    **returned(f"seen.moment > seen.first_sale_at AND {AGE} < {DAY_ENDS}", did=False),
)
