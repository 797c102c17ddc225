from rapport.analytics.fact import Column, Fact, Lookup, Rule

customers = Fact(
    name="customers",
    title="Customers",
    help="People and companies in the customer role, one row each.",
    order=1,
    # Who was never dated has been known since the beginning.
    moment_sql="coalesce(customers.first_seen, customers.acquired_at, TIMESTAMPTZ '0001-01-01 00:00:00+00:00')",
    customer="id",
    region="region",
    unit_sql="customers.id",
    bucket_id="id",
    dimensions={
        "channel": "customers.channel",
        "campaign": "customers.campaign",
        "kind": "customers.kind",
        "country": "customers.country",
    },
    lookups=(
        Lookup(
            name="welcomes",
            columns=("welcomed_at",),
            sql="SELECT touches.customer AS welcomed, min(touches.at) AS welcomed_at FROM touches"
            " WHERE touches.purpose = 'welcome' GROUP BY touches.customer",
            on="welcomes.welcomed = customers.id",
            tables=("touches",),
        ),
    ),
    columns=(
        Column("id", "id", "The person or company.", required=True),
        Column("kind", "text", "A person or a company.", required=True, choices=("person", "company")),
        Column("region", "text", "Name of the customer's region."),
        Column("country", "text", "Country.", unit="ISO 3166-1 alpha-2"),
        Column("first_seen", "instant", "When the customer was first known to the shop."),
        Column("acquired_at", "instant", "When the first order was placed."),
        Column("channel", "text", "The channel that brought the customer."),
        Column("campaign", "text", "The campaign that brought the customer."),
        Column("partner", "id", "The partner the customer belongs to or came through."),
        Column("completeness", "number", "How much of the profile is filled in.", unit="share 0–1"),
        Column("duplicate", "flag", "Whether another record seems to be the same customer; empty: never looked at."),
        Column("consent", "flag", "Whether the customer agreed to be written to; empty: never asked."),
        Column("bucket", "bucket", "Group of the jackknife, from the id.", unit="0–63"),
    ),
    rules=(
        Rule("isnan(completeness)", "a completeness is not a number"),
        Rule("NOT completeness BETWEEN 0 AND 1", "a completeness lies outside 0–1"),
    ),
)
