from rapport.analytics.metric import Metric
from rapport.analytics.metrics._health import HEALTH, HEALTH_PARTS

health_index = Metric(
    name="health_index",
    title="Health",
    meaning="How well things stand with customers, from 0 to 100: use, purchase, recommendation and peace,"
    " weighed as declared. The weights stand beside the figure.",
    formula="100 · (w1 · active users of the last 30 days / customers + w2 · buyers within the time of silence /"
    " customers + w3 · (mean of the latest recommendation / 10) + w4 · customers without an open"
    " complaint / customers) / Σ w; a share of which nothing is recorded drops out and the others keep"
    " their proportions",
    source="customers, events, orders, responses, tickets",
    pitfalls="An index is a declared opinion: two teams with other weights get other figures. Compare it with"
    " whether customers stay before acting on it. Who answers is not everybody.",
    unit="points of 100",
    better="up",
    group="use",
    order=284,
    fact="customers",
    span="to_date",
    measures={
        "known": "count(*)",
    },
    parts={
        "customers": "count(*) FILTER (WHERE {known} > 0)",
    },
    also=(*HEALTH_PARTS,),
    estimator=HEALTH,
    nothing="no customers",
    n_means="the customers",
)
