"""The lesson “Coach others with a canvas”."""

from rapport.apps.canvas.lessons._lesson import Choice, Lesson, Question

coaching = Lesson(
    name="coaching",
    title="Coach others with a canvas",
    help="Ask more than you tell: a canvas is a conversation that leaves a trace.",
    words=(
        (
            "Begin with silence: everybody writes alone, in private, and nothing is shown until the reveal. It "
            "keeps the first voice from becoming the only one. Then read aloud, put alike notes together, vote."
        ),
        (
            "A coach guards three things: that notes are the customer's words, that claims are told from facts, "
            "and that the meeting ends with an action that has a name and a day."
        ),
    ),
    tip="Let the quietest person reveal first.",
    example=(
        "In a workshop of seven, five had written the same pain privately. Nobody had said it in two years of meetings."
    ),
    task=(
        "Start workshop mode on a canvas with at least one colleague: five minutes of private notes, reveal, "
        "three votes each."
    ),
    questions=(
        Question(
            key="private",
            text="Why are notes private until the reveal?",
            choices=(
                Choice(
                    "To see who works",
                    "It is not about control; authors are shown either way.",
                ),
                Choice(
                    "So that people write what they think before they hear what others think",
                    "Independent views differ more, and differences are what a workshop is for.",
                    is_right=True,
                ),
            ),
        ),
    ),
    reflect="In your last meeting, whose view did you not hear?",
    coach="Ask: what did you change your mind about today?",
    order=100,
)
