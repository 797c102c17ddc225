from rapport.analytics.metric import Metric
from rapport.analytics.metrics._margin import BUYER, MEASURES, margin, margin_parts

lifetime_value = Metric(
    name="lifetime_value",
    title="Lifetime value, historic",
    meaning="The margin a customer has brought on average from the first order to the end of the period.",
    formula="Σ (net - direct cost) to date of known customers with at least one sale to date / number of these"
    " customers; where a line's cost is unknown, net · declared margin rate, marked as an assumption",
    source="order_lines",
    pitfalls="Without known cost and without a declared margin rate there is no figure: lifetime revenue then stands"
    " under its own name. Historic: nothing about the future, no cost to serve, no acquisition cost.",
    unit="money",
    better="up",
    order=11,
    fact="order_lines",
    span="to_date",
    measures=MEASURES,
    parts={"customers": f"count(*) FILTER (WHERE {BUYER})"} | margin_parts(BUYER),
    estimator=margin(per="customers"),
    nothing="no known customer has bought yet",
    n_means="the customers who have bought",
)
