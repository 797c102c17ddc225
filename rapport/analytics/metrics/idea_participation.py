from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._ingredients import KNOWN_CUSTOMERS

idea_participation = Metric(
    name="idea_participation",
    title="People taking part in ideas",
    meaning="The share of customers who posted an idea, voted on one or wrote a review in the period.",
    formula="known customers who posted, voted or reviewed in the period / customers known by its end",
    source="events, customers",
    pitfalls="The longer the period the higher.",
    unit="share",
    better="up",
    group="community",
    order=294,
    fact="events",
    measures={
        "took_part": "count(*) FILTER (WHERE seen.name IN ('idea_posted', 'idea_voted', 'review_written'))",
    },
    parts={
        "took_part": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {took_part} > 0)",
    },
    also=(KNOWN_CUSTOMERS,),
    estimator=Share(hits="took_part", tries="customers"),
    nothing="no customers",
    n_means="the customers",
)
