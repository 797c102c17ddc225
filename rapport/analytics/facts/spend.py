from rapport.analytics.fact import Column, Fact

spend = Fact(
    name="spend",
    title="Spending",
    help="What was spent on winning and keeping customers, one row for each amount.",
    order=11,
    moment_sql="spend.at",
    customer="customer",
    region="region",
    unit_sql="coalesce(spend.customer, -1 - spend.bucket)",
    bucket_id="coalesce(customer, id)",
    currency="currency",
    dimensions={"channel": "spend.channel", "campaign": "spend.campaign", "purpose": "spend.purpose"},
    columns=(
        Column("id", "id", "The amount.", required=True),
        Column("customer", "id", "Whom it was spent on; empty where it was for many."),
        Column("at", "instant", "When.", required=True),
        Column("channel", "text", "The channel it was spent on."),
        Column("campaign", "text", "The campaign it was spent on."),
        Column(
            "purpose",
            "text",
            "What for; empty counts as acquisition.",
            choices=("acquisition", "retention", "growth", "win_back"),
        ),
        Column("amount", "money", "How much, without tax.", unit="currency", required=True),
        Column("currency", "text", "Currency of the amount.", unit="ISO 4217", required=True),
        Column("region", "text", "Name of the region it was spent in."),
        Column("bucket", "bucket", "Group of the jackknife, from the customer's id or else the row's.", unit="0–63"),
    ),
)
