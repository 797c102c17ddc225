"""The lesson “Answer needs and pains”."""

from rapport.apps.canvas.lessons._lesson import Choice, Lesson, Question

offering = Lesson(
    name="offering",
    title="Answer needs and pains",
    help="A value proposition is an answer. See what it answers, and what has no answer yet.",
    words=(
        (
            "Put needs and pains on one side and what you offer on the other. Every offer should answer at least "
            "one of them; every important one should have an answer. What answers nothing is decoration."
        ),
        (
            "Say it in the customer's words, show the proof, and say where you differ from the one they would "
            "otherwise go to. A difference nobody asked for is no advantage."
        ),
    ),
    tip="Rank what you offer by the weight of the needs it answers. Effort follows that order.",
    example=(
        "“Try at home for thirty days; we fetch it if it is wrong” answers the fear of a wrong choice. The proof: "
        "94 of 100 keep the lamp."
    ),
    task="Open Fit on your canvas and give the weightiest need without an answer a proposition.",
    questions=(
        Question(
            key="answer",
            text="What makes a value proposition strong?",
            choices=(
                Choice(
                    "It lists all features",
                    "A list leaves the work of finding the value to the customer.",
                ),
                Choice(
                    "It answers an important need, with proof, better than the alternative",
                    "That is what a customer compares when deciding.",
                    is_right=True,
                ),
                Choice(
                    "It is short",
                    "Short helps, but short and beside the point is still beside the point.",
                ),
            ),
        ),
    ),
    reflect="Which of your offers would nobody notice if it were gone?",
    coach="Ask: which need did you have in mind when you made this, and who told you of it?",
    sections=("value",),
    step=5,
    order=50,
)
