"""What is said about products and orders by a form, a file or a program, and what is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from rapport.apps.customers.operations import Recorded
from rapport.apps.sales.models import Order
from rapport.kernel.errors import Refused
from rapport.kernel.money import CURRENCIES
from rapport.kernel.text import text_error

BATCH = 1_000
ZERO = Decimal(0)
LARGEST_AMOUNT = Decimal(10) ** 13
LARGEST_QUANTITY = Decimal(10) ** 10
MOST_LINES = 20_000
AMOUNTS = ("unit_price", "net_amount", "discount", "direct_cost")


class ProductFacts(NamedTuple):
    """What is known about one product. None means "not said": what is there stays, unless it is to be `cleared`."""

    sku: str
    name: str | None = None
    category: str | None = None
    price: Decimal | None = None
    unit_cost: Decimal | None = None
    currency: str = ""
    place: str = ""
    cleared: Sequence[str] = ()


class LineFacts(NamedTuple):
    """One line of an order. Without `net_amount` it is quantity × unit price − discount.

    `direct_cost` is what the whole quantity cost the business.
    """

    sku: str
    quantity: Decimal
    unit_price: Decimal
    description: str = ""
    net_amount: Decimal | None = None
    discount: Decimal = ZERO
    direct_cost: Decimal | None = None


@dataclass(slots=True)
class OrderFacts:
    """One order with its lines. `kind` is told from number and amounts where it is empty; `place` names the source."""

    number: str
    at: datetime
    lines: Sequence[LineFacts]
    customer_id: int | None = None
    region_id: int | None = None
    currency: str = ""
    channel: str = ""
    kind: str = ""
    place: str = ""


@dataclass(slots=True)
class RecordedOrders(Recorded):
    """What `record_orders` did, and how many lines of refunds were tied to what they take back."""

    refunds_tied: int = 0


def order_errors(facts: OrderFacts) -> list[tuple[str, str]]:
    """Everything that is wrong, as pairs of field and sentence; empty when the order can be recorded."""
    return list(_order_errors(facts))


def product_errors(facts: ProductFacts) -> list[tuple[str, str]]:
    """Everything that is wrong, as pairs of field and sentence; empty when the product can be recorded."""
    return list(_product_errors(facts))


def check_order(facts: OrderFacts) -> None:
    """Raise Refused with the first thing that is wrong, naming source and field."""
    for name, message in _order_errors(facts):
        raise Refused(message, place=f"{facts.place or facts.number[:80]} › {name}", code="order")


def check_product(facts: ProductFacts) -> None:
    """Raise Refused with the first thing that is wrong, naming source and field."""
    for name, message in _product_errors(facts):
        raise Refused(message, place=f"{facts.place or facts.sku[:80]} › {name}", code="product")


def _order_errors(facts: OrderFacts) -> Iterator[tuple[str, str]]:
    if not facts.number.strip():
        yield "number", "An order needs a number."
    elif error := text_error(facts.number, longest=80):
        yield "number", error
    if facts.at.tzinfo is None:
        yield "at", "This moment has no time zone."
    if error := text_error(facts.channel, longest=60):
        yield "channel", error
    if facts.currency and facts.currency not in CURRENCIES:
        yield "currency", f"“{facts.currency[:20]}” is not a currency code such as EUR or GBP."
    if facts.kind and facts.kind not in Order.Kind.values:
        yield "kind", f"“{facts.kind[:20]}” is none of sale, refund, adjustment."
    if not facts.lines:
        yield "lines", "An order needs at least one line."
    elif len(facts.lines) > MOST_LINES:
        yield "lines", f"An order has at most {MOST_LINES:,} lines."
    for number, line in enumerate(facts.lines, 1):
        if found := _line_error(line):
            yield f"line {number} › {found[0]}", found[1]


def _line_error(line: LineFacts) -> tuple[str, str] | None:
    if not line.sku or line.sku.isspace():
        return "product", "A line needs a product number."
    if error := text_error(line.sku, longest=80):
        return "product", error
    if line.description and (error := text_error(line.description, longest=200)):
        return "description", error
    if not line.quantity.is_finite() or not -LARGEST_QUANTITY < line.quantity < LARGEST_QUANTITY:
        return "quantity", "This quantity is no number that can be stored."
    amounts = (line.unit_price, line.net_amount, line.discount, line.direct_cost)
    for name, amount in zip(AMOUNTS, amounts, strict=True):
        if amount is not None and not (amount.is_finite() and -LARGEST_AMOUNT < amount < LARGEST_AMOUNT):
            return name, "This amount is no number that can be stored."
    return None


def _product_errors(facts: ProductFacts) -> Iterator[tuple[str, str]]:
    if not facts.sku.strip():
        yield "sku", "A product needs a number."
    for name, longest in (("sku", 80), ("name", 200), ("category", 100)):
        if error := text_error(getattr(facts, name) or "", longest=longest):
            yield name, error
    for name in ("price", "unit_cost"):
        amount = getattr(facts, name)
        if amount is not None and not (amount.is_finite() and 0 <= amount < LARGEST_AMOUNT):
            yield name, "This is no amount of money."
    if facts.currency and facts.currency not in CURRENCIES:
        yield "currency", f"“{facts.currency[:20]}” is not a currency code such as EUR or GBP."
