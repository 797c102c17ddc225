from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import latest_share

promoter_share = Metric(
    name="promoter_share",
    title="Promoters",
    meaning="The share of people whose latest answer, would they recommend us, is 9–10.",
    formula="latest answers of 9–10 / latest answers of each person in the period",
    source="responses; Reichheld 2003",
    pitfalls="One of the three shares behind the net promoter score: read them together. Anonymous answers count"
    " as one person each.",
    unit="share",
    better="up",
    group="answers",
    order=21,
    **latest_share("seen.score >= 9"),
)
