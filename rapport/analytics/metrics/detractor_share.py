from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import latest_share

detractor_share = Metric(
    name="detractor_share",
    title="Detractors",
    meaning="The share of people whose latest answer, would they recommend us, is 0–6.",
    formula="latest answers of 0–6 / latest answers of each person in the period",
    source="responses; Reichheld 2003",
    pitfalls="One of the three shares behind the net promoter score: read them together. Anonymous answers count"
    " as one person each.",
    unit="share",
    better="down",
    group="answers",
    order=23,
    **latest_share("seen.score <= 6"),
)
