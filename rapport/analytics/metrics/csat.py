from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import answers

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
    order=16,
    fact="responses",
    measures={"top": answers("csat", "seen.score >= 4"), "answers": answers("csat")},
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
