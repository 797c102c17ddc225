"""The pages of orders and products."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_party, record_regions
from rapport.apps.sales.models import Order
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.apps.sales.queries import OrderFilter, has_orders, list_orders, list_products, order_page, orders_of
from rapport.kernel.errors import Missing

MARKUP = '<b>"Lamp"</b>'


@pytest.fixture
def address(client: Client, edi: Member) -> Callable[[str], str]:
    client.force_login(edi.user)
    return lambda path: f"/w/{edi.workspace.slug}/{path}"


@pytest.fixture
def lea(edi: Member) -> Party:
    """Lea bought seventy times and gave one thing back."""
    party = create_party(edi, name="Lea")
    region = record_regions(edi, ["Spain"])["Spain"]
    orders = [
        OrderFacts(
            f"{n:03}",
            datetime(2026, 1, 1 + n // 10, 12, n % 10, tzinfo=UTC),
            [LineFacts("A", Decimal(2), Decimal("1.50"), MARKUP)],
            customer_id=party.pk,
            region_id=region,
        )
        for n in range(70)
    ]
    back = OrderFacts(
        "C1", datetime(2026, 2, 1, tzinfo=UTC), [LineFacts("A", Decimal(-1), Decimal("1.50"))], customer_id=party.pk
    )
    anonymous = OrderFacts("X1", datetime(2026, 2, 2, tzinfo=UTC), [LineFacts("B", Decimal(1), Decimal(4))])
    record_orders(edi, [*orders, back, anonymous], cancellation_mark="C")
    return party


def numbers(member: Member, **wanted: Any) -> list[str]:
    return [order.number for order in list_orders(member, OrderFilter(**wanted)).page.rows]


def test_orders_are_shown_newest_first_in_pages(edi: Member, lea: Party) -> None:
    first = list_orders(edi, OrderFilter())
    second = list_orders(edi, OrderFilter(), cursor=first.page.next)

    assert [order.number for order in first.page.rows][:3] == ["X1", "C1", "069"]
    assert len(first.page.rows) + len(second.page.rows) == first.count.number == 72
    assert not second.page.next


def test_filters_narrow_the_orders(edi: Member, lea: Party) -> None:
    assert numbers(edi, kind="refund") == ["C1"]
    assert numbers(edi, anonymous=True) == ["X1"]
    assert numbers(edi, search="06", sort="at") == [f"06{n}" for n in range(10)]
    assert len(numbers(edi, customer_id=lea.pk)) == 50


def test_a_customer_knows_what_they_bought(edi: Member, lea: Party) -> None:
    bought = orders_of(edi, lea)

    assert (bought.count, bought.refunds, bought.total, len(bought.latest)) == (70, 1, Decimal("208.50"), 10)
    assert has_orders(edi)


def test_an_order_and_its_refund_know_one_another(edi: Member, lea: Party) -> None:
    refund = Order.objects.of(edi).get(number="C1")

    sale = order_page(edi, refund.refunds_id)
    back = order_page(edi, refund.pk)

    assert [order.number for order in sale.refunded_by] == ["C1"]
    assert back.lines[0].refunds.order.number == sale.order.number == "069"


def test_products_show_what_was_sold_less_returns(edi: Member, lea: Party) -> None:
    lamp = list_products(edi, search="lamp").page.rows[0]

    assert (lamp.sold, lamp.revenue) == (Decimal(139), Decimal("208.5"))


def test_pages_ask_the_database_a_few_times(
    client: Client, edi: Member, lea: Party, address: Callable[[str], str], django_assert_max_num_queries: Any
) -> None:
    refund = Order.objects.of(edi).get(number="C1")
    for path in (
        "sales",
        "sales?q=0&sort=at",
        "sales/products",
        f"sales/orders/{refund.pk}",
        f"sales/of-customer/{lea.pk}",
    ):
        with django_assert_max_num_queries(15):
            answer = client.get(address(path))

        assert answer.status_code == 200
        assert "<b>" not in answer.content.decode()


def test_an_empty_workspace_says_what_to_do(client: Client, edi: Member, address: Callable[[str], str]) -> None:
    assert "No orders yet" in client.get(address("sales")).content.decode()
    assert "No products here" in client.get(address("sales/products")).content.decode()
    assert "No order fits" in client.get(address("sales?kind=refund")).content.decode()


def test_another_workspaces_order_is_missing(edi: Member, otto: Member, lea: Party) -> None:
    order = Order.objects.of(edi).first()

    with pytest.raises(Missing):
        order_page(otto, order.pk)
    assert numbers(otto) == []
    assert not has_orders(otto)
