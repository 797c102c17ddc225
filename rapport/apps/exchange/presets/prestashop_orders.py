from rapport.apps.exchange.presets._entry import Preset

prestashop_orders = Preset(
    name="prestashop_orders",
    title="Orders from PrestaShop",
    system="PrestaShop",
    help="An order export with one row an item, such as one made by the SQL manager.",
    kind="orders",
    marks=(
        ("id_order", "reference", "product_reference", "product_quantity"),
        ("id_order", "product_name", "unit_price_tax_excl"),
    ),
    mapping={
        "number": ("reference", "id_order"),
        "at": ("date_add",),
        "customer": ("id_customer",),
        "email": ("email",),
        "sku": ("product_reference",),
        "description": ("product_name",),
        "quantity": ("product_quantity",),
        "unit_price": ("unit_price_tax_excl", "product_price"),
        "line_total": ("total_price_tax_excl",),
        "currency": ("currency", "iso_code"),
        "region": ("country", "delivery_country"),
    },
    options={"date_order": "ymd", "decimal_mark": "."},
    order=4,
)
