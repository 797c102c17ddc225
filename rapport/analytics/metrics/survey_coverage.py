from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._ingredients import KNOWN_CUSTOMERS

survey_coverage = Metric(
    name="survey_coverage",
    title="Survey coverage",
    meaning="The share of customers who gave at least one answer in the period.",
    formula="known customers with an answer in the period / customers known by its end",
    source="responses, customers",
    pitfalls="The longer the period the higher.",
    unit="share",
    better="up",
    group="surveys",
    order=174,
    fact="responses",
    measures={
        "answers": "count(*)",
    },
    parts={
        "answered": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {answers} > 0)",
    },
    also=(KNOWN_CUSTOMERS,),
    estimator=Share(hits="answered", tries="customers"),
    nothing="no customers",
    n_means="the customers",
)
