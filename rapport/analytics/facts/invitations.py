from rapport.analytics.fact import Column, Fact

invitations = Fact(
    name="invitations",
    title="Invitations",
    help="Invitations to surveys, one row each, with what became of them.",
    order=7,
    moment_sql="invitations.at",
    customer="customer",
    region="region",
    unit_sql="coalesce(invitations.customer, -1 - invitations.bucket)",
    bucket_id="coalesce(customer, id)",
    dimensions={"channel": "invitations.channel", "survey": "invitations.survey"},
    columns=(
        Column("id", "id", "The invitation.", required=True),
        Column("survey", "text", "Name of the survey."),
        Column("customer", "id", "Who was invited; empty where nobody is known."),
        Column("at", "instant", "When it was sent.", required=True),
        Column(
            "state",
            "text",
            "Sent (not known whether it arrived), delivered, bounced (it did not arrive) or answered.",
            required=True,
            choices=("sent", "delivered", "bounced", "answered"),
        ),
        Column("channel", "text", "The channel it went out by."),
        Column("region", "text", "Name of the region it went to."),
        Column("bucket", "bucket", "Group of the jackknife, from the customer's id or else the row's.", unit="0–63"),
    ),
)
