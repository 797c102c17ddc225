"""From the promise over the journey to how each contact feels, and what you do about it."""

from rapport.apps.canvas.blueprints._blueprint import Blueprint, Section

experience = Blueprint(
    name="experience",
    title="Experience",
    help="The promise, the journey and how each contact feels. For a good offer that people leave all the same.",
    order=4,
    sections=(
        Section(
            key="value",
            title="Value proposition",
            hue="value",
            questions=(
                "What did you promise them?",
                "What do they expect because of it, said or unsaid?",
                "Which part of the promise can a customer check on the first day?",
            ),
            tip="Write the promise as a customer would repeat it, in one breath.",
            example="“They fix it the same day, or it costs nothing.”",
            columns=4,
            nine="value",
            live="fit",
        ),
        Section(
            key="journey",
            title="Customer journey",
            hue="journey",
            questions=(
                "Which steps do they go through, from the first thought to long after the purchase?",
                "Which step decides whether they go on?",
                "Where do they wait, guess or tell their story twice?",
            ),
            tip="One note a step, in order. Begin earlier than your first contact and end later than your last bill.",
            example="Sees a stain, asks a neighbour, looks at three sites at midnight, calls one in the morning.",
            columns=8,
            nine="journey",
            live="journey",
        ),
        Section(
            key="matrix",
            title="Experience matrix",
            hue="touchpoint",
            questions=(
                "At each touchpoint: what do they experience, and what do they feel?",
                "Where is what you measure furthest from what they expect?",
                "Which touchpoint feels different by telephone, in the shop and online?",
            ),
            tip="Write “touchpoint: what happens – how it feels”. Begin with the touchpoint that matters most to them.",
            example="Invoice: right, and on the day – yet three pages; they feel small.",
            columns=12,
            tablet=2,
            nine="touchpoints",
            live="touchpoints",
        ),
        Section(
            key="management",
            title="Relationship management",
            hue="relationship",
            questions=(
                "What will you do to make the experience match the promise?",
                "Who looks after a customer between two purchases?",
                "What will you stop doing because it feels bad and brings little?",
            ),
            tip="A strategy says what you will do and what you will not. Then add the first small action.",
            example="One person keeps a case from the first call to the last. First: the ten open ones.",
            columns=12,
            tablet=2,
            nine="relationships",
            live="actions",
        ),
    ),
)
