"""Taking back what an import did to orders and products; inside an operation of the room above."""

from collections.abc import Mapping, Sequence
from typing import Any

from rapport.apps.accounts.queries import rates_of
from rapport.apps.activity.operations import Change
from rapport.apps.customers.models import Party, Region
from rapport.apps.customers.operations import take_back_dates
from rapport.apps.sales.models import Order, OrderLine, Product
from rapport.apps.sales.operations.customers import follow_customers
from rapport.apps.sales.operations.products import COLUMNS
from rapport.apps.sales.operations.rows import LINE, ORDER, drop_lines
from rapport.apps.sales.operations.worth import WORTH, worth
from rapport.kernel.bulk import chunks, delete_rows, insert_rows, update_rows
from rapport.kernel.clock import now
from rapport.kernel.referring import referred_to
from rapport.kernel.tombstones import leave_tombstones
from rapport.kernel.undoing import Left, TakenBack, Undoing, revived, rows_by_id, set_back

Values = dict[str, Any]
LINE_COLUMNS = ("id", "refunds_id", *LINE)


def take_back_orders(change: Change, details: Values, undoing: Undoing) -> TakenBack:
    """Remove the orders a batch made and set back those it changed, with lines and ties; then its products."""
    done = TakenBack()
    customers = _set_back(change, details, done) | _remove(change, details, undoing, done)
    _tie_as_before(change, details)
    take_back_dates(change, details)
    follow_customers(change, sorted(customers))
    products = take_back_products(change, details, undoing)
    return TakenBack(done.removed + products.removed, done.restored + products.restored, done.left + products.left)


def take_back_products(change: Change, details: Values, undoing: Undoing) -> TakenBack:
    """Remove the products a batch made, where nothing has been sold of them, and set back those it changed."""
    noted = details.get("products", {})
    done = TakenBack()
    rows = Product.objects.of(change.workspace_id)
    before, after = noted.get("before", {}), noted.get("after", {})
    written = []
    for product_id, values in rows_by_id(rows, [int(row_id) for row_id in before], COLUMNS).items():
        back, differ = set_back(values, before[str(product_id)], after[str(product_id)])
        done.left += [_left("product", product_id, values["name"], name) for name in differ]
        if back:
            merged = values | {name: revived(Product, name, value) for name, value in back.items()}
            written.append((product_id, change.sequence, *(merged[name] for name in COLUMNS)))
    update_rows(Product, change.workspace_id, ("change", *COLUMNS), written)
    done.restored += len(written)
    _remove_products(change, noted.get("created_ids", []), undoing, done)
    return done


def _remove_products(change: Change, created: Sequence[int], undoing: Undoing, done: TakenBack) -> None:
    found = rows_by_id(Product.objects.of(change.workspace_id), created, ("name", "change"))
    used = referred_to(Product, list(found), change.workspace_id)
    own = undoing.own({values["change"] for values in found.values()})
    free = []
    for product_id, values in found.items():
        if product_id in used:
            done.left.append(_left("product", product_id, values["name"], "", "It has been sold elsewhere."))
        elif values["change"] not in own:
            done.left.append(_left("product", product_id, values["name"]))
        else:
            free.append(product_id)
    _delete(change, Product, free)
    done.removed += len(free)


def _remove(change: Change, details: Values, undoing: Undoing, done: TakenBack) -> set[int]:
    found = rows_by_id(Order.objects.of(change.workspace_id), details.get("created_ids", []), ("number", "change"))
    own = undoing.own({values["change"] for values in found.values()})
    free = [order_id for order_id, values in found.items() if values["change"] in own]
    done.left += [
        _left("order", order_id, values["number"]) for order_id, values in found.items() if order_id not in free
    ]
    customers = drop_lines(change, free)
    _delete(change, Order, free)
    done.removed += len(free)
    return customers


def _set_back(change: Change, details: Values, done: TakenBack) -> set[int]:
    """Orders that still are what the import made of them get their columns and lines back, under the lines' own ids."""
    before, after = details.get("before", {}), details.get("after", {})
    rows = Order.objects.of(change.workspace_id)
    found = rows_by_id(rows, [int(order_id) for order_id in before], ("number", "fingerprint"))
    back = {}
    for order_id, values in found.items():
        if values["fingerprint"] == after.get(str(order_id)):
            back[order_id] = before[str(order_id)]
        else:
            done.left.append(_left("order", order_id, values["number"]))
    customers = drop_lines(change, list(back))
    _empty_lost_keys(change.workspace_id, back)
    _write(change, back)
    done.restored += len(back)
    return customers | {values["customer_id"] for values in back.values() if values["customer_id"]}


def _write(change: Change, back: Mapping[int, Values]) -> None:
    rates = rates_of(change.workspace_id)
    orders = []
    for order_id, values in back.items():
        was = {name: revived(Order, name, values[name]) for name in ORDER}
        now_worth = worth(rates, was["currency"], was["at"], was["net_amount"])
        orders.append((order_id, change.sequence, *was.values(), *now_worth))
    update_rows(Order, change.workspace_id, ("change", *ORDER, *WORTH), orders)
    made = now()
    lines = []
    for values in back.values():
        for line in values["lines"]:
            kept = dict(zip(LINE_COLUMNS, line, strict=True)) | {"refunds_id": None}
            revived_line = [revived(OrderLine, name, kept[name]) for name in LINE_COLUMNS]
            lines.append((change.workspace_id, made, change.sequence, *revived_line))
    insert_rows(OrderLine, ("workspace_id", "created_at", "change", *LINE_COLUMNS), lines)


def _tie_as_before(change: Change, details: Values) -> None:
    """Ties are as they were, as far as both ends are there: those of lines that came back, and of all others."""
    lines = [dict(zip(LINE_COLUMNS, line, strict=True)) for was in details["before"].values() for line in was["lines"]]
    own = {str(line["id"]): line["refunds_id"] for line in lines if line["refunds_id"]}
    ties = {name: dict(noted) for name, noted in details.get("ties", {}).items()}
    ties["lines"] = own | ties.get("lines", {})
    for model, name in ((OrderLine, "lines"), (Order, "orders")):
        noted = {int(row_id): refunds for row_id, refunds in ties.get(name, {}).items()}
        rows = model.objects.of(change.workspace_id)
        there: set[int] = set()
        for part in chunks(sorted({*noted, *noted.values()} - {None})):
            there |= set(rows.filter(pk__in=part).values_list("pk", flat=True))
        written = [
            (row_id, refunds, change.sequence)
            for row_id, refunds in noted.items()
            if row_id in there and (refunds is None or refunds in there)
        ]
        update_rows(model, change.workspace_id, ("refunds", "change"), written)


def _empty_lost_keys(workspace_id: int, back: Mapping[int, Values]) -> None:
    """A customer or region that is gone meanwhile is named no more."""
    models: list[tuple[str, Any]] = [("customer_id", Party), ("region_id", Region)]
    for name, model in models:
        named = {values[name] for values in back.values() if values[name]}
        there = set(model.objects.of(workspace_id).filter(pk__in=named).values_list("pk", flat=True))
        for values in back.values():
            values[name] = values[name] if values[name] in there else None


def _delete(change: Change, model: Any, row_ids: Sequence[int]) -> None:
    leave_tombstones(model, row_ids, workspace_id=change.workspace_id, change=change.sequence)
    for part in chunks(row_ids):
        delete_rows(model.objects.of(change.workspace_id).filter(pk__in=part))


def _left(noun: str, row_id: int, label: str, field: str = "", reason: str = "It has been changed since.") -> Left:
    return Left(noun, row_id, label, field, reason)
