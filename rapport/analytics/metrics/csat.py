from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import top_share

csat = Metric(
    name="csat",
    title="Satisfaction",
    meaning="The share of satisfied answers: the top two boxes of five.",
    formula="answers of 4–5 / all answers, on the scale 1–5",
    source="responses",
    pitfalls="The top two boxes hide how low the others are: see the mean beside it. Every answer counts; where people"
    " answer several times the interval widens accordingly.",
    unit="share",
    better="up",
    group="answers",
    order=16,
    **top_share("csat", lowest=4),
)
