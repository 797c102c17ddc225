from rapport.apps.exchange.presets._entry import Preset

woocommerce_products = Preset(
    name="woocommerce_products",
    title="Products from WooCommerce",
    system="WooCommerce",
    help="Products › Export, as CSV.",
    kind="products",
    marks=(("ID", "Type", "SKU", "Name", "Published", "Regular price"),),
    mapping={
        "sku": ("SKU",),
        "name": ("Name",),
        "category": ("Categories",),
        "price": ("Regular price",),
        "unit_cost": ("Cost of goods", "Meta: _wc_cog_cost"),
    },
    order=2,
)
