from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import answers

ces_share = Metric(
    name="ces_share",
    title="Share of easy",
    meaning="The share of answers that found it easy: 5–7 of 7.",
    formula="answers of 5–7 / all answers, on the scale 1–7",
    source="responses",
    pitfalls="Some forms ask the other way round (7 is hardest): turn these before the import.",
    unit="share",
    better="up",
    order=19,
    fact="responses",
    measures={"top": answers("ces", "seen.score >= 5"), "answers": answers("ces")},
    parts={
        "top": "sum({top})",
        "answers": "sum({answers})",
        "top_top": "sum({top} * {top})",
        "top_answers": "sum({top} * {answers})",
        "answers_answers": "sum({answers} * {answers})",
    },
    estimator=Share(hits="top", tries="answers", squares=("top_top", "top_answers", "answers_answers")),
    nothing="no answers in the period",
    n_means="the answers",
)
