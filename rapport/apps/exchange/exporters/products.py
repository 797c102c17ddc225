from collections.abc import Iterator

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.exporters._entry import Column, Exporter, Row
from rapport.apps.exchange.exporters._reading import in_portions
from rapport.apps.sales.models import Product

COLUMNS = [
    Column("sku", "Article number", "identifier"),
    Column("name", "Name"),
    Column("category", "Category"),
    Column("price", "Price", "amount"),
    Column("unit_cost", "Cost", "amount"),
    Column("currency", "Currency"),
]


def rows(member: Member) -> Iterator[Row]:
    """Every product."""
    return in_portions(Product.objects.of(member).filter(archived_at=None), *(column.name for column in COLUMNS))


products = Exporter(
    name="products",
    title="Products",
    help="What you sell, with price and cost.",
    right="orders.view",
    columns=lambda member: COLUMNS,
    rows=rows,
    group="sales",
    order=4,
)
