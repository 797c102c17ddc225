from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

invitations = Metric(
    name="invitations",
    title="Invitations",
    meaning="How many invitations to surveys went out.",
    formula="number of invitations in the period",
    source="invitations",
    pitfalls="Reminders count where they are recorded as invitations of their own.",
    unit="invitations",
    better="none",
    group="surveys",
    order=171,
    fact="invitations",
    measures={
        "sent": "count(*)",
    },
    parts={
        "sent": "sum({sent})",
    },
    estimator=Total(amount="sent", n="sent", counted=True),
    nothing="no invitations known",
    n_means="the invitations",
    adds_over=(
        "period",
        "region",
        "segment",
    ),
)
