"""Pages about orders and products."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers.queries import party, regions
from rapport.apps.sales import queries
from rapport.apps.sales.queries import OrderFilter
from rapport.kernel.ids import number_in


@page("orders.view")
def orders(request: HttpRequest, member: Member) -> HttpResponse:
    """Orders, newest first, filtered and searched."""
    asked = request.GET
    wanted = OrderFilter(
        search=asked.get("q", ""),
        kind=asked.get("kind", ""),
        region_id=number_in(asked.get("region")),
        customer_id=number_in(asked.get("customer")),
        anonymous=asked.get("who") == "anonymous",
        sort=asked.get("sort", "-at"),
    )
    found = queries.list_orders(member, wanted, cursor=asked.get("page", ""))
    customer = party(member, wanted.customer_id) if wanted.customer_id else None
    context = {"found": found, "wanted": wanted, "regions": regions(member), "customer": customer}
    return render(request, "sales/orders.html", context)


@page("orders.view")
def order(request: HttpRequest, member: Member, order_id: int) -> HttpResponse:
    """One order: its lines, what it takes back, what was taken back of it."""
    return render(request, "sales/order.html", {"found": queries.order_page(member, order_id)})


@page("orders.view")
def of_customer(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """What one customer bought: a part of the customer's page, or a page of its own."""
    customer = party(member, party_id)
    context = {"customer": customer, "bought": queries.orders_of(member, customer)}
    template = "sales/_of_customer.html" if getattr(request, "htmx", False) else "sales/of_customer.html"
    return render(request, template, context)


@page("orders.view")
def products(request: HttpRequest, member: Member) -> HttpResponse:
    """Products, and how much of each was sold."""
    asked = request.GET
    words = {name: asked.get(name, "") for name in ("q", "category")}
    sort = asked.get("sort", "name")
    found = queries.list_products(
        member, search=words["q"], category=words["category"], sort=sort, cursor=asked.get("page", "")
    )
    context = {"found": found, "words": words, "sort": sort, "categories": queries.categories(member)}
    return render(request, "sales/products.html", context)
