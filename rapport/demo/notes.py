"""What stands on the canvases of the demo: the notes of each section, and the claims with their test."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """A note that claims something, and the figure that tells whether it is so."""

    text: str
    metric: str
    comparison: str
    threshold: str
    importance: int


Notes = dict[str, list[str | Claim]]

YOUNG_WOMEN: Notes = {
    "profile": [
        "18 to 29, students and first jobs, mostly in the big cities",
        "Discovers us on Instagram and TikTok, buys on the phone",
        "Small baskets, often: something new for the weekend",
    ],
    "needs": [
        "Wants to look good on a small budget",
        "Wants something her friends have not seen yet",
        "Wants to see the colour on a skin like hers before buying",
    ],
    "pains": [
        "Colours that look different on the screen",
        "Favourites are sold out within days",
        "Delivery is too slow for the party on Saturday",
    ],
    "value": [
        "Low price, eye-catching, original designs: nothing over 17 €",
        "A small new collection every month, first shown to followers",
        Claim("They recommend us to their friends", "nps", "at_least", "30", 5),
    ],
    "touchpoints": [
        "Instagram: stories, try-on videos, messages",
        "App and web shop",
        "Parcel with a hand-written card",
        Claim("Seven of ten are content with what they meet", "csat", "at_least", "0.7", 4),
    ],
    "journey": [
        "Sees a video → saves it → asks a friend → buys → posts",
        "The moment that counts: unpacking",
    ],
    "relationships": [
        "Informal and close, like a friend who knows about make-up",
        "Community: she shows us, we show her",
        "Automated for orders, personal in messages",
    ],
    "metrics": ["NPS at least 30, satisfaction with delivery, orders per customer"],
    "actions": [
        "Ship before 16:00 the same day, Thursdays and Fridays first",
        "Ask followers which colour comes next",
    ],
}

ADULT_WOMEN: Notes = {
    "profile": [
        "30 to 64, knows what she wants, reads the label",
        "Finds us by search and by our newsletter",
        "Larger baskets, skin care before make-up",
    ],
    "needs": [
        "Wants skin that stays calm and healthy",
        "Wants to know what is inside, and why",
        "Wants advice from somebody who is not only selling",
    ],
    "pains": [
        "Lists of ingredients that nobody explains",
        "Questions by chat that stay unanswered",
        "Too many products that promise the same",
    ],
    "value": [
        "Few products, each explained by our pharmacist",
        "A skin plan for the season, adjusted twice a year",
        Claim("They are worth it: an order brings at least 45 €", "average_order_value", "at_least", "45", 4),
    ],
    "touchpoints": ["Newsletter with one good explanation a month", "Advice by chat", "Web shop"],
    "journey": [
        "Reads → compares → asks → orders one thing → comes back for the routine",
        "The moment that counts: the first answer to her question",
    ],
    "relationships": [
        "Long-term, built on advice",
        "Personal assistance by our pharmacist, with a name and a face",
    ],
    "metrics": ["Retention, order value, satisfaction with advice"],
    "actions": ["Answer every chat question within two hours", "Add “what it does” to every ingredient list"],
}

MEN: Notes = {
    "profile": ["20 to 60, buys the same three things", "Comes from search and marketplaces"],
    "needs": ["Wants it done: no choice, no fuss", "Wants to be reminded before it runs out"],
    "pains": [
        "Too many steps to order the same thing again",
        "Forgets us between two orders",
    ],
    "value": [
        "Grooming that refills itself",
        Claim("Once they have tried us, they come back for refills", "repeat_purchase_rate", "at_least", "0.5", 5),
    ],
    "touchpoints": ["Web shop", "Reminder by e-mail (planned)"],
    "journey": ["Runs out → searches → buys the first good one → forgets the shop"],
    "relationships": ["Automated and simple; a subscription may fit better than a shop"],
    "metrics": ["Repeat rate, ease of ordering"],
    "actions": ["Order again with one click from the e-mail", "Try a refill subscription with 50 customers"],
}

TARGETS = {
    "young women": [("nps", "30", "at_least"), ("csat", "0.8", "at_least")],
    "adult women": [("average_order_value", "45", "at_least"), ("nps", "30", "at_least")],
    "men": [("repeat_purchase_rate", "0.5", "at_least"), ("nps", "10", "at_least")],
}

CANVASES: dict[str, tuple[str, Notes]] = {
    "young women": ("Close and informal with young women", YOUNG_WOMEN),
    "adult women": ("Advice that adult women can trust", ADULT_WOMEN),
    "men": ("Less effort for men", MEN),
}
