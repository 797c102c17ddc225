from rapport.analytics.fact import Column, Fact, Rule

responses = Fact(
    name="responses",
    title="Responses",
    help="Answers to surveys: recommendation (nps), satisfaction (csat), effort (ces) or free words.",
    order=5,
    moment_sql="responses.at",
    customer="customer",
    region="region",
    unit_sql="coalesce(responses.customer, -1 - responses.id)",
    bucket_id="coalesce(customer, id)",
    # The moment of the same person's next answer of the same kind: who has none before the period's end
    # gave the latest answer of the period.
    derived=(
        (
            "next_at",
            "lead(responses.at) OVER (PARTITION BY coalesce(responses.customer, -1 - responses.id), responses.kind"
            " ORDER BY responses.at, responses.id)",
        ),
    ),
    dimensions={"channel": "responses.channel", "touchpoint": "responses.touchpoint", "survey": "responses.survey"},
    columns=(
        Column("id", "id", "The answer.", required=True),
        Column("customer", "id", "Who answered; empty for an anonymous answer."),
        Column("at", "instant", "When it was given.", required=True),
        Column("kind", "text", "The form of the question.", required=True, choices=("nps", "csat", "ces", "free")),
        Column("score", "number", "0–10 (nps), 1–5 (csat), 1–7 (ces), empty (free).", unit="points"),
        Column("touchpoint", "text", "The touchpoint it is about."),
        Column("channel", "text", "The channel it came through."),
        Column("survey", "text", "Name of the survey."),
        Column("region", "text", "Name of the region it was given in."),
        Column("bucket", "bucket", "Group of the jackknife, from the customer's id or else the answer's.", unit="0–63"),
    ),
    rules=(
        Rule("isnan(score)", "a score is not a number"),
        Rule("kind = 'nps' AND NOT score BETWEEN 0 AND 10", "a recommendation score lies outside 0–10"),
        Rule("kind = 'csat' AND NOT score BETWEEN 1 AND 5", "a satisfaction score lies outside 1–5"),
        Rule("kind = 'ces' AND NOT score BETWEEN 1 AND 7", "an effort score lies outside 1–7"),
        Rule("kind IN ('nps', 'csat', 'ces') AND score IS NULL", "an answer on a scale has no score"),
    ),
)
