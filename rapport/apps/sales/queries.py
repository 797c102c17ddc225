"""What can be asked of orders and products."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, reached_by
from rapport.apps.sales.models import Order, OrderLine, Product
from rapport.kernel.bulk import chunks
from rapport.kernel.errors import Missing
from rapport.kernel.paging import Count as RowCount
from rapport.kernel.paging import Page, count_of, page_of

ORDER_SORTS = {"-at": ("at", True), "at": ("at", False)}
PRODUCT_SORTS = {"name": ("name", False), "-name": ("name", True), "sku": ("sku", False), "-sku": ("sku", True)}
LATEST_OF_CUSTOMER = 10
MOST_CATEGORIES = 500


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What a reader of the list of orders asked for."""

    search: str = ""
    kind: str = ""
    region_id: int | None = None
    customer_id: int | None = None
    anonymous: bool = False
    sort: str = "-at"


@dataclass(frozen=True, slots=True)
class OrderList:
    """One page of orders and how many there are altogether."""

    page: Page[Order]
    count: RowCount


@dataclass(frozen=True, slots=True)
class ProductList:
    """One page of products, each with `sold` and `revenue`, and how many there are altogether."""

    page: Page[Product]
    count: RowCount


@dataclass(frozen=True, slots=True)
class OrderPage:
    """An order with its lines and the orders that took something of it back."""

    order: Order
    lines: list[OrderLine]
    refunded_by: list[Order]


@dataclass(frozen=True, slots=True)
class CustomerOrders:
    """What a customer bought: how many orders, their net amount less refunds, and the latest ones."""

    count: int
    refunds: int
    total: Decimal
    latest: list[Order]


def has_orders(member: Member) -> bool:
    """Is there any order yet?"""
    member.require("orders.view")
    return bool(Order.objects.within(member).exists())


def list_orders(member: Member, wanted: OrderFilter, *, cursor: str = "") -> OrderList:
    """A page of orders with customer and region."""
    member.require("orders.view")
    rows = Order.objects.within(member)
    if wanted.kind in Order.Kind.values:
        rows = rows.filter(kind=wanted.kind)
    if wanted.region_id is not None:
        rows = rows.filter(region=wanted.region_id)
    if wanted.customer_id is not None:
        rows = rows.filter(customer=wanted.customer_id)
    if wanted.anonymous:
        rows = rows.filter(customer=None)
    if search := wanted.search.strip()[:80].replace("\x00", ""):
        rows = rows.filter(number__istartswith=search)
    column, descending = ORDER_SORTS.get(wanted.sort, ORDER_SORTS["-at"])
    shown = rows.select_related("customer", "region")
    return OrderList(page_of(shown, column=column, descending=descending, cursor=cursor), count_of(rows))


def order_page(member: Member, order_id: int) -> OrderPage:
    """An order of the member's workspace with all that belongs to it. Raises Missing."""
    member.require("orders.view")
    found = Order.objects.within(member).select_related("customer", "region", "refunds")
    order: Order | None = found.filter(pk=order_id).first()
    if order is None:
        raise Missing("There is no such order.")
    lines = OrderLine.objects.of(member).filter(order=order).select_related("product", "refunds__order").order_by("pk")
    refunded_by = Order.objects.within(member).filter(Q(refunds=order) | Q(pk__in=_taking_back(member, order)))
    return OrderPage(order, list(lines), list(refunded_by.order_by("at")))


def orders_of(member: Member, customer: Party) -> CustomerOrders:
    """What a customer bought."""
    member.require("orders.view")
    orders = Order.objects.within(member).filter(customer=customer)
    kinds = {
        row["kind"]: row
        for row in orders.order_by().values("kind").annotate(count=Count("pk"), total=Sum("net_amount"))
    }
    latest = orders.select_related("region").order_by("-at", "-pk")[:LATEST_OF_CUSTOMER]
    return CustomerOrders(
        count=kinds.get("sale", {}).get("count", 0),
        refunds=kinds.get("refund", {}).get("count", 0),
        total=sum((row["total"] for row in kinds.values()), Decimal(0)),
        latest=list(latest),
    )


def list_products(
    member: Member, *, search: str = "", category: str = "", sort: str = "name", cursor: str = ""
) -> ProductList:
    """A page of products with how much of each was sold."""
    member.require("orders.view")
    rows = Product.objects.of(member).filter(archived_at=None)
    if search := search.strip()[:100].replace("\x00", ""):
        rows = rows.filter(Q(name__icontains=search) | Q(sku__istartswith=search))
    if category := category.replace("\x00", ""):
        rows = rows.filter(category=category)
    column, descending = PRODUCT_SORTS.get(sort, PRODUCT_SORTS["name"])
    page = page_of(rows, column=column, descending=descending, cursor=cursor)
    _add_sold(member, page.rows)
    return ProductList(page, count_of(rows))


def categories(member: Member) -> list[str]:
    """The categories of products, by name."""
    member.require("orders.view")
    named = Product.objects.of(member).exclude(category="").order_by("category")
    return list(named.values_list("category", flat=True).distinct()[:MOST_CATEGORIES])


def _taking_back(member: Member, order: Order) -> QuerySet[Any, Any]:
    return OrderLine.objects.of(member).filter(refunds__order=order).values("order")  # type: ignore[no-any-return]


def _add_sold(member: Member, products: list[Any]) -> None:
    sold: dict[int, dict[str, Any]] = {}
    reached = reached_by(member, "orders.view", party="order__customer")
    for part in chunks([product.pk for product in products]):
        lines = OrderLine.objects.of(member).filter(reached, product__in=part).order_by().values("product")
        sums = lines.annotate(quantity=Sum("quantity"), revenue=Sum("net_amount"))
        sold |= {row["product"]: row for row in sums}
    for product in products:
        row = sold.get(product.pk, {})
        product.sold, product.revenue = row.get("quantity", Decimal(0)), row.get("revenue", Decimal(0))
