from rapport.analytics.metric import Metric
from rapport.analytics.metrics._returns import AGE, DAY_BEGINS, returned

return_after_day = Metric(
    name="return_after_day",
    title="Return from the day on",
    meaning="The share of new customers who bought again on the declared day after their first purchase or later"
    " (30 days unless told; unbounded form).",
    formula="of the customers whose day N after the first sale ended in the period, those with a sale on it or"
    " later, up to the period's end / all of them",
    source="orders",
    pitfalls="Days are stretches of 24 hours from the first purchase, not calendar days, so a change of the"
    " clocks moves nothing. First means first in the records: where they begin late, old customers look"
    " new. Whose day ended late in the period has had less time: it can only rise.",
    unit="share",
    better="up",
    group="loyalty",
    order=123,
    **returned(f"{AGE} >= {DAY_BEGINS}"),
)
