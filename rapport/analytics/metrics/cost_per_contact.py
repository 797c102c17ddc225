from rapport.analytics.estimators import WorkCost
from rapport.analytics.metric import Metric

cost_per_contact = Metric(
    name="cost_per_contact",
    title="Cost per contact",
    meaning="What a contact costs.",
    formula="Σ cost of the contacts of the period, or minutes · declared price of a minute where only minutes"
    " are recorded / contacts",
    source="touches",
    pitfalls="Contacts of which neither cost nor time is recorded count as free, and that is said beside it.",
    unit="money",
    better="down",
    group="contacts",
    order=232,
    fact="touches",
    measures={
        "pieces": "count(*)",
        "costed": "count(seen.cost)",
        "cost": "sum(seen.cost)",
        "timed": "count(*) FILTER (WHERE seen.cost IS NULL AND seen.minutes IS NOT NULL)",
        "minutes": "sum(seen.minutes) FILTER (WHERE seen.cost IS NULL)",
    },
    parts={
        "pieces": "sum({pieces})",
        "costed": "sum({costed})",
        "cost": "sum({cost})",
        "timed": "sum({timed})",
        "minutes": "sum({minutes})",
    },
    estimator=WorkCost(cost=("cost",), minutes=("minutes",), pieces=("pieces",), timed=("timed",), costed=("costed",)),
    nothing="no contacts in the period",
    n_means="the contacts",
)
