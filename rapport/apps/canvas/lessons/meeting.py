"""The lesson “See where you meet”."""

from rapport.apps.canvas.lessons._lesson import Choice, Lesson, Question

meeting = Lesson(
    name="meeting",
    title="See where you meet",
    help="Every contact is a promise kept or broken. Walk through one purchase and write each down.",
    words=(
        (
            "Touchpoints lie before, during and after a purchase, online and offline, in marketing, sales and "
            "service. Customers see one company; inside, five teams look after it."
        ),
        (
            "Two things matter at each: how much it matters to the customer, and how far the experience falls "
            "short of what they expected. Work where the product of both is largest."
        ),
    ),
    tip="Be your own customer once a quarter: order, ask, complain and return something.",
    example=(
        "People rated delivery well and the parcel notice badly. The notice came at midnight. Changing one hour "
        "changed the score."
    ),
    task=("Write down every contact of one real purchase; mark the one moment that decides whether they come back."),
    questions=(
        Question(
            key="gap",
            text="Where do you begin?",
            choices=(
                Choice(
                    "Where the score is lowest",
                    "A low score at something nobody minds is cheap to leave alone.",
                ),
                Choice(
                    "Where importance is high and the experience falls furthest short",
                    "There an improvement is felt most.",
                    is_right=True,
                ),
                Choice(
                    "Where it is easiest",
                    "Easy is good, after you know that it matters.",
                ),
            ),
        ),
    ),
    reflect="At which contact do you yourself wait, guess or repeat yourself as a customer of others?",
    coach="Ask: show me the last three contacts with one customer. Who saw all of them?",
    sections=("touchpoints", "journey"),
    step=4,
    order=40,
)
