from rapport.analytics.fact import Column, Fact, Rule

subscriptions = Fact(
    name="subscriptions",
    title="Subscriptions",
    help="Agreements that recur, one row for each stretch of time at one price: half-open, from since until until."
    " A change of price ends one row and begins another.",
    order=8,
    # An instant earlier, so that what begins on the stroke of a period's end is seen at that end.
    moment_sql="subscriptions.since - INTERVAL '1' MICROSECOND",
    customer="customer",
    region="region",
    unit_sql="subscriptions.customer",
    bucket_id="customer",
    currency="currency",
    dimensions={"plan": "subscriptions.plan", "channel": "subscriptions.channel"},
    columns=(
        Column("id", "id", "The stretch of a subscription.", required=True),
        Column("customer", "id", "Who subscribes.", required=True),
        Column("since", "instant", "From this instant on.", required=True),
        Column("until", "instant", "Up to this instant, which is outside; empty while it lasts."),
        Column("amount", "money", "What one interval costs, without tax.", unit="currency", required=True),
        Column("currency", "text", "Currency of the amount.", unit="ISO 4217", required=True),
        Column("billing", "text", "How often it is paid.", required=True, choices=("week", "month", "quarter", "year")),
        Column("plan", "text", "Name of the plan."),
        Column("channel", "text", "The channel it was taken out through."),
        Column("region", "text", "Name of the region."),
        Column("original_amount", "money", "Amount before it was converted, where it was.", unit="original currency"),
        Column("original_currency", "text", "Currency before it was converted, where it was.", unit="ISO 4217"),
        Column("rate", "number", "What one unit of the original currency was worth that day.", unit="currency"),
        Column("bucket", "bucket", "Group of the jackknife, from the customer's id.", unit="0–63"),
    ),
    rules=(
        Rule("until < since", "a subscription ends before it begins"),
        Rule("amount < 0", "an amount is negative"),
    ),
)
