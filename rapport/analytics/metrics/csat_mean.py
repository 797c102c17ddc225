from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import mean_score

csat_mean = Metric(
    name="csat_mean",
    title="Satisfaction, mean",
    meaning="The mean satisfaction on the scale 1–5.",
    formula="Σ score / answers, on the scale 1–5",
    source="responses",
    pitfalls="A mean of 3.5 may be all lukewarm or half delighted, half angry: see the share of satisfied beside it.",
    unit="score",
    better="up",
    group="answers",
    order=17,
    **mean_score("csat"),
)
