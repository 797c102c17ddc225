from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric

welcomed_share = Metric(
    name="welcomed_share",
    title="New customers welcomed",
    meaning="The share of new customers who were welcomed in time (within 14 days unless told).",
    formula="of the customers whose days since the first order ran out in the period, those with a contact of"
    " the purpose welcome within them / all of them",
    source="customers, touches",
    pitfalls="A mail that welcomes is not yet a welcome: see what they answer.",
    unit="share",
    better="up",
    group="contacts",
    order=237,
    fact="customers",
    span="standing",
    measures={
        "began": "count(*) FILTER (WHERE date_diff('second', seen.acquired_at, frames.ends) >="
        " choices.welcome_days * 86400 AND date_diff('second', seen.acquired_at, frames.starts) <"
        " choices.welcome_days * 86400)",
        "welcomed": "count(*) FILTER (WHERE date_diff('second', seen.acquired_at, frames.ends) >="
        " choices.welcome_days * 86400 AND date_diff('second', seen.acquired_at, frames.starts) <"
        " choices.welcome_days * 86400 AND seen.welcomed_at >= seen.acquired_at AND"
        " date_diff('second', seen.acquired_at, seen.welcomed_at) < choices.welcome_days * 86400)",
    },
    parts={
        "began": "sum({began})",
        "welcomed": "sum({welcomed})",
    },
    estimator=Share(hits="welcomed", tries="began"),
    nothing="no new customer's days ran out in the period",
    n_means="the new customers",
    needs=(
        "customers.acquired_at",
        "touches.purpose",
    ),
)
