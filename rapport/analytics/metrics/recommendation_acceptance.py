from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

recommendation_acceptance = Metric(
    name="recommendation_acceptance",
    title="Recommendations accepted",
    meaning="The share of recommendations that were accepted.",
    formula="recommendations accepted / recommendations shown, both of the period",
    source="events",
    pitfalls="Shown at the end of the period, accepted in the next: short periods blur it.",
    unit="share",
    better="up",
    group="community",
    order=296,
    fact="events",
    nothing="no recommendation was shown in the period",
    n_means="the events of showing a recommendation",
    **clustered(
        hits="count(*) FILTER (WHERE seen.name = 'recommendation_accepted')",
        tries="count(*) FILTER (WHERE seen.name = 'recommendation_shown')",
    ),
)
