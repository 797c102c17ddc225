from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric

known_answer_share = Metric(
    name="known_answer_share",
    title="Answers of known customers",
    meaning="The share of answers that are tied to a known customer.",
    formula="answers of known customers / all answers, of the period",
    source="responses",
    pitfalls="Known to the records: whether two records are one customer says the share of duplicates.",
    unit="share",
    better="up",
    group="knowledge",
    order=312,
    fact="responses",
    measures={
        "rows": "count(*)",
    },
    parts={
        "known": "sum({rows}) FILTER (WHERE units.customer IS NOT NULL)",
        "rows": "sum({rows})",
    },
    estimator=Ratio(top="known", bottom="rows", least=0, most=1),
    nothing="no answers in the period",
    n_means="the answers",
    everybody_only=True,
)
