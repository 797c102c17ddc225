"""The four blocks of a business model that face the customer."""

from rapport.apps.canvas.blueprints._blueprint import Blueprint, Section

business_model_link = Blueprint(
    name="business_model_link",
    title="Business model link",
    help="The customer side of a business model canvas. Bring one in, work on its four blocks, take all nine out.",
    order=10,
    credit=(
        "After the Business Model Canvas by Strategyzer AG (strategyzer.com), CC BY-SA 3.0. Changed: four of its nine"
        " blocks, with questions, examples and a layout of our own. Pass it on under the same licence."
    ),
    credit_url="https://creativecommons.org/licenses/by-sa/3.0/",
    sections=(
        Section(
            key="customer_segments",
            title="Customer segments",
            hue="profile",
            questions=(
                "For whom do you do all this?",
                "Which groups differ so much that they need another offer, channel or relationship?",
                "Who pays, who decides and who uses?",
            ),
            tip="One group a note. If two groups would get the same of everything, they are one.",
            example="Owners of small guest houses who do the books themselves.",
            columns=3,
            nine="profile",
            live="profile",
        ),
        Section(
            key="value_propositions",
            title="Value propositions",
            hue="value",
            questions=(
                "What do you do for each of these groups that is worth paying for?",
                "Which of their problems goes away?",
                "Why do they choose you over doing nothing?",
            ),
            tip="Begin the note with the group it is for.",
            example="For guest houses: the tax report is ready when the season ends.",
            columns=3,
            nine="value",
            live="fit",
        ),
        Section(
            key="channels",
            title="Channels",
            hue="touchpoint",
            questions=(
                "How do they hear of you, buy, receive and get help?",
                "Which channel do they prefer, and which one is cheapest for you?",
                "Where do two channels tell them different things?",
            ),
            tip="Follow one purchase from hearing of you to getting help, and note each channel on the way.",
            example="The regional hotel association’s newsletter, then a call.",
            columns=3,
            nine="touchpoints",
            live="touchpoints",
        ),
        Section(
            key="customer_relationships",
            title="Customer relationships",
            hue="relationship",
            questions=(
                "What kind of relationship does each group expect, and which do you have?",
                "What does it cost you to keep it up?",
                "Does it fit the rest of the model?",
            ),
            tip="Say for each group how you win them, keep them and sell more.",
            example="Self-service all year; in April one hour with a person for each house.",
            columns=3,
            nine="relationships",
            live="relationships",
        ),
    ),
)
