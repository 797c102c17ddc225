from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

open_tickets = Metric(
    name="open_tickets",
    title="Open tickets",
    meaning="Tickets that wait for their resolution at the period's end.",
    formula="number of tickets opened before the period's end and not resolved by then",
    source="tickets",
    pitfalls="A stock, not a flow: months do not add up. Where no resolution is ever recorded everything looks open.",
    unit="tickets",
    better="down",
    group="service",
    order=202,
    fact="tickets",
    span="standing",
    measures={
        "waiting": "count(*) FILTER (WHERE seen.resolved_at IS NULL OR seen.resolved_at >= frames.ends)",
    },
    parts={
        "waiting": "sum({waiting})",
    },
    estimator=Total(amount="waiting", n="waiting", least=0),
    nothing="no tickets known",
    n_means="the open tickets",
    adds_over=(
        "region",
        "segment",
    ),
    needs=("tickets.resolved_at",),
)
