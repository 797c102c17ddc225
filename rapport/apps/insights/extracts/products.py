from rapport.analytics.facts.products import products as fact
from rapport.apps.insights.extracts._extract import Extract
from rapport.apps.sales.models import Product

products = Extract(
    name="products",
    title="Products",
    help="Everything that can be ordered or once could.",
    fact=fact,
    model=Product,
    columns={"id": "id", "sku": "sku", "name": "name", "category": "category", "price": "price", "cost": "unit_cost"},
    amounts=("price", "cost"),
    currency="currency",
    rated_at="",
    version=2,
    order=2,
)
