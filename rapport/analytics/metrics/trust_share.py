from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import top_share

trust_share = Metric(
    name="trust_share",
    title="Trust",
    meaning="The share of answers that trust us: 4–5 of 5.",
    formula="answers of 4–5 / all answers to the item on trust, on the scale 1–5",
    source="responses",
    pitfalls="The top two boxes hide how low the others are. Who answers may differ from who does not.",
    unit="share",
    better="up",
    group="trust",
    order=161,
    **top_share("trust", lowest=4),
)
