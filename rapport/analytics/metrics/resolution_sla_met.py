from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

resolution_sla_met = Metric(
    name="resolution_sla_met",
    title="Resolved in time",
    meaning="The share of tickets that were resolved within the promised time (a day by the clock unless told).",
    formula="of the tickets that needed a person and whose promised time ran out in the period, those resolved"
    " within it / all of them",
    source="tickets",
    pitfalls="The promise is declared, one for all tickets, and counts by the clock. A ticket opened again may"
    " have been resolved too early.",
    unit="share",
    better="up",
    group="service",
    order=212,
    fact="tickets",
    span="standing",
    nothing="no promised time ran out in the period",
    n_means="the tickets whose promised time ran out",
    needs=("tickets.resolved_at",),
    **clustered(
        hits="count(*) FILTER (WHERE (coalesce(seen.route, 'staff') = 'staff' OR seen.handed_over) AND"
        " date_diff('second', seen.opened_at, frames.ends) >= choices.resolution_target_minutes * 60 AND"
        " date_diff('second', seen.opened_at, frames.starts) < choices.resolution_target_minutes * 60 AND"
        " date_diff('second', seen.opened_at, seen.resolved_at) <= choices.resolution_target_minutes * 60)",
        tries="count(*) FILTER (WHERE (coalesce(seen.route, 'staff') = 'staff' OR seen.handed_over) AND"
        " date_diff('second', seen.opened_at, frames.ends) >= choices.resolution_target_minutes * 60 AND"
        " date_diff('second', seen.opened_at, frames.starts) < choices.resolution_target_minutes * 60)",
    ),
)
