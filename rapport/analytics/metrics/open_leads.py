from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

open_leads = Metric(
    name="open_leads",
    title="Open leads",
    meaning="Leads that are neither won nor lost at the period's end.",
    formula="number of leads before the period's end and not decided by then",
    source="leads",
    pitfalls="A stock, not a flow: months do not add up.",
    unit="leads",
    better="none",
    group="leads",
    order=256,
    fact="leads",
    span="standing",
    measures={
        "waiting": "count(*) FILTER (WHERE (seen.won_at IS NULL OR seen.won_at >= frames.ends) AND (seen.lost_at"
        " IS NULL OR seen.lost_at >= frames.ends))",
    },
    parts={
        "waiting": "sum({waiting})",
    },
    estimator=Total(amount="waiting", n="waiting", least=0),
    nothing="no leads known",
    n_means="the open leads",
    adds_over=(
        "region",
        "segment",
    ),
)
