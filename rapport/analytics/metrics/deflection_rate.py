from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

deflection_rate = Metric(
    name="deflection_rate",
    title="Questions that needed nobody",
    meaning="The share of questions that a page of help or a machine answered without a person (deflection).",
    formula="tickets taken up by page or machine and not handed over / tickets whose first taker is known, of"
    " the period",
    source="tickets",
    pitfalls="A customer who gave up looks like one who found the answer: see effort and satisfaction beside it.",
    unit="share",
    better="up",
    group="service",
    order=215,
    fact="tickets",
    nothing="no ticket with a known first taker in the period",
    n_means="the tickets whose first taker is known",
    needs=("tickets.route",),
    **clustered(
        hits="count(*) FILTER (WHERE seen.route IN ('self_service', 'automated') AND NOT"
        " coalesce(seen.handed_over, false))",
        tries="count(seen.route)",
    ),
)
