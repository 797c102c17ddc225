"""The lesson “Understand them”."""

from rapport.apps.canvas.lessons._lesson import Choice, Lesson, Question

understanding = Lesson(
    name="understanding",
    title="Understand them",
    help="Look at what they do before you write what you believe.",
    words=(
        (
            "Three kinds of facts stand side by side: what customers do, what they think, and how they feel. "
            "Orders and visits show the first, answers and conversations the second, tone and scores the third. "
            "Most teams have plenty of one kind and none of another."
        ),
        (
            "Write needs and pains as your customers would say them. A note is a claim until something supports "
            "it, and its mark says so."
        ),
    ),
    tip="Leave your product out of a need. “Wants to feel sure before paying” outlives every product.",
    example=(
        "The figures say that regulars order on Sunday evenings. Two calls explain it: that is when they plan the "
        "week, and they want it settled in five minutes."
    ),
    task="Write three needs and two pains, then mark on each how much depends on it.",
    questions=(
        Question(
            key="need",
            text="Which of these is a need rather than a wish for a feature?",
            choices=(
                Choice(
                    "Wants a dark mode in the app",
                    "That is one possible answer; the need behind it may be to read at night without waking anybody.",
                ),
                Choice(
                    "Wants to know today whether the parcel comes before the weekend",
                    "It says what they try to reach, and leaves open how you help.",
                    is_right=True,
                ),
                Choice(
                    "Wants our premium plan",
                    "Nobody needs your plan; it may answer something they need.",
                ),
            ),
        ),
        Question(
            key="facts",
            text="You know that they buy less. What kind of fact is missing to know why?",
            choices=(
                Choice(
                    "More of what they do",
                    "More behaviour tells you when and where, seldom why.",
                ),
                Choice(
                    "What they think and feel",
                    "Reasons and emotions have to be asked for, or heard where people speak freely.",
                    is_right=True,
                ),
            ),
        ),
    ),
    reflect="What did a customer last tell you that you did not expect, and what did you do with it?",
    coach=("Ask: which note here would you bet a week's revenue on, and what have you seen that makes you sure?"),
    sections=("profile", "needs", "pains"),
    step=2,
    order=20,
)
