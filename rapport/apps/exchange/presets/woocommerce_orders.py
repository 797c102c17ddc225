from rapport.apps.exchange.presets._entry import Preset

woocommerce_orders = Preset(
    name="woocommerce_orders",
    title="Orders from WooCommerce",
    system="WooCommerce",
    help="An order export plugin with one row an item.",
    kind="orders",
    marks=(
        ("Order Number", "Order Status", "Order Date", "Item Name", "Item Cost"),
        ("order_number", "order_date", "billing_email", "item_name"),
        ("Order ID", "Order Date", "Billing Email Address", "Product Name"),
    ),
    mapping={
        "number": ("Order Number", "order_number", "Order ID"),
        "at": ("Order Date", "order_date"),
        "email": ("Email (Billing)", "billing_email", "Billing Email Address"),
        "customer_name": ("First Name (Billing)",),
        "customer": ("Customer User ID", "customer_user", "customer_id"),
        "region": ("Country Code (Shipping)", "Country Code (Billing)", "shipping_country", "billing_country"),
        "sku": ("SKU", "item_sku", "Product SKU"),
        "description": ("Item Name", "item_name", "Product Name"),
        "quantity": ("Quantity", "item_quantity", "Quantity (- Refund)"),
        "unit_price": ("Item Cost", "item_price"),
        "line_total": ("Order Line Subtotal", "item_total", "Item Total"),
        "discount": ("Discount Amount",),
        "currency": ("Order Currency", "order_currency"),
    },
    options={"date_order": "ymd"},
    order=2,
)
