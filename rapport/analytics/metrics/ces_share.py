from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import top_share

ces_share = Metric(
    name="ces_share",
    title="Share of easy",
    meaning="The share of answers that found it easy: 5–7 of 7.",
    formula="answers of 5–7 / all answers, on the scale 1–7",
    source="responses",
    pitfalls="Some forms ask the other way round (7 is hardest): turn these before the import.",
    unit="share",
    better="up",
    group="answers",
    order=19,
    **top_share("ces", lowest=5),
)
