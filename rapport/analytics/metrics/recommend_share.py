from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import top_share

recommend_share = Metric(
    name="recommend_share",
    title="Would recommend",
    meaning="The share of answers that would recommend us: 4–5 of 5.",
    formula="answers of 4–5 / all answers to the item on recommending, on the scale 1–5",
    source="responses",
    pitfalls="An intention on five boxes, not the net promoter score: the two do not compare.",
    unit="share",
    better="up",
    group="trust",
    order=163,
    **top_share("recommend", lowest=4),
)
