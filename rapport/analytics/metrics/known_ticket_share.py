from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric

known_ticket_share = Metric(
    name="known_ticket_share",
    title="Tickets of known customers",
    meaning="The share of tickets that are tied to a known customer.",
    formula="tickets of known customers / all tickets, of the period",
    source="tickets",
    pitfalls="Known to the records: whether two records are one customer says the share of duplicates.",
    unit="share",
    better="up",
    group="knowledge",
    order=313,
    fact="tickets",
    measures={
        "rows": "count(*)",
    },
    parts={
        "known": "sum({rows}) FILTER (WHERE units.customer IS NOT NULL)",
        "rows": "sum({rows})",
    },
    estimator=Ratio(top="known", bottom="rows", least=0, most=1),
    nothing="no tickets in the period",
    n_means="the tickets",
    everybody_only=True,
)
