from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import mean_score

wallet_share = Metric(
    name="wallet_share",
    title="Share of wallet",
    meaning="How much of what they spend on such things customers say they spend with us.",
    formula="Σ percent / answers, of what customers say",
    source="responses",
    pitfalls="Said, not measured: nobody sees what a customer spends elsewhere. Every answer counts alike, large"
    " customers or small.",
    unit="percent",
    better="up",
    group="trust",
    order=165,
    **mean_score("wallet"),
)
