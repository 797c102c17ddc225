from rapport.analytics.fact import Column, Fact

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
        Column("bucket", "bucket", "Group of the jackknife, from the customer's id or else the order's.", unit="0–63"),
    ),
)
