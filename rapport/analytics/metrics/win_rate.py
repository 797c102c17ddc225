from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

win_rate = Metric(
    name="win_rate",
    title="Win rate",
    meaning="The share of deals decided in the period that were won.",
    formula="deals won in the period / deals won or lost in it",
    source="deals",
    pitfalls="By the date of the decision. Where lost deals are never closed it is too high.",
    unit="share",
    better="up",
    group="deals",
    order=261,
    fact="deals",
    nothing="no deal was won or lost in the period",
    n_means="the deals won or lost",
    **clustered(
        hits="count(*) FILTER (WHERE seen.state = 'won')",
        tries="count(*) FILTER (WHERE seen.state IN ('won', 'lost'))",
    ),
)
