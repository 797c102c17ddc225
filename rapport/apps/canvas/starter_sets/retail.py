"""Shops, online and on the street."""

from rapport.apps.canvas.starter_sets._starter_set import StarterSet, Suggested

retail = StarterSet(
    name="retail",
    title="Retail",
    help="Shops, online and on the street: people who buy for themselves or their home.",
    order=1,
    segments=(
        Suggested("Regulars", "Three purchases or more in the last twelve months."),
        Suggested("Once only", "One purchase, more than ninety days ago."),
        Suggested("Gift buyers", "Buy in November and December and hardly at another time."),
        Suggested("Sale hunters", "Most of what they bought was reduced."),
    ),
    profile=(
        "Do most of them buy for somebody else as well as for themselves?",
        "Do those who come into the shop also buy online, or are these two groups?",
    ),
    needs=(
        "Wants to be sure that it fits, suits or works before paying",
        "Wants to know on which day it arrives, not only how fast",
        "Wants to find the same thing again when it is used up",
    ),
    pains=(
        "Sending something back takes longer than buying it",
        "Learns that it is sold out only at the till",
        "Gets the same offer again for what was bought last week",
    ),
    value=(
        "Returns in the shop for what was bought online, without a form",
        "Advice from somebody who uses it too",
        "What was bought before is remembered, down to the size",
    ),
    touchpoints=(
        "Looks at the window first, then on the phone, then comes in",
        "The parcel is the only part of us most of them ever hold",
        "Asks in a message rather than by telephone",
    ),
    journey=(
        "Sees it with a friend, compares at home, decides in the shop",
        "The first return decides whether there is a second order",
    ),
    relationships=(
        "Expects to be left alone online and to be greeted in the shop",
        "Would join a club for early access rather than for points",
    ),
    metrics=(
        "Does at least one in three come back within a year of the first purchase?",
        "Is the rating after a return lower than after a purchase without one?",
    ),
    actions=(
        "What if we called twenty customers a week after their first return?",
        "What if the third purchase of the same thing came with an offer to deliver it by itself?",
    ),
)
