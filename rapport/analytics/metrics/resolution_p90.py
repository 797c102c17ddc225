from rapport.analytics.metric import Metric
from rapport.analytics.metrics._durations import minutes_between, quantile

_ANSWERED = (
    "(coalesce(seen.route, 'staff') = 'staff' OR seen.handed_over) AND seen.resolved_at >= frames.starts AND"
    " seen.resolved_at < frames.ends"
)

resolution_p90 = Metric(
    name="resolution_p90",
    title="Resolution, slowest tenth",
    meaning="The time from opening a ticket to its resolution, by the clock. Nine of ten times are shorter.",
    formula="90th percentile of the hours from opening a ticket to its resolution, of the tickets resolved in"
    " the period that needed a person; read from a histogram whose bins grow by the cube root of two",
    source="tickets; interval after Woodruff 1952",
    pitfalls="Nights and holidays count: see the figure in opening hours. Tickets still open have no time: see"
    " the open tickets.",
    unit="hours",
    better="down",
    group="service",
    order=206,
    fact="tickets",
    span="standing",
    nothing="no ticket was resolved in the period",
    n_means="the tickets resolved",
    needs=("tickets.resolved_at",),
    **quantile(minutes_between("seen.opened_at", "seen.resolved_at"), _ANSWERED, q=0.9, scale=60),
)
