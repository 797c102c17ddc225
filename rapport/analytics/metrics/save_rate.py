from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

save_rate = Metric(
    name="save_rate",
    title="Save rate",
    meaning="The share of customers who wanted to leave and stayed.",
    formula="tickets of customers who wanted to leave and were kept / tickets of customers who wanted to leave,"
    " of those opened in the period",
    source="tickets",
    pitfalls="Kept for now: whether they stay shows later. The latest may not be decided yet; they do not count.",
    unit="share",
    better="up",
    group="service",
    order=220,
    fact="tickets",
    nothing="nobody wanted to leave in the period",
    n_means="the tickets of those who wanted to leave",
    needs=("tickets.saved",),
    **clustered(
        hits="count(*) FILTER (WHERE seen.saved)",
        tries="count(seen.saved)",
    ),
)
