"""The rows of orders and their lines."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rapport.apps.accounts.queries import Rates, rates_of
from rapport.apps.activity.operations import Change
from rapport.apps.sales.models import Order, OrderLine
from rapport.apps.sales.operations.worth import WORTH, worth
from rapport.kernel.bulk import chunks, delete_rows, insert_rows, reserve_ids, update_rows
from rapport.kernel.clock import now
from rapport.kernel.tombstones import leave_tombstones
from rapport.kernel.undoing import plain

if TYPE_CHECKING:
    from rapport.apps.sales.operations.orders import Draft

ORDER = ("number", "kind", "customer_id", "at", "region_id", "currency", "net_amount", "channel", "fingerprint")
LINE = ("order_id", "product_id", "description", "quantity", "unit_price", "discount", "net_amount", "direct_cost")


def insert_orders(change: Change, drafts: "Sequence[Draft]") -> None:
    """Rows for new orders, whose ids have been reserved."""
    made, rates = now(), rates_of(change.workspace_id)
    rows = [(draft.id, change.workspace_id, made, change.sequence, *_order(draft, rates)) for draft in drafts]
    insert_rows(Order, ("id", "workspace_id", "created_at", "change", *ORDER, *WORTH), rows)


def update_orders(change: Change, drafts: "Sequence[Draft]") -> None:
    """The rows of orders that are known become what was said now."""
    rates = rates_of(change.workspace_id)
    rows = [(draft.id, change.sequence, *_order(draft, rates)) for draft in drafts]
    update_rows(Order, change.workspace_id, ("change", *ORDER, *WORTH), rows)


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

    Returns the customers these orders had. What they were is kept in the log, so that it can be brought back: the
    order's columns, and its lines with their ids and ties.
    """
    before, after = change.details.setdefault("before", {}), change.details.setdefault("after", {})
    after |= {str(draft.id): draft.fingerprint for draft in drafts}
    return drop_lines(change, [draft.id for draft in drafts], before)


def drop_lines(change: Change, order_ids: Sequence[int], kept: dict[str, Any] | None = None) -> set[int]:
    """Take away the lines of these orders and the ties to them; returns their customers, notes in `kept` what was."""
    former: set[int] = set()
    for part in chunks(order_ids):
        orders = Order.objects.of(change.workspace_id).filter(pk__in=part)
        lines = OrderLine.objects.of(change.workspace_id).filter(order__in=part)
        for values in orders.values("pk", "refunds_id", *ORDER):
            former |= {values["customer_id"]} - {None}
            if kept is not None:
                noted = {name: plain(value) for name, value in values.items() if name != "pk"}
                kept[str(values["pk"])] = noted | {"lines": []}
        if kept is not None:
            for values in lines.order_by("pk").values("pk", "refunds_id", *LINE):
                kept[str(values["order_id"])]["lines"].append([plain(value) for value in values.values()])
        untie(change, part)
        line_ids = list(lines.values_list("pk", flat=True))
        leave_tombstones(OrderLine, line_ids, workspace_id=change.workspace_id, change=change.sequence)
        delete_rows(lines)
    return former


def untie(change: Change, order_ids: Sequence[int]) -> None:
    """Let go of everything that is tied to these orders or their lines."""
    tied = OrderLine.objects.of(change.workspace_id).filter(refunds__order__in=order_ids)
    set_ties(change, OrderLine, dict.fromkeys(tied.values_list("pk", flat=True)))
    orders = Order.objects.of(change.workspace_id)
    loose = [
        *orders.filter(refunds__in=order_ids).values_list("pk", flat=True),
        *orders.filter(pk__in=order_ids).exclude(refunds=None).values_list("pk", flat=True),
    ]
    set_ties(change, Order, dict.fromkeys(loose))


def set_ties(change: Change, model: type[Order] | type[OrderLine], ties: Mapping[int, int | None]) -> None:
    """Tie refunds, or lines of refunds, to what they take back; the log keeps what they were tied to before."""
    noted = change.details.setdefault("ties", {"orders": {}, "lines": {}})["orders" if model is Order else "lines"]
    for part in chunks(list(ties)):
        before = model.objects.of(change.workspace_id).filter(pk__in=part).values_list("pk", "refunds_id")
        for row_id, refunds in before:
            noted.setdefault(str(row_id), refunds)
    rows = [(row_id, refunds, change.sequence) for row_id, refunds in ties.items()]
    update_rows(model, change.workspace_id, ("refunds", "change"), rows)


def _order(draft: "Draft", rates: Rates) -> tuple[object, ...]:
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
        *worth(rates, draft.currency, facts.at, draft.total),
    )
