from django.db.models import Q

from rapport.analytics.facts.orders import orders as fact
from rapport.apps.customers.models import Party
from rapport.apps.insights.extracts._extract import Extract
from rapport.apps.sales.models import Order

orders = Extract(
    name="orders",
    title="Orders",
    help="Sales, refunds and adjustments. The region is that of delivery; questions about the customer's region "
    "look it up in the customers table, so a customer who moves takes their orders along without a new extract.",
    fact=fact,
    model=Order,
    columns={
        "id": "id",
        "customer": "customer_id",
        "at": "at",
        "kind": "kind",
        "region": "region__name",
        "net": "net_amount",
        "currency": "currency",
        "refunds": "refunds_id",
    },
    bucket_from=("customer", "id"),
    lost_with={"customer": Party, "refunds": Order},
    amounts=("net",),
    currency="currency",
    rate="rate",
    waits=Q(reporting_amount=None),
    version=2,
    order=3,
)
