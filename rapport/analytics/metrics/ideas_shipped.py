from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

ideas_shipped = Metric(
    name="ideas_shipped",
    title="Ideas made",
    meaning="How many ideas of customers were made.",
    formula="number of ideas shipped in the period",
    source="events",
    pitfalls="Count ideas, not votes: one idea of many customers is one.",
    unit="ideas",
    better="up",
    group="community",
    order=293,
    fact="events",
    measures={
        "shipped": "count(*) FILTER (WHERE seen.name = 'idea_shipped')",
    },
    parts={
        "shipped": "sum({shipped})",
    },
    estimator=Total(amount="shipped", n="shipped", counted=True),
    nothing="no events known",
    n_means="the events of shipping an idea",
    adds_over=(
        "period",
        "region",
        "segment",
    ),
)
