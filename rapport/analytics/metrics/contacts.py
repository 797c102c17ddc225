from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

contacts = Metric(
    name="contacts",
    title="Contacts",
    meaning="How many contacts there were with customers, from either side.",
    formula="number of contacts in the period",
    source="touches",
    pitfalls="One mail to a thousand customers is a thousand contacts.",
    unit="contacts",
    better="none",
    group="contacts",
    order=231,
    fact="touches",
    measures={
        "contacts": "count(*)",
    },
    parts={
        "contacts": "sum({contacts})",
    },
    estimator=Total(amount="contacts", n="contacts", counted=True),
    nothing="no contacts known",
    n_means="the contacts",
    adds_over=(
        "period",
        "region",
        "segment",
    ),
)
