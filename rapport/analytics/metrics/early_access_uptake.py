from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

early_access_uptake = Metric(
    name="early_access_uptake",
    title="Early access taken up",
    meaning="The share of offers of early access that were taken up.",
    formula="early access used / early access offered, both of the period",
    source="events",
    pitfalls="Offered at the end of the period, used in the next: short periods blur it.",
    unit="share",
    better="up",
    group="community",
    order=297,
    fact="events",
    nothing="no early access was offered in the period",
    n_means="the events of offering early access",
    **clustered(
        hits="count(*) FILTER (WHERE seen.name = 'early_access_used')",
        tries="count(*) FILTER (WHERE seen.name = 'early_access_offered')",
    ),
)
