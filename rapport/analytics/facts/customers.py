from rapport.analytics.fact import Column, Fact

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
    columns=(
        Column("id", "id", "The person or company.", required=True),
        Column("kind", "text", "A person or a company.", required=True, choices=("person", "company")),
        Column("region", "text", "Name of the customer's region."),
        Column("country", "text", "Country.", unit="ISO 3166-1 alpha-2"),
        Column("first_seen", "instant", "When the customer was first known to the shop."),
        Column("acquired_at", "instant", "When the first order was placed."),
        Column("channel", "text", "The channel that brought the customer."),
        Column("bucket", "bucket", "Group of the jackknife, from the id.", unit="0–63"),
    ),
)
