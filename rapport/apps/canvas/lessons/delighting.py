"""The lesson “Keep, thank and surprise”."""

from rapport.apps.canvas.lessons._lesson import Choice, Lesson, Question

delighting = Lesson(
    name="delighting",
    title="Keep, thank and surprise",
    help="Moves that deepen a relationship, from resolving a complaint to an unexpected gift.",
    words=(
        (
            "Resolving a complaint fast and fairly often leaves a customer more loyal than no complaint would "
            "have. Listening and telling people what came of it costs little and is rare."
        ),
        (
            "Rewards bind best when they thank for something people do anyway; discounts bind to the discount. An "
            "unexpected gesture is remembered longer than a promised one."
        ),
    ),
    tip="Tell everybody who gave feedback what has changed because of it.",
    example=(
        "Everybody who had waited more than a week got a hand-written line and a spare bulb. It cost less than "
        "one advertisement; a third of them wrote back."
    ),
    task="Choose one of the moves on the Relationship page and add it as an action.",
    questions=(
        Question(
            key="complaint",
            text="A customer complains with good reason. What matters most for staying?",
            choices=(
                Choice(
                    "A voucher",
                    "Welcome, but it does not repair what went wrong.",
                ),
                Choice(
                    "That it is put right quickly and somebody answers for it",
                    "Fairness and speed decide; a gift may follow.",
                    is_right=True,
                ),
            ),
        ),
    ),
    reflect="When did a company last surprise you kindly, and what did it cost it?",
    coach="Ask: what could you do this week for ten customers, for less than fifty euros?",
    order=90,
)
