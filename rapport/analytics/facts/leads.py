from rapport.analytics.fact import Column, Fact, Rule

leads = Fact(
    name="leads",
    title="Leads",
    help="People and companies who showed interest, one row each, and what became of it.",
    order=12,
    moment_sql="leads.at",
    customer="customer",
    region="region",
    unit_sql="coalesce(leads.customer, -1 - leads.bucket)",
    bucket_id="coalesce(customer, id)",
    dimensions={"channel": "leads.channel", "campaign": "leads.campaign"},
    columns=(
        Column("id", "id", "The lead.", required=True),
        Column("customer", "id", "Who it is; empty where nobody is known."),
        Column("at", "instant", "When the interest was shown.", required=True),
        Column("first_response_at", "instant", "When somebody first replied; empty while nobody has."),
        Column("qualified_at", "instant", "When it was found worth pursuing; empty while it is not."),
        Column("won_at", "instant", "When it became a customer; empty while it has not."),
        Column("lost_at", "instant", "When it was given up; empty while it is not."),
        Column("reason", "text", "Why it was lost."),
        Column("channel", "text", "The channel it came through."),
        Column("campaign", "text", "The campaign it came from."),
        Column("region", "text", "Name of the region."),
        Column("bucket", "bucket", "Group of the jackknife, from the customer's id or else the lead's.", unit="0–63"),
    ),
    rules=(
        Rule("first_response_at < leads.at", "a lead is answered before it came"),
        Rule("qualified_at < leads.at OR won_at < leads.at OR lost_at < leads.at", "a lead is decided before it came"),
        Rule("won_at IS NOT NULL AND lost_at IS NOT NULL", "a lead is both won and lost"),
    ),
)
