from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

leads = Metric(
    name="leads",
    title="Leads",
    meaning="How many people and companies showed interest.",
    formula="number of leads in the period",
    source="leads",
    pitfalls="Interest is not intent.",
    unit="leads",
    better="up",
    group="leads",
    order=251,
    fact="leads",
    measures={
        "came": "count(*)",
    },
    parts={
        "came": "sum({came})",
    },
    estimator=Total(amount="came", n="came", least=0),
    nothing="no leads known",
    n_means="the leads",
    adds_over=(
        "period",
        "region",
        "segment",
    ),
)
