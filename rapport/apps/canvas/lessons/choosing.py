"""The lesson “Choose whom it is about”."""

from rapport.apps.canvas.lessons._lesson import Choice, Lesson, Question

choosing = Lesson(
    name="choosing",
    title="Choose whom it is about",
    help="One canvas is about one group of customers. A clear group makes every later answer sharper.",
    words=(
        (
            "A relationship with everybody is a relationship with nobody in particular. Begin with a group whose "
            "members behave alike, and that you would miss if it left."
        ),
        (
            "Groups by behaviour work better than groups by description: who came back within a month tells you "
            "more than who is over forty. Let the rule that makes the group stand in the open, so that it can be "
            "checked and changed."
        ),
    ),
    tip="Take the group where a small improvement would be felt most, not the one you know best.",
    example=(
        "A shop for candles begins with people who ordered twice last year and have been silent since spring: 212 "
        "customers, a fifth of last year's revenue."
    ),
    task="Open Segments, make or choose one group, and say in one sentence why it comes first.",
    questions=(
        Question(
            key="rule",
            text="Which of these makes the most useful group to begin with?",
            choices=(
                Choice(
                    "Everybody who ever bought",
                    "It mixes people who come every week with people who came once by chance.",
                ),
                Choice(
                    "Bought at least three times in the last twelve months",
                    "It can be counted, its people behave alike, and you see when somebody joins or leaves.",
                    is_right=True,
                ),
                Choice(
                    "Nice customers",
                    "Nobody can tell whether somebody belongs to it, so no figure can be worked out for it.",
                ),
            ),
        ),
    ),
    reflect="Which group have you always treated like all the others, although it behaves differently?",
    coach=(
        "Ask the other person: if you could keep only one group of customers, which one, and how would you "
        "recognise its members tomorrow?"
    ),
    step=1,
    order=10,
)
