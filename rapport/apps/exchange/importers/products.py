from collections.abc import Sequence
from typing import Any

from rapport.apps.exchange.importers._entry import (
    Field,
    Importer,
    Option,
    PlainSink,
    Record,
    Setting,
    Written,
    refuse,
)
from rapport.apps.sales.operations import (
    ProductFacts,
    ProductTrial,
    product_errors,
    record_products,
)

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


class ProductsSink(PlainSink):
    """Writes products."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._names = [field.name for field in setting.fields]
        self._trial: ProductTrial | None = None

    def facts(self, record: Record) -> ProductFacts:
        facts = self._read(record.rows[0], f"line {record.line}")
        refuse(product_errors(facts))
        return facts

    def faults(self, values: Sequence[Any], unread: set[str]) -> Sequence[tuple[str, str]]:
        return [found for found in product_errors(self._read(values, "")) if found[0] not in unread]

    def _read(self, values: Sequence[Any], place: str) -> ProductFacts:
        said = dict(zip(self._names, values, strict=True))
        cleared = self.setting.cleared(said, ("sku", "name", "currency"))
        return ProductFacts(
            said["sku"] or "",
            said["name"],
            said["category"],
            said["price"],
            said["unit_cost"],
            (said["currency"] or self.setting.currency).upper(),
            place,
            cleared,
        )

    def write(self, facts: Sequence[ProductFacts]) -> Written:
        mode, actor = self.setting.mode, self.setting.actor
        recorded = record_products(self.setting.member, facts, mode=mode, actor=actor)
        return Written(recorded.created, recorded.updated, recorded.unchanged, refused=recorded.refused)

    def judge(self, facts: Sequence[ProductFacts], *, samples: int = 0) -> Written:
        trial = self._trial = self._trial or ProductTrial(self.setting.member, self.setting.currency, self.setting.mode)
        before, after, done = trial.judge(facts)
        changed = [sku for sku in after if sku in before and before[sku] != after[sku]][:samples]
        written = Written(done.created, done.updated, done.unchanged, refused=done.refused)
        written.samples = [_shown(before[sku], after[sku]) for sku in changed]
        return written


def _shown(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    differing = [name for name in after if before.get(name) != after[name]]
    differences = [
        {"field": name, "before": _words(before.get(name)), "after": _words(after[name])} for name in differing
    ]
    return {"label": str(after["name"]), "row_id": after.get("id", 0), "differences": differences}


def _words(value: Any) -> str:
    return "" if value is None else str(value)


products = Importer(
    name="products",
    title="Products",
    help="What you sell: one row a product, with price and, where you know it, cost.",
    noun="products",
    fields=FIELDS,
    sink=ProductsSink,
    options=(CURRENCY,),
    group="sales",
    order=4,
)
