from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

sla_met = Metric(
    name="sla_met",
    title="Answered in time",
    meaning="The share of tickets that had their first answer within the promised time (4 hours by the clock"
    " unless told).",
    formula="of the tickets that needed a person and whose promised time ran out in the period, those answered"
    " within it / all of them",
    source="tickets",
    pitfalls="The promise is declared, one for all tickets, and counts by the clock. Answered is not solved.",
    unit="share",
    better="up",
    group="service",
    order=211,
    fact="tickets",
    span="standing",
    nothing="no promised time ran out in the period",
    n_means="the tickets whose promised time ran out",
    needs=("tickets.first_response_at",),
    **clustered(
        hits="count(*) FILTER (WHERE (coalesce(seen.route, 'staff') = 'staff' OR seen.handed_over) AND"
        " date_diff('second', seen.opened_at, frames.ends) >= choices.response_target_minutes * 60 AND"
        " date_diff('second', seen.opened_at, frames.starts) < choices.response_target_minutes * 60 AND"
        " date_diff('second', seen.opened_at, seen.first_response_at) <= choices.response_target_minutes *"
        " 60)",
        tries="count(*) FILTER (WHERE (coalesce(seen.route, 'staff') = 'staff' OR seen.handed_over) AND"
        " date_diff('second', seen.opened_at, frames.ends) >= choices.response_target_minutes * 60 AND"
        " date_diff('second', seen.opened_at, frames.starts) < choices.response_target_minutes * 60)",
    ),
)
