from rapport.analytics.metric import Metric
from rapport.analytics.metrics._durations import minutes_between, quantile

_ANSWERED = (
    "(coalesce(seen.route, 'staff') = 'staff' OR seen.handed_over) AND seen.resolved_at >= frames.starts AND"
    " seen.resolved_at < frames.ends"
)

resolution_median = Metric(
    name="resolution_median",
    title="Resolution, median",
    meaning="The time from opening a ticket to its resolution, by the clock. Half of the times are shorter.",
    formula="median of the hours from opening a ticket to its resolution, of the tickets resolved in the period"
    " that needed a person; read from a histogram whose bins grow by the cube root of two",
    source="tickets; interval after Woodruff 1952",
    pitfalls="Nights and holidays count: see the figure in opening hours. Tickets still open have no time: see"
    " the open tickets.",
    unit="hours",
    better="down",
    group="service",
    order=205,
    fact="tickets",
    span="standing",
    nothing="no ticket was resolved in the period",
    n_means="the tickets resolved",
    needs=("tickets.resolved_at",),
    **quantile(minutes_between("seen.opened_at", "seen.resolved_at"), _ANSWERED, q=0.5, scale=60),
)
