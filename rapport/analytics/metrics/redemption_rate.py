from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric

redemption_rate = Metric(
    name="redemption_rate",
    title="Rewards redeemed",
    meaning="How many of the points earned in the period were redeemed.",
    formula="Σ points redeemed / Σ points earned, both of the period",
    source="events",
    pitfalls="Points of earlier periods are redeemed too, so it may exceed 100 %. What nobody redeems is owed,"
    " or nobody wants it.",
    unit="share",
    better="up",
    group="community",
    order=295,
    fact="events",
    measures={
        "redeemed": "sum(seen.value) FILTER (WHERE seen.name = 'points_redeemed')",
        "earned": "sum(seen.value) FILTER (WHERE seen.name = 'points_earned')",
    },
    parts={
        "redeemed": "sum({redeemed})",
        "earned": "sum({earned})",
        "earners": "count(*) FILTER (WHERE {earned} > 0)",
    },
    estimator=Ratio(top="redeemed", bottom="earned", n="earners", least=0),
    nothing="no points were earned in the period",
    n_means="the customers who earned points",
    needs=("events.value",),
)
