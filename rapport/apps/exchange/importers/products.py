from collections.abc import Sequence
from typing import Any

from rapport.apps.exchange.importers._entry import Field, Importer, Option, Problem, Record, Setting, Written
from rapport.apps.sales.operations import ProductFacts, product_errors, record_products

CURRENCY = Option("currency", "Currency", "The currency of the amounts in the file.")
FIELDS = (
    Field(
        "sku",
        "Article number",
        "Products are recognised by it.",
        kind="identifier",
        required=True,
        synonyms=(
            "sku",
            "stock code",
            "stockcode",
            "product code",
            "article number",
            "artikelnummer",
            "referencia",
            "référence",
            "código",
            "variant sku",
            "product id",
            "handle",
            "ref",
        ),
    ),
    Field(
        "name",
        "Name",
        "",
        required=True,
        synonyms=(
            "title",
            "product name",
            "product",
            "description",
            "nombre",
            "bezeichnung",
            "artikel",
            "nom",
            "nome",
            "item",
        ),
    ),
    Field(
        "category",
        "Category",
        "",
        synonyms=(
            "type",
            "product type",
            "categories",
            "categoría",
            "kategorie",
            "catégorie",
            "categoria",
            "department",
        ),
    ),
    Field(
        "price",
        "Price",
        "What one piece is sold for, without tax.",
        kind="amount",
        synonyms=("unit price", "regular price", "variant price", "precio", "preis", "prix", "preço", "list price"),
    ),
    Field(
        "unit_cost",
        "Cost",
        "What one piece costs you. It makes customer profit known.",
        kind="amount",
        synonyms=(
            "cost",
            "cost per item",
            "unit cost",
            "coste",
            "kosten",
            "einkaufspreis",
            "coût",
            "custo",
            "purchase price",
        ),
    ),
    Field(
        "currency",
        "Currency",
        "Where the file holds several currencies.",
        synonyms=("currency", "currency code", "moneda", "währung", "devise", "moeda"),
    ),
)


class ProductsSink:
    """Writes products."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting

    def survey(self, values: Sequence[Any]) -> None:
        """Nothing to look at beforehand."""

    def prepare(self) -> Written:
        """Nothing to write beforehand."""
        return Written()

    def facts(self, record: Record) -> ProductFacts:
        sku, name, category, price, unit_cost, currency = record.rows[0]
        currency = (currency or self.setting.currency).upper()
        facts = ProductFacts(sku, name, category, price, unit_cost, currency, f"line {record.line}")
        for field_name, message in product_errors(facts):
            raise Problem(field_name, message)
        return facts

    def write(self, facts: Sequence[ProductFacts]) -> Written:
        recorded = record_products(self.setting.member, facts, actor=self.setting.actor)
        return Written(recorded.created, recorded.updated, recorded.unchanged)


products = Importer(
    name="products",
    title="Products",
    help="What you sell: one row a product, with price and, where you know it, cost.",
    noun="products",
    fields=FIELDS,
    sink=ProductsSink,
    options=(CURRENCY,),
    order=4,
)
