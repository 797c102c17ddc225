from rapport.analytics.metric import Metric
from rapport.analytics.metrics._margin import BUYER, MEASURES, margin, margin_parts

margin_per_customer = Metric(
    name="margin_per_customer",
    title="Margin per active customer",
    meaning="The contribution margin that a customer who bought in the period brought in it.",
    formula="contribution margin of the period from known customers / known customers with at least one sale in it",
    source="order_lines",
    pitfalls="No cost to serve is taken off. The longer the period the higher.",
    unit="money",
    better="up",
    group="value",
    order=133,
    fact="order_lines",
    nothing="no known customer bought in the period",
    n_means="the customers who bought",
    measures=MEASURES,
    parts={"active": f"count(*) FILTER (WHERE {BUYER})"} | margin_parts("units.customer IS NOT NULL"),
    estimator=margin(per="active"),
)
