from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import mean_score

ces = Metric(
    name="ces",
    title="Customer effort score",
    meaning="How easy it was, on the mean of the scale 1–7 (7 is easiest).",
    formula="Σ score / answers, on the scale 1–7",
    source="responses",
    pitfalls="Some forms ask the other way round (7 is hardest): turn these before the import. See the share of easy"
    " beside it.",
    unit="score",
    better="up",
    group="answers",
    order=18,
    **mean_score("ces"),
)
