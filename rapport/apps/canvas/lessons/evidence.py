"""The lesson “Tell claims from facts”."""

from rapport.apps.canvas.lessons._lesson import Choice, Lesson, Question

evidence = Lesson(
    name="evidence",
    title="Tell claims from facts",
    help="The status of a note follows from its evidence. Nobody sets it by hand.",
    words=(
        (
            "Evidence has a direction and a strength: a figure that passes a threshold weighs more than one "
            "remark, and what people do weighs more than what they say they would do."
        ),
        (
            "Evidence grows old. What was true a year ago is marked stale until somebody looks again. Evidence "
            "against a note is as welcome as evidence for it: it saves you from building on sand."
        ),
    ),
    tip="For each important note ask what would convince you of the opposite, and look for that.",
    example=(
        "“Price is their main pain” had one loud complaint behind it. Of 40 answers about leaving, three named "
        "the price; nineteen named the wait."
    ),
    task="Give your weightiest untested note one piece of evidence, for or against.",
    questions=(
        Question(
            key="strong",
            text="Which is the strongest evidence that people want delivery on Saturdays?",
            choices=(
                Choice(
                    "Eight of ten say they would like it",
                    "Liking costs nothing.",
                ),
                Choice(
                    "One customer asked for it twice",
                    "It is real, and it is one.",
                ),
                Choice(
                    "38% chose it when it was offered for two euros",
                    "They did it, and paid for it.",
                    is_right=True,
                ),
            ),
        ),
    ),
    reflect="Which of your convictions has no evidence at all, and has never been asked for any?",
    coach="Ask: what would have to happen for you to cross this note out?",
    order=80,
)
