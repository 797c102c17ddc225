from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

customised_share = Metric(
    name="customised_share",
    title="Share made to wishes",
    meaning="The share of sales that were made to the customer's wishes.",
    formula="sales marked as customised / sales of which it is known, in the period",
    source="orders",
    pitfalls="Customers who order often weigh more; the interval widens accordingly.",
    unit="share",
    better="none",
    group="terms",
    order=152,
    fact="orders",
    nothing="no sales of which it is known",
    n_means="the sales of which it is known",
    needs=("orders.customised",),
    **clustered(
        hits="count(*) FILTER (WHERE seen.kind = 'sale' AND seen.customised)",
        tries="count(seen.customised) FILTER (WHERE seen.kind = 'sale')",
    ),
)
