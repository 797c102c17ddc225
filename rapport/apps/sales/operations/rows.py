"""The rows of orders and their lines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapport.apps.activity.operations import Change
from rapport.apps.sales.models import Order, OrderLine
from rapport.kernel.bulk import chunks, delete_rows, insert_rows, reserve_ids, update_rows
from rapport.kernel.clock import now
from rapport.kernel.tombstones import leave_tombstones

if TYPE_CHECKING:
    from rapport.apps.sales.operations.orders import Draft

ORDER = ("number", "kind", "customer_id", "at", "region_id", "currency", "net_amount", "channel", "fingerprint")
LINE = ("order_id", "product_id", "description", "quantity", "unit_price", "discount", "net_amount", "direct_cost")


def insert_orders(change: Change, drafts: "Sequence[Draft]") -> None:
    """Rows for new orders, whose ids have been reserved."""
    made = now()
    rows = [(draft.id, change.workspace_id, made, change.sequence, *_order(draft)) for draft in drafts]
    insert_rows(Order, ("id", "workspace_id", "created_at", "change", *ORDER), rows)


def update_orders(change: Change, drafts: "Sequence[Draft]") -> None:
    """The rows of orders that are known become what was said now."""
    rows = [(draft.id, change.sequence, *_order(draft)) for draft in drafts]
    update_rows(Order, change.workspace_id, ("change", *ORDER), rows)


def insert_lines(change: Change, drafts: "Sequence[Draft]", products: dict[str, int]) -> None:
    """Rows for all lines of the orders."""
    made, workspace_id, sequence = now(), change.workspace_id, change.sequence
    ids = iter(reserve_ids(OrderLine, sum(len(draft.amounts) for draft in drafts)))
    rows = [
        (
            next(ids),
            workspace_id,
            made,
            sequence,
            draft.id,
            products[line.sku.strip()],
            line.description.strip(),
            line.quantity,
            line.unit_price,
            line.discount,
            amount,
            line.direct_cost,
        )
        for draft in drafts
        for line, amount in zip(draft.facts.lines, draft.amounts, strict=True)
    ]
    insert_rows(OrderLine, ("id", "workspace_id", "created_at", "change", *LINE), rows)


def clear_lines(change: Change, drafts: "Sequence[Draft]") -> set[int]:
    """Take away the lines of orders that are about to change, and ties to them.

    Returns the customers these orders had. What they were is kept in the log, so that it can be brought back.
    """
    former: set[int] = set()
    before = change.details.setdefault("before", {})
    for part in chunks([draft.id for draft in drafts]):
        orders = Order.objects.of(change.workspace_id).filter(pk__in=part)
        for values in orders.values("pk", *ORDER):
            former |= {values["customer_id"]} - {None}
            before[str(values.pop("pk"))] = {name: str(value) for name, value in values.items() if value is not None}
        lines = OrderLine.objects.of(change.workspace_id).filter(order__in=part)
        for values in lines.order_by("pk").values(*LINE):
            kept = before[str(values.pop("order_id"))].setdefault("lines", [])
            kept.append([None if value is None else str(value) for value in values.values()])
        _untie(change, part)
        line_ids = list(lines.values_list("pk", flat=True))
        leave_tombstones(OrderLine, line_ids, workspace_id=change.workspace_id, change=change.sequence)
        delete_rows(lines)
    return former


def _untie(change: Change, order_ids: Sequence[int]) -> None:
    workspace_id, sequence = change.workspace_id, change.sequence
    tied = OrderLine.objects.of(workspace_id).filter(refunds__order__in=order_ids)
    OrderLine.objects.of(workspace_id).filter(pk__in=list(tied.values_list("pk", flat=True))).update(
        refunds=None, change=sequence
    )
    orders = Order.objects.of(workspace_id)
    orders.filter(refunds__in=order_ids).update(refunds=None, change=sequence)
    orders.filter(pk__in=order_ids).update(refunds=None)


def _order(draft: "Draft") -> tuple[object, ...]:
    facts = draft.facts
    return (
        draft.number,
        draft.kind,
        facts.customer_id,
        facts.at,
        facts.region_id,
        draft.currency,
        draft.total,
        facts.channel.strip(),
        draft.fingerprint,
    )
