from rapport.analytics.metric import Metric
from rapport.analytics.metrics._durations import quantile

_ANSWERED = (
    "seen.response_minutes IS NOT NULL AND seen.first_response_at >= frames.starts AND seen.first_response_at <"
    " frames.ends"
)

first_response_open_hours_p90 = Metric(
    name="first_response_open_hours_p90",
    title="First response in opening hours, slowest tenth",
    meaning="The time from opening a ticket to its first answer, in the desk's opening hours. Nine of ten times"
    " are shorter.",
    formula="90th percentile of the opening hours from opening a ticket to its first answer, as counted by the"
    " desk's calendar, of the tickets first answered in the period; read from a histogram whose bins grow"
    " by the cube root of two",
    source="tickets; interval after Woodruff 1952",
    pitfalls="Customers wait by the clock, not by opening hours: read both. Tickets never answered have no time:"
    " see the share answered in time.",
    unit="hours",
    better="down",
    group="service",
    order=208,
    fact="tickets",
    span="standing",
    nothing="no ticket was first answered in the period",
    n_means="the tickets first answered",
    needs=(
        "tickets.first_response_at",
        "tickets.response_minutes",
    ),
    **quantile("seen.response_minutes", _ANSWERED, q=0.9, scale=60),
)
