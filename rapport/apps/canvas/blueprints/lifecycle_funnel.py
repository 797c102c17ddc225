"""Four steps of a relationship over time, from winning a customer to winning them back."""

from rapport.apps.canvas.blueprints._blueprint import Blueprint, Section

lifecycle_funnel = Blueprint(
    name="lifecycle_funnel",
    title="Lifecycle funnel",
    help="How you win, keep, grow and win back customers of one segment, and what each step costs and brings.",
    order=9,
    sections=(
        Section(
            key="acquire",
            title="Acquire",
            hue="touchpoint",
            questions=(
                "How do they hear of you, and what makes them try?",
                "Which doubt stands between interest and the first purchase?",
                "Which source brings customers who stay, and which brings bargain hunters?",
            ),
            tip="Write the promise, the place and the price you pay for one new customer.",
            example="A neighbour’s word; the first box costs us 9 and comes back with the third.",
            columns=3,
            nine="journey",
            live="journey",
        ),
        Section(
            key="retain",
            title="Retain",
            hue="relationship",
            questions=(
                "Why do they come back?",
                "When is the risk of losing them greatest?",
                "What do you do in the first month that decides about the year?",
            ),
            tip="Look for the moment when a habit forms, and protect it.",
            example="Whoever orders twice in six weeks mostly stays; we call after the first order.",
            columns=3,
            nine="relationships",
            live="relationships",
        ),
        Section(
            key="grow",
            title="Grow",
            hue="value",
            questions=(
                "What else would help them, and when do they notice?",
                "Who of them could buy more, and what holds them back?",
                "What do the best customers buy that the others do not?",
            ),
            tip="Offer the next thing when the last one has worked, not when your quarter ends.",
            example="After six months of filters, half would rather have the pump serviced too.",
            columns=3,
            nine="value",
        ),
        Section(
            key="win_back",
            title="Win back",
            hue="action",
            questions=(
                "Who left whom you would like to have again, and why did they leave?",
                "What has changed since that is worth telling them?",
                "When is it better to let go?",
            ),
            tip="Ask one person who left before you write to a thousand.",
            example="Left over late deliveries; we write when the new depot opens.",
            columns=3,
            nine="actions",
            live="actions",
        ),
    ),
)
