from collections.abc import Iterator

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models.parties import reached_by
from rapport.apps.customers.rights import fields_of
from rapport.apps.exchange.exporters._entry import Column, Exporter, Row
from rapport.apps.exchange.exporters._reading import in_portions
from rapport.apps.sales.models import OrderLine

COLUMNS = {
    "order__number": Column("number", "Order number", "identifier"),
    "order__kind": Column("kind", "Kind"),
    "order__at": Column("at", "Date", "moment"),
    "order__customer__external_id": Column("customer", "Customer number", "identifier"),
    "order__customer__email": Column("email", "Customer’s e-mail"),
    "order__customer__name": Column("customer_name", "Customer’s name"),
    "order__region__name": Column("region", "Country or region"),
    "product__sku": Column("sku", "Article number", "identifier"),
    "description": Column("description", "Product name"),
    "quantity": Column("quantity", "Quantity", "number"),
    "unit_price": Column("unit_price", "Price per piece", "amount"),
    "discount": Column("discount", "Discount of the line", "amount"),
    "net_amount": Column("line_total", "Total of the line", "amount"),
    "direct_cost": Column("direct_cost", "Cost of the line", "amount"),
    "order__channel": Column("channel", "Channel"),
    "order__currency": Column("currency", "Currency"),
}


def columns(member: Member) -> list[Column]:
    """The columns the member sees."""
    return [column for column in COLUMNS.values() if fields_of(member).shows(column.name)]


def rows(member: Member) -> Iterator[Row]:
    """Every line of every order that the member's rights reach."""
    lines = OrderLine.objects.of(member).filter(reached_by(member, "orders.view", party="order__customer"))
    for values in in_portions(lines, *COLUMNS):
        row = {column.name: values[path] for path, column in COLUMNS.items()}
        # One word of the product is known in any case; an importer needs it.
        yield row | {"description": row["description"] or row["sku"]}


orders = Exporter(
    name="orders",
    title="Orders",
    help="One row an order line, as the import of orders reads them.",
    right="orders.view",
    columns=columns,
    rows=rows,
    group="sales",
    order=1,
)
