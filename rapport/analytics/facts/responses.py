from rapport.analytics.fact import Column, Fact, Lookup, Rule

# What can be asked on a scale: its ends, and what an answer is called.
SCALES = {
    "nps": (0, 10, "a recommendation score"),
    "csat": (1, 5, "a satisfaction score"),
    "ces": (1, 7, "an effort score"),
    "trust": (1, 5, "a trust score"),
    "valued": (1, 5, "a score of feeling valued"),
    "recommend": (1, 5, "an agreement to recommend"),
    "spoke": (0, 1, "an answer whether they spoke about us"),
    "emotion": (-2, 2, "an emotion"),
    "wallet": (0, 100, "a share of wallet"),
    "employee": (1, 5, "an employee's satisfaction"),
}
_PERSON = "coalesce(responses.customer, -1 - responses.id)"

responses = Fact(
    name="responses",
    title="Responses",
    help="Answers to surveys: recommendation, satisfaction, effort, trust and other items on a scale, or free words.",
    order=5,
    moment_sql="responses.at",
    customer="customer",
    region="region",
    unit_sql=_PERSON,
    bucket_id="coalesce(customer, id)",
    # The moment of the same person's next answer of the same kind: who has none before the period's end
    # gave the latest answer of the period.
    derived=(
        (
            "next_at",
            f"lead(responses.at) OVER (PARTITION BY {_PERSON}, responses.kind ORDER BY responses.at, responses.id)",
        ),
    ),
    dimensions={
        "channel": "responses.channel",
        "touchpoint": "responses.touchpoint",
        "survey": "responses.survey",
    },
    lookups=(
        Lookup(
            name="complaints",
            columns=("complaint_resolved_at",),
            sql="SELECT responses.id AS answer, max(tickets.resolved_at) AS complaint_resolved_at FROM responses"
            " JOIN tickets ON tickets.customer = responses.customer AND tickets.resolved_at <= responses.at"
            " WHERE tickets.complaint GROUP BY responses.id",
            on="complaints.answer = responses.id",
            tables=("tickets",),
        ),
    ),
    columns=(
        Column("id", "id", "The answer.", required=True),
        Column("customer", "id", "Who answered; empty for an anonymous answer."),
        Column("at", "instant", "When it was given.", required=True),
        Column("kind", "text", "What was asked.", required=True, choices=(*SCALES, "free")),
        Column(
            "score",
            "number",
            "0–10 (nps), 1–5 (csat, trust, valued, recommend, employee), 1–7 (ces), 0 or 1 (spoke), -2 to 2 (emotion),"
            " 0–100 (wallet: their share of spending in percent), empty (free).",
            unit="points",
        ),
        Column("touchpoint", "text", "The touchpoint it is about."),
        Column("channel", "text", "The channel it came through."),
        Column("survey", "text", "Name of the survey."),
        Column("region", "text", "Name of the region it was given in."),
        Column("bucket", "bucket", "Group of the jackknife, from the customer's id or else the answer's.", unit="0–63"),
    ),
    rules=(
        Rule("isnan(score)", "a score is not a number"),
        *(
            Rule(f"kind = '{kind}' AND NOT score BETWEEN {low} AND {high}", f"{called} lies outside {low}–{high}")
            for kind, (low, high, called) in SCALES.items()
        ),
        Rule("kind <> 'free' AND score IS NULL", "an answer on a scale has no score"),
    ),
)
