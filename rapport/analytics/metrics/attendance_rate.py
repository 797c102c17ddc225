from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

attendance_rate = Metric(
    name="attendance_rate",
    title="Attendance of gatherings",
    meaning="The share of invitations to talks, workshops and meetings that were followed.",
    formula="gatherings attended / invitations to gatherings, both of the period",
    source="events",
    pitfalls="Guests who were not invited count above the line and not below.",
    unit="share",
    better="up",
    group="community",
    order=298,
    fact="events",
    nothing="nobody was invited to a gathering in the period",
    n_means="the events of inviting to a gathering",
    **clustered(
        hits="count(*) FILTER (WHERE seen.name = 'gathering_attended')",
        tries="count(*) FILTER (WHERE seen.name = 'gathering_invited')",
    ),
)
