"""What can be asked of orders and products."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, Sum, Value, When

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, reached_by
from rapport.apps.sales.models import Order, OrderLine, Product
from rapport.kernel.bulk import chunks
from rapport.kernel.errors import Missing
from rapport.kernel.money import amount_field
from rapport.kernel.paging import PAGE_SIZE, Page, count_of, page_of
from rapport.kernel.paging import Count as RowCount

ORDER_SORTS = {"-at": ("at", True), "at": ("at", False)}
PRODUCT_SORTS = {"name": ("name", False), "-name": ("name", True), "sku": ("sku", False), "-sku": ("sku", True)}
LATEST_OF_CUSTOMER = 10
MOST_CATEGORIES = 500
SHOWN_CATEGORIES = 3


# Of a line, in the workspace's currency; nothing while its order waits for a rate.
CONVERTED = Case(
    When(order__reporting_amount=None, then=None),
    When(order__rate=None, then=F("net_amount")),
    default=F("net_amount") * F("order__rate"),
    output_field=amount_field(),
)


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
    waiting: int
    latest: list[Order]


@dataclass(frozen=True, slots=True)
class Habits:
    """How a customer buys: how often, since when, through which channel mostly, and of which categories."""

    count: int
    first: datetime | None
    last: datetime | None
    total: Decimal
    channel: str
    categories: list[str]

    @property
    def days_between(self) -> float | None:
        """The mean days between two orders; none before the second."""
        if self.count < 2 or self.first is None or self.last is None:
            return None
        return (self.last - self.first).days / (self.count - 1)


def has_orders(member: Member) -> bool:
    """Is there any order yet?"""
    member.require("orders.view")
    return bool(Order.objects.within(member).exists())


def list_orders(member: Member, wanted: OrderFilter, *, cursor: str = "", size: int = PAGE_SIZE) -> OrderList:
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
    page = page_of(shown, column=column, descending=descending, cursor=cursor, size=size)
    return OrderList(page, count_of(rows))


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
    """What a customer bought; of a company also what the people who work there bought."""
    member.require("orders.view")
    orders = Order.objects.within(member).filter(bought_by(customer))
    kinds = {
        row["kind"]: row
        for row in orders.order_by().values("kind").annotate(count=Count("pk"), total=Sum("reporting_amount"))
    }
    latest = orders.select_related("region").order_by("-at", "-pk")[:LATEST_OF_CUSTOMER]
    return CustomerOrders(
        count=kinds.get("sale", {}).get("count", 0),
        refunds=kinds.get("refund", {}).get("count", 0),
        total=sum((row["total"] or Decimal(0) for row in kinds.values()), Decimal(0)),
        waiting=orders.filter(reporting_amount=None).count(),
        latest=list(latest),
    )


def bought_by(customer: Party) -> Q:
    """The orders that belong to a customer: to a company also those of the people who work there."""
    return Q(customer=customer) if customer.is_person else Q(customer=customer) | Q(customer__company=customer)


def habits_of(member: Member, customer: Party) -> Habits:
    """How a customer buys, as far as orders tell."""
    member.require("orders.view")
    sales = Order.objects.within(member).filter(bought_by(customer), kind=Order.Kind.SALE).order_by()
    found = sales.aggregate(count=Count("pk"), first=Min("at"), last=Max("at"), total=Sum("reporting_amount"))
    ways = sales.exclude(channel="").values("channel").annotate(count=Count("pk")).order_by("-count", "channel")
    lines = OrderLine.objects.of(member).filter(order__in=sales.values("pk"), product__category__gt="")
    bought = lines.values("product__category").annotate(total=Sum(CONVERTED)).order_by(F("total").desc(nulls_last=True))
    return Habits(
        count=found["count"],
        first=found["first"],
        last=found["last"],
        total=found["total"] or Decimal(0),
        channel=next((row["channel"] for row in ways[:1]), ""),
        categories=[row["product__category"] for row in bought[:SHOWN_CATEGORIES] if row["product__category"]],
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


def orders_numbered(member: Member, text: str, *, most: int) -> list[Order]:
    """Orders whose number begins with a text, the exact one first; none for a text without a digit."""
    member.require("orders.view")
    number = text.strip()[:80].replace("\x00", "")
    if not any(character.isdigit() for character in number):
        return []
    rows = Order.objects.within(member).filter(number__istartswith=number).select_related("customer")
    return sorted(rows.order_by("number")[:most], key=lambda order: order.number.casefold() != number.casefold())


def products_named(member: Member, text: str, *, most: int) -> list[Product]:
    """Products with all words in their name, or an article number that begins with the text."""
    member.require("orders.view")
    words = text[:100].replace("\x00", "").split()
    if not words:
        return []
    named = Q(sku__istartswith=" ".join(words)) | reduce(and_, [Q(name__icontains=word) for word in words])
    begins = Q(name__istartswith=" ".join(words)) | Q(sku__istartswith=" ".join(words))
    a_word = reduce(and_, [Q(name__istartswith=word) | Q(name__icontains=f" {word}") for word in words])
    near = Case(When(begins, then=Value(0)), When(a_word, then=Value(1)), default=Value(2))
    return list(Product.objects.of(member).filter(named, archived_at=None).order_by(near, "name", "pk")[:most])


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
        sums = lines.annotate(quantity=Sum("quantity"), revenue=Sum(CONVERTED))
        sold |= {row["product"]: row for row in sums}
    for product in products:
        row = sold.get(product.pk, {})
        product.sold, product.revenue = row.get("quantity", Decimal(0)), row.get("revenue") or Decimal(0)
