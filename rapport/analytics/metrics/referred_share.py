from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import FIRSTS

referred_share = Metric(
    name="referred_share",
    title="New customers who were brought",
    meaning="The share of new customers whom another customer brought.",
    formula="customers whose first sale lies in the period and who are named in a referral / customers whose"
    " first sale lies in it",
    source="orders, referrals",
    pitfalls="Only referrals somebody recorded. First means first in the records: where they begin late, old"
    " customers look new.",
    unit="share",
    better="up",
    group="referrals",
    order=274,
    fact="orders",
    measures={
        "firsts": FIRSTS,
        "brought": "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.first_sale_at >= frames.starts AND"
        " seen.referred_at IS NOT NULL)",
    },
    parts={
        "new": "count(*) FILTER (WHERE {firsts} > 0)",
        "brought": "count(*) FILTER (WHERE {brought} > 0)",
    },
    estimator=Share(hits="brought", tries="new"),
    nothing="nobody bought for the first time in the period",
    n_means="the new customers",
    needs=("referrals.referred",),
)
