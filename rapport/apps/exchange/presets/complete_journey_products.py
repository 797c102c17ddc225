from rapport.apps.exchange.presets._entry import Preset

complete_journey_products = Preset(
    name="complete_journey_products",
    title="Products of the Complete Journey receipts",
    system="Complete Journey",
    help="The free sample of a grocer's receipts: products, beside its transactions and demographics.",
    kind="products",
    marks=(("product_id", "department", "product_category", "product_type"),),
    mapping={"sku": ("product_id",), "name": ("product_type",), "category": ("product_category",)},
    order=15,
)
