from rapport.analytics.metric import Metric
from rapport.analytics.metrics._durations import quantile

_ANSWERED = (
    "seen.resolution_minutes IS NOT NULL AND seen.resolved_at >= frames.starts AND seen.resolved_at < frames.ends"
)

resolution_open_hours_median = Metric(
    name="resolution_open_hours_median",
    title="Resolution in opening hours, median",
    meaning="The time from opening a ticket to its resolution, in the desk's opening hours. Half of the times"
    " are shorter.",
    formula="median of the opening hours from opening a ticket to its resolution, as counted by the desk's"
    " calendar, of the tickets resolved in the period; read from a histogram whose bins grow by the cube"
    " root of two",
    source="tickets; interval after Woodruff 1952",
    pitfalls="Customers wait by the clock, not by opening hours: read both. Tickets still open have no time: see"
    " the open tickets.",
    unit="hours",
    better="down",
    group="service",
    order=209,
    fact="tickets",
    span="standing",
    nothing="no ticket was resolved in the period",
    n_means="the tickets resolved",
    needs=(
        "tickets.resolved_at",
        "tickets.resolution_minutes",
    ),
    **quantile("seen.resolution_minutes", _ANSWERED, q=0.5, scale=60),
)
