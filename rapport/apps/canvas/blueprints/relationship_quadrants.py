"""Four fields on one sheet: whom we serve, how we are tied to them, where we meet, and what they get."""

from rapport.apps.canvas.blueprints._blueprint import Blueprint, Section

relationship_quadrants = Blueprint(
    name="relationship_quadrants",
    title="Relationship quadrants",
    help="Four fields for a first hour: the segment, the relationship, where you meet and what they get from you.",
    order=2,
    sections=(
        Section(
            key="segment",
            title="Customer segment",
            hue="profile",
            questions=(
                "Who are they, what do they need, and how do they behave?",
                "What are they trying to reach, with or without you?",
                "What do they do that other customers do not?",
            ),
            tip="Write one note about who they are, one about what they want, one about what they do. Then more.",
            example="Runs a café alone and orders on Sunday evening for the week.",
            columns=6,
            nine="profile",
            live="profile",
        ),
        Section(
            key="relationship",
            title="Customer relationship",
            hue="relationship",
            questions=(
                "What kind of relationship do you have with them, and which one would both of you want?",
                "Who speaks to them: a person, a team, a machine, other customers?",
                "What would have to change to get from the one to the other?",
            ),
            tip="Write “now” and “wanted” as two notes. The distance between them is your work.",
            example="Now: they find us when something breaks. Wanted: a call before the season starts.",
            columns=6,
            nine="relationships",
            live="relationships",
        ),
        Section(
            key="touchpoints",
            title="Touchpoints",
            hue="touchpoint",
            questions=(
                "Where do they meet you, online and offline?",
                "Which contact do they look for, and which do they avoid?",
                "Where do they meet only a form or a machine although they want a person?",
            ),
            tip="Begin with the last real customer you remember and list every contact, small ones too.",
            example="Offline: the driver, who is the only one of us they ever see.",
            columns=6,
            nine="touchpoints",
            live="touchpoints",
        ),
        Section(
            key="value",
            title="Value proposition",
            hue="value",
            questions=(
                "What do they gain from you, and which trouble do you take away?",
                "Which benefit would they name first if a friend asked?",
                "What do they get from you that they cannot get next door?",
            ),
            tip="One note for a benefit, one for a pain relieved, one for a gain they did not expect.",
            example="Fresh beans before opening time, without having to count stock.",
            columns=6,
            nine="value",
            live="fit",
        ),
    ),
)
