from rapport.analytics.metric import Metric
from rapport.analytics.metrics._ingredients import ACQUISITION_SPEND, NEW_CUSTOMERS
from rapport.analytics.metrics._payback import payback_parts

payback_months = Metric(
    name="payback_months",
    title="Months until paid back",
    meaning="How many months after the first order the margin of a customer has earned back what winning one cost.",
    formula="first month at which Σ over months since the first sale of (margin in the month / customers whose"
    " month is over) reaches the cost of winning a customer in the period; months of 30.44 days, up to 36",
    source="order_lines, orders, spend",
    pitfalls="It may never come, and that is said. The curve is that of all customers to date, the cost that of"
    " the period. An upper limit is missing where the lower limit of the curve never gets there.",
    unit="months",
    better="down",
    group="acquisition",
    order=245,
    fact="order_lines",
    span="standing",
    also=(
        NEW_CUSTOMERS,
        ACQUISITION_SPEND,
    ),
    nothing="no known customer has bought yet",
    n_means="the customers seen for a month at least",
    money=True,
    **payback_parts(),
)
