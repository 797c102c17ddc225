from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric

profile_completeness = Metric(
    name="profile_completeness",
    title="Completeness of profiles",
    meaning="How much of the profiles of customers is filled in.",
    formula="Σ completeness / customers of whom it is known, known by the period's end",
    source="customers",
    pitfalls="As profiles are today: what was filled in when is not recorded. Full is not right.",
    unit="share",
    better="up",
    group="knowledge",
    order=314,
    fact="customers",
    span="to_date",
    measures={
        "filled": "sum(seen.completeness)",
        "profiles": "count(seen.completeness)",
    },
    parts={
        "filled": "sum({filled})",
        "profiles": "sum({profiles})",
    },
    estimator=Ratio(top="filled", bottom="profiles", least=0, most=1),
    nothing="no customers of whom it is known",
    n_means="the customers of whom it is known",
    needs=("customers.completeness",),
)
