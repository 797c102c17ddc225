from rapport.analytics.metric import Metric
from rapport.analytics.metrics._durations import minutes_between, quantile

_ANSWERED = (
    "(coalesce(seen.route, 'staff') = 'staff' OR seen.handed_over) AND seen.first_response_at >= frames.starts"
    " AND seen.first_response_at < frames.ends"
)

first_response_median = Metric(
    name="first_response_median",
    title="First response, median",
    meaning="The time from opening a ticket to its first answer, by the clock. Half of the times are shorter.",
    formula="median of the hours from opening a ticket to its first answer, of the tickets first answered in the"
    " period that needed a person; read from a histogram whose bins grow by the cube root of two",
    source="tickets; interval after Woodruff 1952",
    pitfalls="Nights and holidays count: see the figure in opening hours. Tickets never answered have no time:"
    " see the share answered in time.",
    unit="hours",
    better="down",
    group="service",
    order=203,
    fact="tickets",
    span="standing",
    nothing="no ticket was first answered in the period",
    n_means="the tickets first answered",
    needs=("tickets.first_response_at",),
    **quantile(minutes_between("seen.opened_at", "seen.first_response_at"), _ANSWERED, q=0.5, scale=60),
)
