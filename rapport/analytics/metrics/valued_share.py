from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import top_share

valued_share = Metric(
    name="valued_share",
    title="Feeling valued",
    meaning="The share of answers that feel valued as customers: 4–5 of 5.",
    formula="answers of 4–5 / all answers to the item on feeling valued, on the scale 1–5",
    source="responses",
    pitfalls="The top two boxes hide how low the others are. Who answers may differ from who does not.",
    unit="share",
    better="up",
    group="trust",
    order=162,
    **top_share("valued", lowest=4),
)
