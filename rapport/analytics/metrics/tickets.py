from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

tickets = Metric(
    name="tickets",
    title="Tickets",
    meaning="How many questions and complaints were opened.",
    formula="number of tickets opened in the period",
    source="tickets",
    pitfalls="More tickets may mean more trouble, or an open door. Questions that a page or a machine answered"
    " count where they are recorded.",
    unit="tickets",
    better="none",
    group="service",
    order=201,
    fact="tickets",
    measures={
        "opened": "count(*)",
    },
    parts={
        "opened": "sum({opened})",
    },
    estimator=Total(amount="opened", n="opened", least=0),
    nothing="no tickets known",
    n_means="the tickets",
    adds_over=(
        "period",
        "region",
        "segment",
    ),
)
