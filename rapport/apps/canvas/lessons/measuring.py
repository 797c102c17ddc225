"""The lesson “Measure whether it works”."""

from rapport.apps.canvas.lessons._lesson import Choice, Lesson, Question

measuring = Lesson(
    name="measuring",
    title="Measure whether it works",
    help="A few figures, each with a target, an interval and a period, tell you when to change course.",
    words=(
        (
            "Choose a figure because its value would make you do something else. Two or three for each canvas are "
            "enough: one for behaviour, one for how people feel, one for money."
        ),
        (
            "Every figure comes from a limited number of cases. The interval says how far chance alone could move "
            "it. Two values whose difference has an interval around nothing are no difference yet."
        ),
    ),
    tip="Write down today what value you expect in three months. It is the cheapest way to learn.",
    example=(
        "The repeat rate rose from 31% to 34% with 90 customers. The interval of the change reaches from −11 to "
        "+17 points: nothing to celebrate yet, and nothing to stop."
    ),
    task="Set a target for one figure on your canvas and put evidence with a threshold on the note it tests.",
    questions=(
        Question(
            key="interval",
            text="Satisfaction went from 4.1 to 4.3; the interval of the change is −0.2 to +0.6. What do you know?",
            choices=(
                Choice(
                    "It has improved",
                    "The data fit an improvement as well as no change.",
                ),
                Choice(
                    "It may have improved; these answers cannot tell",
                    "The interval holds nothing at all, so chance alone could have done it.",
                    is_right=True,
                ),
                Choice(
                    "It has not changed",
                    "Not shown is not the same as not there.",
                ),
            ),
        ),
        Question(
            key="none",
            text="A group has no answers yet. What is its score?",
            choices=(
                Choice(
                    "0",
                    "No data is never zero: nobody has said that they are unhappy.",
                ),
                Choice(
                    "Unknown",
                    "Say that there are no answers, and ask.",
                    is_right=True,
                ),
            ),
        ),
    ),
    reflect="Which figure do you look at every week without ever having acted on it?",
    coach="Ask: at what value would you stop, and at what value would you do more?",
    sections=("metrics",),
    step=6,
    order=60,
)
