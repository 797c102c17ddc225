from rapport.analytics.fact import Column, Fact, Rule

memberships = Fact(
    name="memberships",
    title="Memberships",
    help="Who belonged to which segment, from when until when: half-open, so a segment at a past date is known.",
    order=6,
    also_customers=("customer",),
    columns=(
        Column("segment", "id", "The segment.", required=True),
        Column("customer", "id", "Its member.", required=True),
        Column("since", "instant", "From this instant on.", required=True),
        Column("until", "instant", "Up to this instant, which is outside; empty while it lasts."),
    ),
    rules=(Rule("until < since", "a membership ends before it begins"),),
)
