from rapport.analytics.estimators import WorkCost
from rapport.analytics.metric import Ingredient, Metric
from rapport.analytics.metrics._ingredients import ACTIVE_CUSTOMERS

_WORK = {
    "pieces": "count(*)",
    "costed": "count(seen.cost)",
    "cost": "sum(seen.cost)",
    "timed": "count(*) FILTER (WHERE seen.cost IS NULL AND seen.minutes IS NOT NULL)",
    "minutes": "sum(seen.minutes) FILTER (WHERE seen.cost IS NULL)",
}

contact_cost_per_customer = Metric(
    name="contact_cost_per_customer",
    title="Cost of contacts per customer",
    meaning="What contacts and tickets cost for each customer who bought in the period: the part of the cost to"
    " serve that they hold.",
    formula="Σ cost of contacts and tickets of known customers in the period, or minutes · declared price of a"
    " minute where only minutes are recorded / known customers with a sale in it",
    source="touches, tickets, orders; activity-based costing after Kaplan and Cooper 1988",
    pitfalls="Delivery, returns and late payment are not in it: the analysis of cost to serve adds them and"
    " reconciles with the ledger. Work without recorded cost or time counts as free, and that is said"
    " beside it.",
    unit="money",
    better="down",
    group="contacts",
    order=233,
    fact="touches",
    also=(
        ACTIVE_CUSTOMERS,
        Ingredient(
            fact="tickets",
            optional=True,
            measures=_WORK,
            parts={f"ticket_{name}": f"sum({{{name}}}) FILTER (WHERE units.customer IS NOT NULL)" for name in _WORK},
        ),
    ),
    estimator=WorkCost(
        cost=("cost", "ticket_cost"),
        minutes=("minutes", "ticket_minutes"),
        pieces=("pieces", "ticket_pieces"),
        timed=("timed", "ticket_timed"),
        costed=("costed", "ticket_costed"),
        per="active",
    ),
    nothing="no known customer bought in the period",
    n_means="the customers who bought",
    measures=_WORK,
    parts={name: f"sum({{{name}}}) FILTER (WHERE units.customer IS NOT NULL)" for name in _WORK},
)
