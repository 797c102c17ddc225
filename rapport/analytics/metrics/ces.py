from rapport.analytics.estimators import Mean
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import answers

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
    order=18,
    fact="responses",
    measures={"score": "sum(seen.score) FILTER (WHERE seen.kind = 'ces')", "answers": answers("ces")},
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
