from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

late_payment_share = Metric(
    name="late_payment_share",
    title="Share paid late",
    meaning="The share of sales due in the period that were not paid in time.",
    formula="sales due in the period and paid later than due, or not paid by its end / all sales due in the period",
    source="orders",
    pitfalls="A sale paid late counts by its due date, whenever the money came.",
    unit="share",
    better="down",
    group="terms",
    order=153,
    fact="orders",
    span="standing",
    nothing="no sale was due in the period",
    n_means="the sales due in the period",
    needs=(
        "orders.due_at",
        "orders.paid_at",
    ),
    **clustered(
        hits="count(*) FILTER (WHERE seen.kind = 'sale' AND seen.due_at >= frames.starts AND seen.due_at <"
        " frames.ends AND (seen.paid_at IS NULL OR seen.paid_at > seen.due_at))",
        tries="count(*) FILTER (WHERE seen.kind = 'sale' AND seen.due_at >= frames.starts AND seen.due_at <"
        " frames.ends)",
    ),
)
