from rapport.analytics.fact import Column, Fact, Lookup

_PRODUCTS = "LEFT JOIN products AS offered ON offered.id = order_lines.product"

order_lines = Fact(
    name="order_lines",
    title="Order lines",
    help="The lines of orders, refunds and adjustments, with their direct cost where it is known.",
    order=4,
    moment_sql="order_lines.at",
    customer="customer",
    region="region",
    unit_sql="coalesce(order_lines.customer, -1 - order_lines.bucket)",
    bucket_id="coalesce(customer, order_id)",
    dimensions={
        "product": "coalesce(offered.name, CAST(order_lines.product AS VARCHAR))",
        "category": "offered.category",
    },
    joins={"product": _PRODUCTS, "category": _PRODUCTS},
    refers={"product": "products"},
    lookups=(
        Lookup(
            name="kinds",
            columns=("category",),
            sql="SELECT products.id AS article, products.category AS category FROM products",
            on="kinds.article = order_lines.product",
            tables=("products",),
        ),
        Lookup(
            name="firsts",
            columns=("first_sale_at",),
            sql="SELECT order_lines.customer AS buyer, min(order_lines.at) AS first_sale_at FROM order_lines"
            " WHERE order_lines.kind = 'sale' GROUP BY order_lines.customer",
            on="firsts.buyer = order_lines.customer",
            tables=("order_lines",),
        ),
    ),
    columns=(
        Column("id", "id", "The line.", required=True),
        Column("order_id", "id", "Its order.", required=True),
        Column("customer", "id", "Who bought; empty for an anonymous order."),
        Column("at", "instant", "When: the date of its order.", required=True),
        Column("kind", "text", "As its order.", required=True, choices=("sale", "refund", "adjustment")),
        Column("region", "text", "Name of the region of delivery."),
        Column("product", "id", "The product, where known."),
        Column("quantity", "number", "Pieces; negative when they come back."),
        Column("net", "money", "Amount of the whole line, without tax.", unit="currency of the order", required=True),
        Column("direct_cost", "money", "Direct cost of the whole line; empty where unknown.", unit="as net"),
        Column("discount", "money", "What was taken off the price of the line; net is after it.", unit="as net"),
        Column("original_net", "money", "Amount before it was converted, where it was.", unit="original currency"),
        Column(
            "original_direct_cost", "money", "Cost before it was converted, where it was.", unit="original currency"
        ),
        Column("original_currency", "text", "Currency before it was converted, where it was.", unit="ISO 4217"),
        Column("rate", "number", "What one unit of the original currency was worth that day.", unit="currency"),
        Column("bucket", "bucket", "Group of the jackknife, as its order.", unit="0–63"),
    ),
)
