from rapport.analytics.estimators import Mean
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import answers

csat_mean = Metric(
    name="csat_mean",
    title="Satisfaction, mean",
    meaning="The mean satisfaction on the scale 1–5.",
    formula="Σ score / answers, on the scale 1–5",
    source="responses",
    pitfalls="A mean of 3.5 may be all lukewarm or half delighted, half angry: see the share of satisfied beside it.",
    unit="score",
    better="up",
    order=17,
    fact="responses",
    measures={"score": "sum(seen.score) FILTER (WHERE seen.kind = 'csat')", "answers": answers("csat")},
    parts={
        "score": "sum({score})",
        "answers": "sum({answers})",
        "persons": "count(*) FILTER (WHERE {answers} > 0)",
        "score_score": "sum({score} * {score})",
        "score_answers": "sum({score} * {answers})",
        "answers_answers": "sum({answers} * {answers})",
    },
    estimator=Mean(
        total="score",
        count="answers",
        persons="persons",
        squares=("score_score", "score_answers", "answers_answers"),
    ),
    nothing="no answers in the period",
    n_means="the answers",
)
