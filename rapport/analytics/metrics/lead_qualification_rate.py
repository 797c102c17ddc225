from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

lead_qualification_rate = Metric(
    name="lead_qualification_rate",
    title="Leads found worth pursuing",
    meaning="The share of leads on which it was decided in the period that were found worth pursuing.",
    formula="leads qualified in the period / leads qualified in it, or lost in it without ever being qualified",
    source="leads",
    pitfalls="Leads not decided yet do not count: no lead is lost by waiting.",
    unit="share",
    better="up",
    group="leads",
    order=254,
    fact="leads",
    span="standing",
    nothing="no lead was decided on in the period",
    n_means="the leads decided on",
    needs=("leads.qualified_at",),
    **clustered(
        hits="count(*) FILTER (WHERE seen.qualified_at >= frames.starts AND seen.qualified_at < frames.ends)",
        tries="count(*) FILTER (WHERE (seen.qualified_at >= frames.starts AND seen.qualified_at < frames.ends)"
        " OR (seen.lost_at >= frames.starts AND seen.lost_at < frames.ends AND seen.qualified_at IS NULL))",
    ),
)
