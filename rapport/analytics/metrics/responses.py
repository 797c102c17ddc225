from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

responses = Metric(
    name="responses",
    title="Answers",
    meaning="How many answers to surveys came in.",
    formula="number of answers of all kinds in the period, free words included",
    source="responses",
    pitfalls="A number of answers says nothing about how many were asked: the response rate needs the invitations.",
    unit="answers",
    better="up",
    group="answers",
    order=20,
    fact="responses",
    measures={"answers": "count(*)"},
    parts={"answers": "sum({answers})"},
    estimator=Total(amount="answers", n="answers", counted=True),
    nothing="no answers known",
    n_means="the answers",
    adds_over=("period", "region", "segment"),
)
