from rapport.analytics.metric import Metric
from rapport.analytics.metrics._durations import minutes_between, quantile

_REPLIED = "seen.first_response_at >= frames.starts AND seen.first_response_at < frames.ends"

lead_response_p90 = Metric(
    name="lead_response_p90",
    title="Reply to a lead, slowest tenth",
    meaning="The time from an interest shown to the first reply, by the clock. Nine of ten times are shorter.",
    formula="90th percentile of the hours from a lead to the first reply, of the leads first replied to in the"
    " period; read from a histogram whose bins grow by the cube root of two",
    source="leads; interval after Woodruff 1952",
    pitfalls="Leads never replied to have no time. Nights and holidays count.",
    unit="hours",
    better="down",
    group="leads",
    order=253,
    fact="leads",
    span="standing",
    nothing="no lead was first replied to in the period",
    n_means="the leads first replied to",
    needs=("leads.first_response_at",),
    **quantile(minutes_between("seen.moment", "seen.first_response_at"), _REPLIED, q=0.9, scale=60),
)
