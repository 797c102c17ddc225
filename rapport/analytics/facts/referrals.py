from rapport.analytics.fact import Column, Fact, Lookup, Rule

referrals = Fact(
    name="referrals",
    title="Referrals",
    help="Customers who brought others, one row for each person brought.",
    order=14,
    moment_sql="referrals.at",
    customer="referrer",
    also_customers=("referred",),
    region="region",
    unit_sql="referrals.referrer",
    bucket_id="referrer",
    lookups=(
        Lookup(
            name="firsts",
            columns=("first_sale_at",),
            sql="SELECT orders.customer AS buyer, min(orders.at) AS first_sale_at FROM orders"
            " WHERE orders.kind = 'sale' GROUP BY orders.customer",
            on="firsts.buyer = referrals.referrer",
            tables=("orders",),
        ),
    ),
    columns=(
        Column("id", "id", "The referral.", required=True),
        Column("referrer", "id", "Who brought somebody.", required=True),
        Column("referred", "id", "Who was brought; empty while they are nobody's record."),
        Column("at", "instant", "When.", required=True),
        Column("converted_at", "instant", "When the one brought became a customer; empty while they have not."),
        Column("region", "text", "Name of the region."),
        Column("bucket", "bucket", "Group of the jackknife, from the id of the one who brought.", unit="0–63"),
    ),
    rules=(
        Rule("converted_at < referrals.at", "a referral converts before it is made"),
        Rule("referrer = referred", "somebody brings themselves"),
    ),
)
