"""The lesson “Define the relationship”."""

from rapport.apps.canvas.lessons._lesson import Choice, Lesson, Question

relating = Lesson(
    name="relating",
    title="Define the relationship",
    help="Say how close the contact should be, who keeps it up, and what it costs.",
    words=(
        (
            "A relationship has several sides: is it a single exchange or a lasting bond, is it kept by a "
            "machine, a shared team, one named person or by customers among themselves, is it direct or through "
            "somebody else?"
        ),
        (
            "It also has a life: winning, keeping, growing, winning back. Each takes another effort, and a "
            "budget. Service after the sale is one part of it, not the whole."
        ),
    ),
    tip="Match closeness to value on both sides. A personal adviser nobody asked for is a cost to both.",
    example=(
        "A maker of lamps gives shops a named adviser, and gives people who bought one lamp a good page of "
        "answers. Both are content, for a tenth of what advisers for all would cost."
    ),
    task="Open Relationship on your canvas, write the statement in one sentence, and choose one or two types.",
    questions=(
        Question(
            key="type",
            text="A group orders once a year, small amounts, and hardly ever asks. What suits it first?",
            choices=(
                Choice(
                    "A dedicated account manager",
                    "The cost of the person would exceed what the group leaves, and they did not ask for one.",
                ),
                Choice(
                    "Self-service that works without asking",
                    "It costs little for each customer and spares them contact they do not look for.",
                    is_right=True,
                ),
                Choice(
                    "A forum",
                    "Communities live from people who come often.",
                ),
            ),
        ),
    ),
    reflect="Which customer gets more of your time than they need, and which less?",
    coach="Ask: what would this group miss on the first Monday after you stopped?",
    sections=("relationships",),
    step=3,
    order=30,
)
