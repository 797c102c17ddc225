from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

lead_conversion_rate = Metric(
    name="lead_conversion_rate",
    title="Leads won",
    meaning="The share of leads decided in the period that became customers.",
    formula="leads won in the period / leads won or lost in it",
    source="leads",
    pitfalls="By the date of the decision, so that open leads take nothing away. Where lost leads are never"
    " closed it is too high.",
    unit="share",
    better="up",
    group="leads",
    order=255,
    fact="leads",
    span="standing",
    nothing="no lead was won or lost in the period",
    n_means="the leads won or lost",
    needs=(
        "leads.won_at",
        "leads.lost_at",
    ),
    **clustered(
        hits="count(*) FILTER (WHERE seen.won_at >= frames.starts AND seen.won_at < frames.ends)",
        tries="count(*) FILTER (WHERE (seen.won_at >= frames.starts AND seen.won_at < frames.ends) OR"
        " (seen.lost_at >= frames.starts AND seen.lost_at < frames.ends))",
    ),
)
