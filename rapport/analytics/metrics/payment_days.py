from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric

payment_days = Metric(
    name="payment_days",
    title="Days until payment",
    meaning="How many days after the order the payments of the period came in.",
    formula="Σ days from order to payment / payments, of the sales paid in the period",
    source="orders",
    pitfalls="What is still unpaid does not count: see the share paid late beside it.",
    unit="days",
    better="down",
    group="terms",
    order=154,
    fact="orders",
    span="standing",
    measures={
        "seconds": "sum(date_diff('second', seen.moment, seen.paid_at)) FILTER (WHERE seen.kind = 'sale' AND"
        " seen.paid_at >= frames.starts AND seen.paid_at < frames.ends)",
        "paid": "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.paid_at >= frames.starts AND seen.paid_at <"
        " frames.ends)",
    },
    parts={
        "days": "sum({seconds}) / 86400.0",
        "paid": "sum({paid})",
    },
    estimator=Ratio(top="days", bottom="paid"),
    nothing="no sale was paid in the period",
    n_means="the sales paid in the period",
    needs=("orders.paid_at",),
)
