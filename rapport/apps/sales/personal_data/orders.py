from typing import Any

from rapport.kernel.personal_data import Logged, Outcome, Person, PersonalData, Place, Row, Rows

ORDERS = Rows(
    "sales.Order", ("number", "kind", "at", "currency", "net_amount", "channel", "region__name"), ("customer",)
)
LINES = Rows(
    "sales.OrderLine",
    ("order__number", "product__name", "description", "quantity", "unit_price", "discount", "net_amount"),
    ("order__customer",),
)


def _found(person: Person) -> list[Row]:
    return ORDERS.copied(person) + LINES.copied(person)


def _erase(person: Person, change: Place) -> Outcome:
    """Amounts, products and dates stay, because the books must add up; free words on the lines go."""
    lines = LINES.of(person).exclude(description="").values_list("pk", flat=True)
    emptied = LINES.every(person).filter(pk__in=list(lines)).update(description="", change=change.sequence)
    why = "Amounts, products and dates stay with the empty record: revenue and the books stay right."
    return Outcome(emptied=emptied, kept={why: ORDERS.of(person).count()})


def _without_words(order: Any) -> Any:
    """An order as the log holds it, without the free words of its lines."""
    if not isinstance(order, dict) or "lines" not in order:
        return order
    return order | {"lines": [[_number(cell) for cell in line] for line in order["lines"]]}


def _number(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    try:
        float(cell)
    except ValueError:
        return ""
    return cell


orders = PersonalData(
    name="orders",
    title="Orders",
    help="What the person bought and gave back. Kept for the books, without their name.",
    where="sales",
    keys=ORDERS.named,
    life=(("sales.Order.customer", "at"),),
    found=_found,
    erase=_erase,
    logged=(Logged(("orders.",), ORDERS.ids, _without_words),),
    order=41,
)
