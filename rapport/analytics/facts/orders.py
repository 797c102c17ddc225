from rapport.analytics.fact import Column, Fact, Lookup, Rule

orders = Fact(
    name="orders",
    title="Orders",
    help="Sales, refunds (at the date of the refund) and adjustments, one row each.",
    order=3,
    moment_sql="orders.at",
    customer="customer",
    region="region",
    unit_sql="coalesce(orders.customer, -1 - orders.bucket)",
    bucket_id="coalesce(customer, id)",
    currency="currency",
    dimensions={
        "channel": "orders.channel",
        "campaign": "orders.campaign",
        "delivery_mode": "orders.delivery_mode",
        "partner": "CAST(orders.partner AS VARCHAR)",
    },
    lookups=(
        Lookup(
            name="firsts",
            columns=("first_sale_at",),
            sql="SELECT orders.customer AS buyer, min(orders.at) AS first_sale_at FROM orders"
            " WHERE orders.kind = 'sale' GROUP BY orders.customer",
            on="firsts.buyer = orders.customer",
            tables=("orders",),
        ),
        Lookup(
            name="earlier",
            columns=("previous_sale_at",),
            sql="SELECT orders.id AS sale,"
            " lag(orders.at) OVER (PARTITION BY orders.customer ORDER BY orders.at, orders.id) AS previous_sale_at"
            " FROM orders WHERE orders.kind = 'sale' AND orders.customer IS NOT NULL",
            on="earlier.sale = orders.id",
            tables=("orders",),
        ),
        Lookup(
            name="introductions",
            columns=("referred_at",),
            sql="SELECT referrals.referred AS guest, min(referrals.at) AS referred_at FROM referrals"
            " GROUP BY referrals.referred",
            on="introductions.guest = orders.customer",
            tables=("referrals",),
        ),
        Lookup(
            name="paid_for",
            columns=("paid_channel",),
            sql="SELECT customers.id AS won, customers.channel AS paid_channel FROM customers"
            " WHERE customers.channel IN (SELECT spend.channel FROM spend"
            " WHERE coalesce(spend.purpose, 'acquisition') = 'acquisition')",
            on="paid_for.won = orders.customer",
            tables=("customers", "spend"),
            shared=("spend",),
        ),
    ),
    columns=(
        Column("id", "id", "The order.", required=True),
        Column("customer", "id", "Who bought; empty for an anonymous order."),
        Column("at", "instant", "When: of a refund, the date of the refund.", required=True),
        Column(
            "kind",
            "text",
            "A sale, a refund, or an adjustment (a stock correction or bookkeeping entry).",
            required=True,
            choices=("sale", "refund", "adjustment"),
        ),
        Column("region", "text", "Name of the region of delivery."),
        Column("net", "money", "Sum of the lines, without tax; negative for a refund.", unit="currency", required=True),
        Column("currency", "text", "Currency of the amount.", unit="ISO 4217", required=True),
        Column("refunds", "id", "The order that a refund takes back, where known."),
        Column("channel", "text", "The channel it was placed through."),
        Column("campaign", "text", "The campaign it came from."),
        Column("partner", "id", "The partner who brought it; empty where nobody did."),
        Column("discount", "money", "What was taken off the price; the net amount is after it.", unit="currency"),
        Column("delivery_mode", "text", "How it was delivered."),
        Column("customised", "flag", "Whether it was made to the customer's wishes; empty where unknown."),
        Column("due_at", "instant", "When it was to be paid."),
        Column("paid_at", "instant", "When it was paid; empty while it is not."),
        Column("original_net", "money", "Amount before it was converted, where it was.", unit="original currency"),
        Column("original_currency", "text", "Currency before it was converted, where it was.", unit="ISO 4217"),
        Column("rate", "number", "What one unit of the original currency was worth that day.", unit="currency"),
        Column("bucket", "bucket", "Group of the jackknife, from the customer's id or else the order's.", unit="0–63"),
    ),
    rules=(Rule("discount < 0 AND kind = 'sale'", "a discount is negative"),),
)
