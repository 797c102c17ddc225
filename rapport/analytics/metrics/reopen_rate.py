from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

reopen_rate = Metric(
    name="reopen_rate",
    title="Reopen rate",
    meaning="The share of tickets resolved in the period that were opened again.",
    formula="resolved tickets opened again / resolved tickets of which it is known, by the date of the resolution",
    source="tickets",
    pitfalls="The latest may still be opened again. A customer who writes anew instead of reopening does not show.",
    unit="share",
    better="down",
    group="service",
    order=213,
    fact="tickets",
    span="standing",
    nothing="no ticket was resolved in the period",
    n_means="the resolved tickets",
    needs=("tickets.reopened",),
    **clustered(
        hits="count(*) FILTER (WHERE seen.resolved_at >= frames.starts AND seen.resolved_at < frames.ends AND"
        " seen.reopened)",
        tries="count(seen.reopened) FILTER (WHERE seen.resolved_at >= frames.starts AND seen.resolved_at <"
        " frames.ends)",
    ),
)
