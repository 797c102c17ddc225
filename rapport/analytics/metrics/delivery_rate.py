from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

delivery_rate = Metric(
    name="delivery_rate",
    title="Delivery rate",
    meaning="The share of invitations that arrived, of those of which it is known.",
    formula="delivered or answered / delivered, answered or bounced, of the invitations of the period",
    source="invitations",
    pitfalls="Delivered to a mailbox is not read. Invitations of which nothing was heard do not count.",
    unit="share",
    better="up",
    group="surveys",
    order=172,
    fact="invitations",
    nothing="nothing is known of the invitations of the period",
    n_means="the invitations of which it is known",
    **clustered(
        hits="count(*) FILTER (WHERE seen.state IN ('delivered', 'answered'))",
        tries="count(*) FILTER (WHERE seen.state <> 'sent')",
    ),
)
