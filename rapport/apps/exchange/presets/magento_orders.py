from rapport.apps.exchange.presets._entry import Preset

magento_orders = Preset(
    name="magento_orders",
    title="Orders from Magento or Adobe Commerce",
    system="Magento",
    help="An order export with one row an item.",
    kind="orders",
    marks=(
        ("increment_id", "customer_email", "base_grand_total"),
        ("Order Number", "SKU", "Qty Ordered", "Original Price"),
        ("increment_id", "sku", "qty_ordered"),
    ),
    mapping={
        "number": ("increment_id", "Order Number"),
        "at": ("created_at", "Order Date"),
        "customer": ("customer_id",),
        "email": ("customer_email", "Customer Email"),
        "customer_name": ("customer_name", "Customer Name", "billing_name"),
        "region": ("shipping_country_id", "billing_country_id", "Shipping Country"),
        "sku": ("sku", "SKU"),
        "description": ("name", "Product Name"),
        "quantity": ("qty_ordered", "Qty Ordered"),
        "unit_price": ("price", "Original Price"),
        "line_total": ("row_total",),
        "discount": ("discount_amount",),
        "currency": ("order_currency_code", "Currency"),
        "channel": ("store_name",),
    },
    options={"date_order": "ymd", "decimal_mark": "."},
    order=3,
)
