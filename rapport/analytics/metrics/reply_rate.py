from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

reply_rate = Metric(
    name="reply_rate",
    title="Reply rate",
    meaning="The share of our messages that were replied to.",
    formula="contacts from us with a reply / contacts from us of which it can be known, in the period",
    source="touches",
    pitfalls="The latest may still be replied to. A reply may say: leave me alone.",
    unit="share",
    better="up",
    group="contacts",
    order=234,
    fact="touches",
    nothing="no message of which a reply could be known",
    n_means="the contacts from us",
    needs=(
        "touches.replied",
        "touches.direction",
    ),
    **clustered(
        hits="count(*) FILTER (WHERE seen.direction = 'out' AND seen.replied)",
        tries="count(seen.replied) FILTER (WHERE seen.direction = 'out')",
    ),
)
