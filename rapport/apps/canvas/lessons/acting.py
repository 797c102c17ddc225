"""The lesson “Act, and look again”."""

from rapport.apps.canvas.lessons._lesson import Choice, Lesson, Question

acting = Lesson(
    name="acting",
    title="Act, and look again",
    help="Small steps with an owner, a day and an expected effect; then look whether it came.",
    words=(
        (
            "An action without an owner and a day is a wish. Say which figure it should move and by how much "
            "before you begin; afterwards everybody remembers having known."
        ),
        (
            "Look at the note that would hurt most if it were wrong and has least evidence. Testing it comes "
            "before building on it."
        ),
    ),
    tip="Make it small enough to finish this month.",
    example=(
        "Lena phones ten customers who left about delivery until Friday. Expected: at least four name it. Seven "
        "did; the note is supported now."
    ),
    task="Make one action from a note, with owner, day, figure and expected change.",
    questions=(
        Question(
            key="first",
            text="Which action comes first?",
            choices=(
                Choice(
                    "The biggest project",
                    "It is the slowest way to find out that the idea behind it is wrong.",
                ),
                Choice(
                    "A small test of the weightiest untested claim",
                    "If it is wrong, everything built upon it would have been wrong.",
                    is_right=True,
                ),
            ),
        ),
    ),
    reflect="Which decision of last year would you not take again, and what could you have known before?",
    coach="Ask: what will you see on the day when you know that it worked?",
    sections=("actions",),
    step=7,
    order=70,
)
