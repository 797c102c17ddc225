from rapport.analytics.metric import Metric
from rapport.analytics.metrics._returns import AGE, DAY_ENDS, returned

return_within_days = Metric(
    name="return_within_days",
    title="Return within days",
    meaning="The share of new customers who bought again by the declared day after their first purchase (30 days"
    " unless told; bracket form).",
    formula="of the customers whose day N after the first sale ended in the period, those with a second sale by"
    " its end / all of them",
    source="orders",
    pitfalls="Days are stretches of 24 hours from the first purchase, not calendar days, so a change of the"
    " clocks moves nothing. First means first in the records: where they begin late, old customers look"
    " new.",
    unit="share",
    better="up",
    group="loyalty",
    order=122,
    **returned(f"seen.moment > seen.first_sale_at AND {AGE} < {DAY_ENDS}"),
)
