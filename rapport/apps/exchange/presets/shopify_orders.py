from rapport.apps.exchange.presets._entry import Preset

shopify_orders = Preset(
    name="shopify_orders",
    title="Orders from Shopify",
    system="Shopify",
    help="Orders › Export in the admin, as CSV: one row an item, the order’s facts in its first row.",
    kind="orders",
    marks=(("Name", "Financial Status", "Lineitem name", "Lineitem quantity", "Lineitem price"),),
    mapping={
        "number": ("Name",),
        "at": ("Created at", "Paid at"),
        "email": ("Email",),
        "customer_name": ("Billing Name", "Shipping Name"),
        "region": ("Shipping Country", "Billing Country"),
        "sku": ("Lineitem sku",),
        "description": ("Lineitem name",),
        "quantity": ("Lineitem quantity",),
        "unit_price": ("Lineitem price",),
        "discount": ("Lineitem discount",),
        "channel": ("Source",),
        "currency": ("Currency",),
    },
    options={"date_order": "ymd", "decimal_mark": "."},
    order=1,
)
