from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import top_share

csat_after_complaint = Metric(
    name="csat_after_complaint",
    title="Satisfaction after a complaint",
    meaning="The share of satisfied answers by customers whose complaint was resolved shortly before (30 days"
    " unless told).",
    formula="answers of 4–5 / all answers on the scale 1–5, of customers whose latest resolved complaint lies at"
    " most so many days back",
    source="responses, tickets",
    pitfalls="Few complain and fewer answer: read the interval. The answer need not be about the complaint.",
    unit="share",
    better="up",
    group="service",
    order=219,
    needs=(
        "tickets.complaint",
        "tickets.resolved_at",
    ),
    **top_share(
        "csat",
        lowest=4,
        condition="date_diff('second', seen.complaint_resolved_at, seen.moment) < choices.complaint_days * 86400",
    ),
)
