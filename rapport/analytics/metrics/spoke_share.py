from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import top_share

spoke_share = Metric(
    name="spoke_share",
    title="Spoke about us",
    meaning="The share of answers that say they spoke about us to somebody.",
    formula="answers of yes / all answers to the item on having spoken about us",
    source="responses",
    pitfalls="What they said is not asked: it may have been a complaint.",
    unit="share",
    better="up",
    group="trust",
    order=164,
    **top_share("spoke", lowest=1),
)
