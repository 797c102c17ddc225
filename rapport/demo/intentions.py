"""What the demo shop intends for each segment, in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Offer:
    """A note of the value section that becomes a proposition: what it answers, what carries, tells and proves it."""

    value: str
    answers: tuple[str, ...]
    skus: tuple[str, ...]
    message: str
    proof: str


@dataclass(frozen=True)
class Deed:
    """An action made from a note: state, days until it is due, and the figure it should move."""

    note: str
    status: str
    due_in: int
    metric: str
    expected: str
    cost: str = ""


@dataclass(frozen=True)
class Intentions:
    """The plans for one segment."""

    statement: str
    axes: dict[str, tuple[str, ...]]
    strategies: dict[str, tuple[str, str]]
    types: tuple[str, ...]
    weights: dict[str, int]
    offers: tuple[Offer, ...]
    deeds: tuple[Deed, ...]
    quotes: tuple[tuple[str, str, str, str], ...] = ()
    talk: dict[str, str] = field(default_factory=dict)


YOUNG_WOMEN = Intentions(
    statement="We are the friend who knows about make-up: found through other friends, close in tone, "
    "with something new every month that costs no more than an evening out.",
    axes={"bond": ("transactional",), "intimacy": ("collective", "automated"), "directness": ("indirect",)},
    strategies={
        "acquisition": ("A friend's code that saves both the delivery", "900"),
        "growth": ("Show the brush that fits the palette they bought", "300"),
    },
    types=("community",),
    weights={
        "Wants to look good on a small budget": 5,
        "Wants something her friends have not seen yet": 4,
        "Colours that look different on the screen": 4,
        "Delivery is too slow for the party on Saturday": 5,
    },
    offers=(
        Offer(
            "Low price, eye-catching, original designs: nothing over 17 €",
            ("Wants to look good on a small budget",),
            ("LIP-01", "LIP-02", "EYE-01", "PAL-01"),
            "A new look for less than a cinema ticket with popcorn.",
            "Of all that young women bought in the last year, nothing cost more than 17 €.",
        ),
        Offer(
            "A small new collection every month, first shown to followers",
            ("Wants something her friends have not seen yet",),
            ("NAIL-01", "PAL-01"),
            "See it on Monday, wear it on Friday.",
            "",
        ),
    ),
    deeds=(
        Deed("Ship before 16:00 the same day, Thursdays and Fridays first", "doing", 21, "csat", "0.05", "450"),
        Deed("Ask followers which colour comes next", "planned", 35, "nps", "3"),
    ),
    quotes=(
        (
            "Delivery is too slow for the party on Saturday",
            "Message by Carla",
            "It came on Monday. The party was on Saturday.",
            "supports",
        ),
    ),
    talk={"Favourites are sold out within days": "Is that bad? It also makes them hurry. Let us ask ten."},
)

ADULT_WOMEN = Intentions(
    statement="We advise them as a pharmacist advises regulars: few products, each explained, for years.",
    axes={"bond": ("long_term",), "intimacy": ("dedicated_staff",), "directness": ("direct",)},
    strategies={
        "retention": ("A skin plan twice a year, from somebody with a name", "1800"),
        "win_back": ("After half a year of silence, ask how the skin is, and sell nothing", "200"),
    },
    types=("personal_assistance",),
    weights={
        "Wants skin that stays calm and healthy": 5,
        "Wants advice from somebody who is not only selling": 4,
        "Questions by chat that stay unanswered": 5,
        "Lists of ingredients that nobody explains": 3,
    },
    offers=(
        Offer(
            "Few products, each explained by our pharmacist",
            ("Wants advice from somebody who is not only selling", "Lists of ingredients that nobody explains"),
            ("SKIN-01", "SKIN-02", "SKIN-04"),
            "Twelve products. We can tell you why there are not thirteen.",
            "Every product page bears the name of the pharmacist who answers for it.",
        ),
        Offer(
            "A skin plan for the season, adjusted twice a year",
            ("Wants skin that stays calm and healthy",),
            ("SKIN-01", "SKIN-03", "SKIN-05"),
            "Your plan for spring is ready.",
            "",
        ),
    ),
    deeds=(
        Deed("Answer every chat question within two hours", "doing", -6, "csat", "0.08", "1200"),
        Deed("Add “what it does” to every ingredient list", "done", -40, "average_order_value", "2", "300"),
    ),
    quotes=(
        (
            "Questions by chat that stay unanswered",
            "Interview with Pilar",
            "I asked about retinol on a Tuesday. Nobody ever wrote back.",
            "supports",
        ),
        (
            "Too many products that promise the same",
            "Interview with Inés",
            "With you it is easy, there are only twelve.",
            "contradicts",
        ),
    ),
    talk={"Long-term, built on advice": "Who gives the advice in August, when our pharmacist is away?"},
)

MEN = Intentions(
    statement="We take the work off them: the same three things, before they run out, without a word too many.",
    axes={"bond": ("long_term",), "intimacy": ("automated", "self_service"), "directness": ("indirect",)},
    strategies={"retention": ("A reminder a week before it runs out, one click to order again", "250")},
    types=("self_service", "subscription"),
    weights={
        "Wants it done: no choice, no fuss": 5,
        "Too many steps to order the same thing again": 5,
        "Wants to be reminded before it runs out": 4,
    },
    offers=(
        Offer(
            "Grooming that refills itself",
            ("Wants to be reminded before it runs out", "Too many steps to order the same thing again"),
            ("MEN-01", "MEN-02", "MEN-03", "MEN-04"),
            "You will not run out again.",
            "",
        ),
    ),
    deeds=(
        Deed("Try a refill subscription with 50 customers", "planned", 28, "repeat_purchase_rate", "0.05", "600"),
        Deed("Order again with one click from the e-mail", "planned", 14, "repeat_purchase_rate", "0.03"),
    ),
)

INTENTIONS = {"young women": YOUNG_WOMEN, "adult women": ADULT_WOMEN, "men": MEN}
