from rapport.apps.exchange.presets._entry import Preset

amazon_orders = Preset(
    name="amazon_orders",
    title="Orders from Amazon (all orders report)",
    system="Amazon",
    help="Reports › Fulfilment › All orders; tab-separated. Prices are those of the whole line.",
    kind="orders",
    marks=(
        ("amazon-order-id", "purchase-date", "sku", "quantity"),
        ("order-id", "purchase-date", "buyer-email", "sku", "quantity-purchased"),
        ("amazon-order-id", "item-price", "ship-country"),
    ),
    mapping={
        "number": ("amazon-order-id", "order-id"),
        "at": ("purchase-date",),
        "email": ("buyer-email",),
        "customer_name": ("buyer-name", "recipient-name"),
        "region": ("ship-country",),
        "sku": ("sku",),
        "description": ("product-name",),
        "quantity": ("quantity", "quantity-purchased", "quantity-shipped"),
        "line_total": ("item-price",),
        "discount": ("item-promotion-discount",),
        "channel": ("sales-channel",),
        "currency": ("currency",),
    },
    options={"date_order": "ymd", "decimal_mark": "."},
    order=5,
)
