from rapport.analytics.estimators import CostPerHead, ValueToCost
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._ingredients import ACQUISITION_SPEND, NEW_CUSTOMERS
from rapport.analytics.metrics._margin import BUYER, MEASURES, margin, margin_parts

value_to_cost = Metric(
    name="value_to_cost",
    title="Value of a customer to the cost of winning one",
    meaning="How many times the cost of winning a customer the margin comes to that customers have brought to"
    " date (CLV to CAC, historic).",
    formula="historic lifetime value at the period's end / cost of winning a customer in the period",
    source="order_lines, orders, spend",
    pitfalls="Three is a habit of thought, no law. The value is historic: it leaves out what is still to come,"
    " and old customers have had more time.",
    unit="times",
    better="up",
    group="acquisition",
    order=244,
    fact="order_lines",
    span="to_date",
    also=(
        NEW_CUSTOMERS,
        ACQUISITION_SPEND,
    ),
    nothing="no known customer has bought yet",
    n_means="the customers who have bought",
    measures=MEASURES,
    parts={"customers": f"count(*) FILTER (WHERE {BUYER})"} | margin_parts(BUYER),
    estimator=ValueToCost(margin(per="customers"), CostPerHead(spent="spent", amounts="amounts", heads="new")),
    money=True,
)
