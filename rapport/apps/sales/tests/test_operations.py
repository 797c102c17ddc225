"""Recording orders: kinds, refunds and what they take back, doubles, and what customers learn from them."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_party, delete_party
from rapport.apps.sales.models import Order, OrderLine, Product
from rapport.apps.sales.operations import (
    LineFacts,
    OrderFacts,
    ProductFacts,
    order_errors,
    record_orders,
    record_products,
)
from rapport.kernel.errors import Conflict, NotPermitted, Refused
from rapport.kernel.models import Tombstone


def at(day: int, month: int = 1) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


def line(sku: str = "A", quantity: int = 1, price: str = "10.00", **more: object) -> LineFacts:
    return LineFacts(sku, Decimal(quantity), Decimal(price), **more)


def order(number: str, *lines: LineFacts, day: int = 1, customer: Party | None = None, **more: object) -> OrderFacts:
    return OrderFacts(number, at(day), list(lines), customer_id=customer.pk if customer else None, **more)


@pytest.fixture
def lea(edi: Member) -> Party:
    return create_party(edi, name="Lea")


def test_an_order_becomes_rows_with_its_products(edi: Member, lea: Party) -> None:
    done = record_orders(
        edi,
        [
            order(
                "1",
                line("A", 2, "2.55", description="Red lamp"),
                line("B", 1, "3", discount=Decimal("0.5")),
                customer=lea,
            )
        ],
    )

    found = Order.objects.of(edi).get(pk=done.ids[0])
    assert (found.kind, found.net_amount, found.currency, found.customer_id) == ("sale", Decimal("7.60"), "EUR", lea.pk)
    assert dict(Product.objects.of(edi).values_list("sku", "name")) == {"A": "Red lamp", "B": "B"}
    assert {entry.change for entry in OrderLine.objects.of(edi)} == {found.change}


@pytest.mark.parametrize(
    ("number", "lines", "kind"),
    [
        ("536365", [line("A", 6, "2.55")], "sale"),
        ("C536379", [line("A", -1, "27.50")], "refund"),
        ("c536379", [line("A", 1, "0")], "refund"),
        ("536380", [line("A", -1, "27.50"), line("B", -2, "1")], "refund"),
        ("536414", [line("A", 56, "0")], "adjustment"),
        ("536589", [line("A", -10, "0")], "adjustment"),
        ("A563186", [line("B", 1, "-11062.06")], "adjustment"),
        ("536381", [line("A", 5, "2"), line("B", -1, "3")], "sale"),
    ],
)
def test_the_kind_of_an_order_is_told_from_number_and_amounts(
    edi: Member, number: str, lines: list[LineFacts], kind: str
) -> None:
    record_orders(edi, [order(number, *lines)], cancellation_mark="C")

    assert Order.objects.of(edi).get().kind == kind


def test_a_kind_that_is_given_is_believed(edi: Member) -> None:
    record_orders(edi, [order("1", line(), kind="adjustment")])

    assert Order.objects.of(edi).get().kind == "adjustment"


def test_the_same_orders_twice_change_nothing(edi: Member, lea: Party) -> None:
    orders = [order("1", line("A", 3), customer=lea), order("C2", line("A", -1), day=2, customer=lea)]
    record_orders(edi, orders, cancellation_mark="C")
    before = [list(model.objects.of(edi).order_by("pk").values()) for model in (Order, OrderLine, Product, Party)]
    position = Activity.objects.of(edi).latest("sequence").sequence

    again = record_orders(edi, orders, cancellation_mark="C")

    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert [
        list(model.objects.of(edi).order_by("pk").values()) for model in (Order, OrderLine, Product, Party)
    ] == before
    assert Activity.objects.of(edi).latest("sequence").sequence == position


def test_a_changed_order_gets_new_lines_and_the_log_keeps_the_old(edi: Member, lea: Party) -> None:
    record_orders(edi, [order("1", line("A", 3), customer=lea)])
    old = OrderLine.objects.of(edi).get()

    done = record_orders(edi, [order("1", line("A", 2), line("B", 1), customer=lea)])

    assert (done.created, done.updated) == (0, 1)
    assert OrderLine.objects.of(edi).count() == 2
    assert Tombstone.objects.of(edi).filter(model_label="sales.OrderLine", row_id=old.pk).exists()
    kept = Activity.objects.of(edi).latest("sequence").details["before"][str(done.ids[0])]
    assert Decimal(kept["lines"][0][5]) == 3


def test_a_refund_takes_back_the_latest_earlier_sale_with_enough_left(edi: Member, lea: Party) -> None:
    record_orders(
        edi,
        [
            order("1", line("A", 5), day=1, customer=lea),
            order("2", line("A", 2), day=3, customer=lea),
            order("3", line("A", 9), day=9, customer=lea),
            order("C4", line("A", -2), day=5, customer=lea),
            order("C5", line("A", -2), day=6, customer=lea),
            order("C6", line("A", -4), day=7, customer=lea),
        ],
        cancellation_mark="C",
    )

    tied = dict(Order.objects.of(edi).filter(kind="refund").values_list("number", "refunds__number"))
    assert tied == {"C4": "2", "C5": "1", "C6": None}


def test_a_refund_of_two_orders_is_tied_by_line_only(edi: Member, lea: Party) -> None:
    record_orders(
        edi,
        [
            order("1", line("A"), day=1, customer=lea),
            order("2", line("B"), day=2, customer=lea),
            order("C3", line("A", -1), line("B", -1), day=5, customer=lea),
        ],
        cancellation_mark="C",
    )

    refund = Order.objects.of(edi).get(number="C3")
    assert refund.refunds_id is None
    assert set(OrderLine.objects.of(edi).filter(order=refund).values_list("refunds__order__number", flat=True)) == {
        "1",
        "2",
    }


def test_a_refund_that_came_before_its_sale_is_tied_when_the_sale_arrives(edi: Member, lea: Party) -> None:
    record_orders(edi, [order("C2", line("A", -1), day=5, customer=lea)], cancellation_mark="C")

    done = record_orders(edi, [order("1", line("A", 1), day=1, customer=lea)])

    assert done.refunds_tied == 1
    assert Order.objects.of(edi).filter(number="C2").values_list("refunds__number", flat=True).get() == "1"


def test_a_refund_never_takes_back_what_somebody_else_bought(edi: Member, lea: Party) -> None:
    other = create_party(edi, name="Ole")

    record_orders(
        edi,
        [order("1", line("A"), customer=other), order("C2", line("A", -1), day=5, customer=lea)],
        cancellation_mark="C",
    )

    assert Order.objects.of(edi).get(number="C2").refunds is None


def test_a_sale_that_changes_lets_its_refund_go_and_finds_it_again(edi: Member, lea: Party) -> None:
    record_orders(
        edi,
        [order("1", line("A", 2), customer=lea), order("C2", line("A", -1), day=5, customer=lea)],
        cancellation_mark="C",
    )

    record_orders(edi, [order("1", line("A", 3), customer=lea)])

    assert OrderLine.objects.of(edi).filter(order__number="C2").values_list("refunds__quantity", flat=True).get() == 3


def test_customers_learn_when_they_first_bought(edi: Member, lea: Party) -> None:
    record_orders(
        edi,
        [order("2", line(), day=8, customer=lea), order("C1", line("A", -1), day=2, customer=lea)],
        cancellation_mark="C",
    )

    lea.refresh_from_db()
    assert (lea.first_seen_at, lea.acquired_at) == (at(2), at(8))
    assert lea.change == Order.objects.of(edi).get(number="2").change


def test_orders_of_nobody_known_are_kept(edi: Member) -> None:
    record_orders(edi, [order("1", line())])

    assert Order.objects.of(edi).get().customer is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (order(" ", line()), "number"),
        (order("x" * 81, line()), "number"),
        (order("1"), "lines"),
        (order("1", line(), kind="gift"), "kind"),
        (order("1", line(), currency="EURO"), "currency"),
        (OrderFacts("1", datetime(2026, 1, 1), [line()]), "at"),
        (order("1", line(), line("")), "line 2 › product"),
        (order("1", line("A", 1, "NaN")), "line 1 › unit_price"),
        (order("1", LineFacts("A", Decimal("1e400"), Decimal(1))), "line 1 › quantity"),
        (order("1", line("A\x00")), "line 1 › product"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(facts: OrderFacts, field: str) -> None:
    assert [name for name, _message in order_errors(facts)] == [field]


def test_a_bad_order_names_its_place_and_nothing_is_recorded(edi: Member) -> None:
    with pytest.raises(Refused) as refused:
        record_orders(edi, [order("1", line()), order("2", line("A", 1, "Infinity"), place="row 7")])

    assert refused.value.place == "row 7 › line 1 › unit_price"
    assert not Order.objects.of(edi).exists()
    assert not Product.objects.of(edi).exists()


def test_a_number_given_twice_in_one_batch_is_refused(edi: Member) -> None:
    with pytest.raises(Refused, match="given twice"):
        record_orders(edi, [order("1", line()), order("1", line("B"))])


def test_viewers_and_other_workspaces_are_refused(edi: Member, vic: Member, otto: Member, lea: Party) -> None:
    with pytest.raises(NotPermitted):
        record_orders(vic, [order("1", line())])
    with pytest.raises(NotPermitted):
        record_products(vic, [ProductFacts("A")])
    with pytest.raises(Refused, match="no such customer"):
        record_orders(otto, [order("1", line(), customer=lea)])

    assert not Order.objects.filter(workspace__in=[otto.workspace, edi.workspace]).exists()


def test_products_are_updated_by_what_is_said(edi: Member) -> None:
    record_products(edi, [ProductFacts("A", "Lamp", "Light", Decimal("9.5"), Decimal(4))])

    done = record_products(edi, [ProductFacts("A", price=Decimal(10)), ProductFacts("B", "Bulb")])
    again = record_products(edi, [ProductFacts("A", price=Decimal(10)), ProductFacts("B", "Bulb")])

    lamp = Product.objects.of(edi).get(sku="A")
    assert (done.created, done.updated, again.unchanged) == (1, 1, 2)
    assert (lamp.name, lamp.category, lamp.price, lamp.unit_cost) == ("Lamp", "Light", Decimal(10), Decimal(4))


def test_a_customer_with_orders_is_archived_not_deleted(edi: Member, lea: Party) -> None:
    record_orders(edi, [order("1", line(), customer=lea)])

    with pytest.raises(Conflict, match="has 1 order"):
        delete_party(edi, lea.pk)

    assert Party.objects.of(edi).filter(pk=lea.pk).exists()
