from rapport.analytics.metric import Metric
from rapport.analytics.metrics._durations import minutes_between, quantile

deal_cycle_p90 = Metric(
    name="deal_cycle_p90",
    title="Length of a deal, slowest tenth",
    meaning="The time from opening a deal to winning it. Nine of ten times are shorter.",
    formula="90th percentile of the days from opening to winning, of the deals won in the period; read from a"
    " histogram whose bins grow by the cube root of two, up to two years",
    source="deals; interval after Woodruff 1952",
    pitfalls="Deals lost or still open have no length: slow ones that never end do not show.",
    unit="days",
    better="down",
    group="deals",
    order=266,
    fact="deals",
    nothing="no deal was won in the period",
    n_means="the deals won",
    **quantile(minutes_between("seen.opened_at", "seen.moment"), "seen.state = 'won'", q=0.9, scale=1440),
)
