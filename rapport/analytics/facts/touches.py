from rapport.analytics.fact import Column, Fact, Rule

touches = Fact(
    name="touches",
    title="Touches",
    help="Contacts with customers through any channel, one row each.",
    order=10,
    moment_sql="touches.at",
    customer="customer",
    region="region",
    unit_sql="coalesce(touches.customer, -1 - touches.bucket)",
    bucket_id="coalesce(customer, id)",
    dimensions={
        "channel": "touches.channel",
        "touchpoint": "touches.touchpoint",
        "campaign": "touches.campaign",
        "purpose": "touches.purpose",
    },
    columns=(
        Column("id", "id", "The contact.", required=True),
        Column("customer", "id", "With whom; empty where nobody is known."),
        Column("at", "instant", "When.", required=True),
        Column("channel", "text", "The channel."),
        Column("touchpoint", "text", "The touchpoint."),
        Column("direction", "text", "From the customer to us (in) or from us (out).", choices=("in", "out")),
        Column("purpose", "text", "What for: welcome, win_back, campaign, service, sale or any other word."),
        Column("campaign", "text", "The campaign it belongs to."),
        Column("personalised", "flag", "Whether it was written for a segment or a person; empty where unknown."),
        Column("replied", "flag", "Of one from us, whether the customer replied; empty where it cannot be known."),
        Column("minutes", "number", "Working time spent on it.", unit="minutes"),
        Column("cost", "money", "What it cost; empty where unknown.", unit="reporting currency"),
        Column("region", "text", "Name of the region."),
        Column("bucket", "bucket", "Group of the jackknife, from the customer's id or else the row's.", unit="0–63"),
    ),
    rules=(
        Rule("isnan(minutes) OR minutes < 0 OR minutes > 1e9", "a working time is negative, endless or not a number"),
        Rule("cost < 0", "a cost is negative"),
    ),
)
