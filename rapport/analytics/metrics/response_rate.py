from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

response_rate = Metric(
    name="response_rate",
    title="Response rate",
    meaning="The share of delivered invitations that were answered.",
    formula="answered / delivered or answered, of the invitations of the period",
    source="invitations",
    pitfalls="The latest invitations may still be answered: it can only rise. A high rate does not make the"
    " answers fair, a low one makes them doubtful.",
    unit="share",
    better="up",
    group="surveys",
    order=173,
    fact="invitations",
    nothing="no invitation was delivered in the period",
    n_means="the delivered invitations",
    **clustered(
        hits="count(*) FILTER (WHERE seen.state = 'answered')",
        tries="count(*) FILTER (WHERE seen.state IN ('delivered', 'answered'))",
    ),
)
