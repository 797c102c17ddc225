from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric

member_answer_share = Metric(
    name="member_answer_share",
    title="Answers by members",
    meaning="The share of answers in the community that customers gave, not the team.",
    formula="answers in the community by known customers / all answers in the community, in the period",
    source="events",
    pitfalls="Answers without a customer are the team's: record who answered. A share says nothing about whether"
    " answers help.",
    unit="share",
    better="up",
    group="community",
    order=292,
    fact="events",
    measures={
        "answers": "count(*) FILTER (WHERE seen.name = 'community_answer')",
    },
    parts={
        "by_members": "sum({answers}) FILTER (WHERE units.customer IS NOT NULL)",
        "answers": "sum({answers})",
    },
    estimator=Ratio(top="by_members", bottom="answers", least=0, most=1),
    nothing="no answers in the community in the period",
    n_means="the answers in the community",
    everybody_only=True,
)
