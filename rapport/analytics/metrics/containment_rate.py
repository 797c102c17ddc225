from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

containment_rate = Metric(
    name="containment_rate",
    title="Answered to the end by machine",
    meaning="The share of conversations with a machine that needed no person (containment).",
    formula="conversations taken up by a machine and not handed over / those of which it is known, of the period",
    source="tickets",
    pitfalls="Contained is not solved: see satisfaction beside it.",
    unit="share",
    better="up",
    group="service",
    order=216,
    fact="tickets",
    nothing="no conversation with a machine in the period",
    n_means="the tickets a machine took up",
    needs=("tickets.handed_over",),
    **clustered(
        hits="count(*) FILTER (WHERE seen.route = 'automated' AND seen.handed_over IS NOT NULL AND NOT"
        " seen.handed_over)",
        tries="count(*) FILTER (WHERE seen.route = 'automated' AND seen.handed_over IS NOT NULL)",
    ),
)
