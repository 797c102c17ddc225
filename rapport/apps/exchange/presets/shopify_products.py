from rapport.apps.exchange.presets._entry import Preset

shopify_products = Preset(
    name="shopify_products",
    title="Products from Shopify",
    system="Shopify",
    help="Products › Export in the admin, as CSV.",
    kind="products",
    marks=(("Handle", "Title", "Variant SKU", "Variant Price"),),
    mapping={
        "sku": ("Variant SKU",),
        "name": ("Title",),
        "category": ("Type", "Product Category"),
        "price": ("Variant Price",),
        "unit_cost": ("Cost per item",),
    },
    options={"decimal_mark": "."},
    order=1,
)
