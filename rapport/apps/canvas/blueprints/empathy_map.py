"""Six fields to see a day through a customer's eyes."""

from rapport.apps.canvas.blueprints._blueprint import Blueprint, Section

empathy_map = Blueprint(
    name="empathy_map",
    title="Empathy map",
    help="What a customer says, thinks, does and feels. Good before you design anything, or after a day of interviews.",
    order=6,
    sections=(
        Section(
            key="says",
            title="Says",
            hue="touchpoint",
            questions=(
                "What do they say, in their own words?",
                "What do they tell you, and what do they tell others about you?",
                "Which words do they use that you never use?",
            ),
            tip="Quote, do not summarise. A note here should sound like a person.",
            example="“I just want to know when it comes.”",
            columns=6,
            nine="touchpoints",
        ),
        Section(
            key="thinks",
            title="Thinks",
            hue="need",
            questions=(
                "What do they think but keep to themselves?",
                "What do they believe about you before they have tried you?",
                "What are they weighing up when they hesitate?",
            ),
            tip="You are guessing here. That is fine: mark the guess that matters most and go and find out.",
            example="They suspect the low price is for the first year only.",
            columns=6,
            nine="needs",
        ),
        Section(
            key="does",
            title="Does",
            hue="profile",
            questions=(
                "What can you watch them do?",
                "What do they do instead of what you planned for them?",
                "What did they do before you existed?",
            ),
            tip="Only what somebody saw or the data show. The figures above tell you part of it.",
            example="Compares three shops on the phone while standing in one of them.",
            columns=6,
            nine="profile",
            live="profile",
        ),
        Section(
            key="feels",
            title="Feels",
            hue="journey",
            questions=(
                "How do they feel, and when does the feeling change?",
                "What makes them nervous, and what makes them proud?",
                "What do they remember a week later?",
            ),
            tip="Name one feeling and the moment it belongs to.",
            example="Relieved when a person picks up the telephone.",
            columns=6,
            nine="journey",
        ),
        Section(
            key="pains",
            title="Pains",
            hue="pain",
            questions=(
                "What costs them time, money or nerves?",
                "What are they afraid might go wrong?",
                "What have they stopped complaining about?",
            ),
            tip="Rank them: the pain that would make them leave comes first.",
            example="Has to explain the same problem to three different people.",
            columns=6,
            nine="pains",
            live="feedback_pains",
        ),
        Section(
            key="gains",
            title="Gains",
            hue="value",
            questions=(
                "What would make their day a little better?",
                "How do they know that something went well?",
                "What would they tell a friend about?",
            ),
            tip="A gain is more than a pain that is gone. Ask what good would look like.",
            example="Looks like the person in the office who found the clever solution.",
            columns=6,
            nine="value",
        ),
    ),
)
