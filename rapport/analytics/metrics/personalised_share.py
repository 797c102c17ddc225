from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import clustered

personalised_share = Metric(
    name="personalised_share",
    title="Personalised mail",
    meaning="The share of our messages that were written for a segment or a person.",
    formula="contacts from us marked as personalised / contacts from us of which it is known, in the period",
    source="touches",
    pitfalls="Personalised is not better by itself: see the lift over those held out.",
    unit="share",
    better="up",
    group="contacts",
    order=235,
    fact="touches",
    nothing="no message of which it is known",
    n_means="the contacts from us",
    needs=(
        "touches.personalised",
        "touches.direction",
    ),
    **clustered(
        hits="count(*) FILTER (WHERE seen.direction = 'out' AND seen.personalised)",
        tries="count(seen.personalised) FILTER (WHERE seen.direction = 'out')",
    ),
)
