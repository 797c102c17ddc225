from rapport.analytics.fact import Column, Fact, Lookup

_AFTER = "orders.at >= assignments.at AND date_diff('second', assignments.at, orders.at) < choices.effect_days * 86400"

assignments = Fact(
    name="assignments",
    title="Assignments",
    help="Who was drawn into which arm of an experiment, one row for each draw.",
    order=15,
    moment_sql="assignments.at",
    customer="customer",
    region="region",
    unit_sql="assignments.customer",
    bucket_id="customer",
    dimensions={"experiment": "assignments.experiment"},
    lookups=(
        Lookup(
            name="outcomes",
            columns=("sales_after", "net_after"),
            sql="SELECT assignments.id AS draw, count(*) FILTER (WHERE orders.kind = 'sale') AS sales_after,"
            " sum(orders.net) AS net_after FROM assignments"
            f" JOIN orders ON orders.customer = assignments.customer AND {_AFTER} GROUP BY assignments.id",
            on="outcomes.draw = assignments.id",
            tables=("orders",),
        ),
        Lookup(
            name="earnings",
            columns=("margin_after", "lines_after", "costed_after"),
            sql="SELECT assignments.id AS draw, sum(orders.net - orders.direct_cost) AS margin_after,"
            " count(*) AS lines_after, count(orders.direct_cost) AS costed_after FROM assignments"
            f" JOIN order_lines AS orders ON orders.customer = assignments.customer AND {_AFTER}"
            " GROUP BY assignments.id",
            on="earnings.draw = assignments.id",
            tables=("order_lines",),
        ),
    ),
    columns=(
        Column("id", "id", "The draw.", required=True),
        Column("experiment", "text", "Name of the experiment.", required=True),
        Column("customer", "id", "Who was drawn.", required=True),
        Column(
            "arm",
            "text",
            "Treated, or held out to compare with.",
            required=True,
            choices=("treated", "holdout"),
        ),
        Column("at", "instant", "When: the treatment begins then.", required=True),
        Column("region", "text", "Name of the region."),
        Column("bucket", "bucket", "Group of the jackknife, from the customer's id.", unit="0–63"),
    ),
)
