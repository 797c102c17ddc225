from rapport.analytics.fact import Column, Fact, Rule

events = Fact(
    name="events",
    title="Events",
    help="What customers did with what they bought, in the community and in programmes, one row each.",
    order=16,
    moment_sql="events.at",
    customer="customer",
    region="region",
    unit_sql="coalesce(events.customer, -1 - events.bucket)",
    bucket_id="coalesce(customer, id)",
    dimensions={"name": "events.name", "channel": "events.channel"},
    columns=(
        Column("id", "id", "The event.", required=True),
        Column("customer", "id", "Who; empty where nobody is known, or where the team did it."),
        Column("at", "instant", "When.", required=True),
        Column(
            "name",
            "text",
            "What happened. Metrics know community_question, community_answer, idea_posted, idea_voted, idea_shipped,"
            " review_written, points_earned, points_redeemed, recommendation_shown, recommendation_accepted,"
            " early_access_offered, early_access_used, gathering_invited, gathering_attended; any other is use.",
            required=True,
        ),
        Column("value", "number", "How much, where it can be counted: points."),
        Column("channel", "text", "The channel."),
        Column("properties", "text", "Whatever else is known, as JSON."),
        Column("region", "text", "Name of the region."),
        Column("bucket", "bucket", "Group of the jackknife, from the customer's id or else the event's.", unit="0–63"),
    ),
    rules=(
        Rule("isnan(value) OR abs(value) > 1e300", "a value is endless or not a number"),
        Rule("name IN ('points_earned', 'points_redeemed') AND value < 0", "a number of points is below zero"),
    ),
)
