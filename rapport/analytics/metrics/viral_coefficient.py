from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._ingredients import ACTIVE_CUSTOMERS

viral_coefficient = Metric(
    name="viral_coefficient",
    title="Customers brought per customer",
    meaning="How many new customers an active customer brings in the period (viral coefficient).",
    formula="referrals that converted in the period / known customers with a sale in it",
    source="referrals, orders",
    pitfalls="At 1 and above a base grows by itself, for as long as there is anybody left to bring. The longer"
    " the period the higher.",
    unit="customers per customer",
    better="up",
    group="referrals",
    order=275,
    fact="referrals",
    span="standing",
    measures={
        "converted": "count(*) FILTER (WHERE seen.converted_at >= frames.starts AND seen.converted_at < frames.ends)",
    },
    parts={
        "converted": "sum({converted})",
    },
    also=(ACTIVE_CUSTOMERS,),
    estimator=Ratio(top="converted", bottom="active", least=0),
    nothing="no known customer bought in the period",
    n_means="the customers who bought",
    needs=("referrals.converted_at",),
)
