from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import mean_score

emotion = Metric(
    name="emotion",
    title="Emotion",
    meaning="How customers felt, from -2 (very bad) to 2 (very good), on the mean.",
    formula="Σ score / answers, on the scale from -2 to 2",
    source="responses",
    pitfalls="A mean near 0 may be calm, or joy and anger in equal parts: look at touchpoints one by one.",
    unit="score",
    better="up",
    group="answers",
    order=24,
    **mean_score("emotion"),
)
