"""What the demo shop is and sells."""

from dataclasses import dataclass
from decimal import Decimal

NAME = "Marea Beauty"
OWNER = "Lucía Serrano"
EMAIL = "lucia@marea.example"
PASSWORD = "try-rapport"
CURRENCY = "EUR"
TIME_ZONE = "Europe/Madrid"
REGIONS = ("Spain", "Portugal")
SEED = 2406
MONTHS = 24
MONTHS_BEFORE = 16


@dataclass(frozen=True)
class Item:
    """One thing the shop sells, with what it costs the shop."""

    sku: str
    name: str
    category: str
    price: Decimal
    unit_cost: Decimal


def _item(sku: str, name: str, category: str, price: str, unit_cost: str) -> Item:
    return Item(sku, name, category, Decimal(price), Decimal(unit_cost))


ITEMS = [
    _item("LIP-01", "Coral lip tint", "Make-up", "7.90", "2.60"),
    _item("LIP-02", "Berry lip tint", "Make-up", "7.90", "2.60"),
    _item("EYE-01", "Glitter liner, set of three", "Make-up", "11.50", "3.90"),
    _item("EYE-02", "Mascara Ola", "Make-up", "9.90", "3.10"),
    _item("PAL-01", "Sunset palette", "Make-up", "16.90", "5.80"),
    _item("NAIL-01", "Nail colours, summer box", "Make-up", "12.90", "4.40"),
    _item("HAIR-01", "Hair mist", "Hair", "9.50", "3.20"),
    _item("MASK-01", "Sheet masks, pack of five", "Skin care", "10.90", "3.70"),
    _item("SKIN-01", "Night serum", "Skin care", "38.00", "12.10"),
    _item("SKIN-02", "Day cream, factor 30", "Skin care", "29.00", "9.40"),
    _item("SKIN-03", "Eye balm", "Skin care", "24.00", "7.90"),
    _item("SKIN-04", "Cleansing oil", "Skin care", "18.50", "6.20"),
    _item("SKIN-05", "Vitamin C ampoules", "Skin care", "34.00", "11.80"),
    _item("BODY-01", "Almond body lotion", "Body", "14.50", "5.10"),
    _item("BODY-02", "Sea salt scrub", "Body", "15.90", "5.60"),
    _item("MEN-01", "Beard oil", "Grooming", "15.90", "5.40"),
    _item("MEN-02", "Shaving cream", "Grooming", "11.90", "4.30"),
    _item("MEN-03", "After-shave balm", "Grooming", "17.50", "6.10"),
    _item("MEN-04", "Face wash for men", "Grooming", "12.50", "4.50"),
    _item("MEN-05", "Travel kit", "Grooming", "27.00", "10.20"),
]


@dataclass(frozen=True)
class Group:
    """How the people of one segment behave; the figures of the demo follow from these few numbers.

    `monthly_orders` is the mean rate while a person stays, `leaves` the chance to go after each order,
    `promoters` and `detractors` the shares among their answers.
    """

    key: str
    people: int
    gender: str
    ages: tuple[int, int]
    monthly_orders: float
    leaves: float
    basket: tuple[int, int]
    likes: dict[str, float]
    channels: dict[str, float]
    promoters: float
    detractors: float


GROUPS = [
    Group(
        key="young women",
        people=1_150,
        gender="female",
        ages=(18, 29),
        monthly_orders=0.34,
        leaves=0.14,
        basket=(1, 3),
        likes={"Make-up": 7, "Hair": 2, "Skin care": 0.7, "Body": 1},
        channels={"Instagram": 5, "TikTok": 3, "friend": 2, "search": 1},
        promoters=0.59,
        detractors=0.12,
    ),
    Group(
        key="adult women",
        people=900,
        gender="female",
        ages=(30, 64),
        monthly_orders=0.27,
        leaves=0.10,
        basket=(1, 3),
        likes={"Skin care": 7, "Body": 3, "Make-up": 1, "Hair": 1},
        channels={"search": 4, "newsletter": 3, "friend": 2, "Instagram": 1},
        promoters=0.44,
        detractors=0.22,
    ),
    Group(
        key="men",
        people=620,
        gender="male",
        ages=(20, 60),
        monthly_orders=0.17,
        leaves=0.42,
        basket=(1, 2),
        likes={"Grooming": 8, "Skin care": 0.5, "Body": 0.6},
        channels={"search": 5, "friend": 2, "marketplace": 3},
        promoters=0.27,
        detractors=0.36,
    ),
]
