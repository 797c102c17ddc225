from rapport.analytics.estimators import NetPromoter
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import LATEST, answers

nps = Metric(
    name="nps",
    title="Net promoter score",
    meaning="Would customers recommend us? Promoters (9–10) less detractors (0–6), from -100 to 100.",
    formula="100 · (share of 9–10 - share of 0–6), of the latest answer of each person in the period",
    source="responses",
    pitfalls="Few answers swing widely: read the interval. Who answers may differ from who does not. Of one person only"
    " the latest answer of the period counts; anonymous answers count as one person each.",
    unit="points",
    better="up",
    group="answers",
    order=15,
    fact="responses",
    measures={
        "promoters": answers("nps", f"{LATEST} AND seen.score >= 9"),
        "detractors": answers("nps", f"{LATEST} AND seen.score <= 6"),
        "answers": answers("nps", LATEST),
    },
    parts={"promoters": "sum({promoters})", "detractors": "sum({detractors})", "answers": "sum({answers})"},
    estimator=NetPromoter(promoters="promoters", detractors="detractors", answers="answers"),
    nothing="no answers in the period",
    n_means="the people who answered",
)
