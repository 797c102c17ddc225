from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

hand_over_rate = Metric(
    name="hand_over_rate",
    title="Hand-over rate",
    meaning="The share of conversations with a machine that a person had to take over.",
    formula="conversations taken up by a machine and handed over / those of which it is known, of the period",
    source="tickets",
    pitfalls="A low rate is only good where customers are satisfied: a machine that never lets go has none.",
    unit="share",
    better="down",
    group="service",
    order=217,
    fact="tickets",
    nothing="no conversation with a machine in the period",
    n_means="the tickets a machine took up",
    needs=("tickets.handed_over",),
    **clustered(
        hits="count(*) FILTER (WHERE seen.route = 'automated' AND seen.handed_over IS NOT NULL AND seen.handed_over)",
        tries="count(*) FILTER (WHERE seen.route = 'automated' AND seen.handed_over IS NOT NULL)",
    ),
)
