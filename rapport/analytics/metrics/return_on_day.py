from rapport.analytics.metric import Metric
from rapport.analytics.metrics._returns import AGE, DAY_BEGINS, DAY_ENDS, returned

return_on_day = Metric(
    name="return_on_day",
    title="Return on the day",
    meaning="The share of new customers who bought again exactly on the declared day after their first purchase"
    " (day 30 unless told; N-day form).",
    formula="of the customers whose day N after the first sale ended in the period, those with a sale on it /"
    " all of them",
    source="orders",
    pitfalls="Days are stretches of 24 hours from the first purchase, not calendar days, so a change of the"
    " clocks moves nothing. First means first in the records: where they begin late, old customers look"
    " new.",
    unit="share",
    better="up",
    group="loyalty",
    order=121,
    **returned(f"{AGE} >= {DAY_BEGINS} AND {AGE} < {DAY_ENDS}"),
)
