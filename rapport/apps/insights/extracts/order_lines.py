from rapport.analytics.facts.order_lines import order_lines as fact
from rapport.apps.customers.models import Party
from rapport.apps.insights.extracts._extract import Extract
from rapport.apps.sales.models import Order, OrderLine, Product

order_lines = Extract(
    name="order_lines",
    title="Order lines",
    help="The lines, with customer, time, kind and region of their order: a line is written again when its order "
    "changes. A direct cost nobody recorded stays empty.",
    fact=fact,
    model=OrderLine,
    columns={
        "id": "id",
        "order_id": "order_id",
        "customer": "order__customer_id",
        "at": "order__at",
        "kind": "order__kind",
        "region": "order__region__name",
        "product": "product_id",
        "quantity": "quantity",
        "net": "net_amount",
        "direct_cost": "direct_cost",
    },
    bucket_from=("customer", "order_id"),
    parent="order",
    gone_with={"order_id": Order},
    lost_with={"customer": Party, "product": Product},
    amounts=("net", "direct_cost"),
    currency="order__currency",
    rate="order__rate",
    version=2,
    order=4,
)
