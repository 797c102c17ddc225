from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

active_members = Metric(
    name="active_members",
    title="Active members",
    meaning="Customers who asked or answered in the community in the period.",
    formula="number of known customers with a question or an answer in the community in the period",
    source="events",
    pitfalls="Readers do not show. Months do not add up.",
    unit="customers",
    better="up",
    group="community",
    order=291,
    fact="events",
    measures={
        "posts": "count(*) FILTER (WHERE seen.name IN ('community_question', 'community_answer'))",
    },
    parts={
        "members": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {posts} > 0)",
    },
    estimator=Total(amount="members", n="members", least=0),
    nothing="no events known",
    n_means="the customers active in the community",
    adds_over=(
        "home_region",
        "segment",
    ),
)
