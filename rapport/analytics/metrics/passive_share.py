from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import latest_share

passive_share = Metric(
    name="passive_share",
    title="Passives",
    meaning="The share of people whose latest answer, would they recommend us, is 7–8.",
    formula="latest answers of 7–8 / latest answers of each person in the period",
    source="responses; Reichheld 2003",
    pitfalls="One of the three shares behind the net promoter score: read them together. Anonymous answers count"
    " as one person each.",
    unit="share",
    better="none",
    group="answers",
    order=22,
    **latest_share("seen.score > 6 AND seen.score < 9"),
)
