from rapport.analytics.estimators import Margin
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import NET

_BUYER = "units.customer IS NOT NULL AND {sales} > 0"

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
    measures={
        "sales": "count(*) FILTER (WHERE seen.kind = 'sale')",
        "net": NET,
        "net_with_cost": "sum(seen.net) FILTER (WHERE seen.direct_cost IS NOT NULL)",
        "cost": "sum(seen.direct_cost)",
        "lines": "count(*)",
        "lines_with_cost": "count(seen.direct_cost)",
    },
    parts={
        "customers": f"count(*) FILTER (WHERE {_BUYER})",
        "net": f"sum({{net}}) FILTER (WHERE {_BUYER})",
        "net_with_cost": f"sum({{net_with_cost}}) FILTER (WHERE {_BUYER})",
        "cost": f"sum({{cost}}) FILTER (WHERE {_BUYER})",
        "lines": f"sum({{lines}}) FILTER (WHERE {_BUYER})",
        "lines_with_cost": f"sum({{lines_with_cost}}) FILTER (WHERE {_BUYER})",
    },
    estimator=Margin(
        net="net",
        net_with_cost="net_with_cost",
        cost="cost",
        lines="lines",
        lines_with_cost="lines_with_cost",
        per="customers",
    ),
    nothing="no known customer has bought yet",
    n_means="the customers who have bought",
)
