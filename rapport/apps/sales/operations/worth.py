"""What orders are worth in the workspace's currency: at the rate of their day, kept with them."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F

from rapport.apps.accounts.queries import Rates, rates_of
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.sales.models import Order
from rapport.kernel.actor import system_actor
from rapport.kernel.bulk import update_rows
from rapport.kernel.money import at_rate

RESTATED = 2_000
WORTH = ("rate", "reporting_amount")
Worth = tuple[Decimal | None, Decimal | None]


def worth(rates: Rates, currency: str, at: datetime, net: Decimal) -> Worth:
    """The rate of an order and its amount at it; an order in the workspace's currency needs no rate.

    Both are empty where its day has no rate.
    """
    if rates.is_own(currency):
        return None, net
    rate = rates.at(currency, at)
    amount = None if rate is None else at_rate(net, rate)
    return (None, None) if amount is None else (rate, amount)


def restate_orders(
    workspace_id: int,
    *,
    currencies: Sequence[str] = (),
    since: date | None = None,
    tell: Callable[[int, int | None, str], None] = lambda *_: None,
) -> int:
    """Give the orders the rates that hold now; returns how many became worth something else.

    Only those in these currencies, where some are named, and of that day and later. Each batch is one transaction, and
    what is right already is passed over: a restating that was broken off goes on from there.
    """
    rows = _rows(workspace_id, currencies, since)
    total, passed, restated, last = rows.count(), 0, 0, 0
    while True:
        with recorded(system_actor(workspace_id), "orders.restated", topics=["orders"]) as change:
            batch = list(rows.filter(pk__gt=last).values_list("pk", "currency", "at", "net_amount", *WORTH)[:RESTATED])
            written = _restate(change, batch)
            change.details["restated"] = written
            if not written:
                change.leave_no_record()
        if not batch:
            return restated
        last, passed, restated = batch[-1][0], passed + len(batch), restated + written
        tell(min(passed, total), total, f"{restated} orders")


def _rows(workspace_id: int, currencies: Sequence[str], since: date | None) -> Any:
    rates = rates_of(workspace_id)
    rows = Order.objects.of(workspace_id).order_by("pk")
    rows = rows.filter(currency__in=currencies) if currencies else rows
    if since is not None:
        # The day begins at another moment in every zone, a day apart at most.
        rows = rows.filter(at__gte=datetime.combine(since, time(), UTC) - timedelta(days=1))
    return rows.exclude(currency=rates.into, rate=None, reporting_amount=F("net_amount"))


def _restate(change: Change, batch: Sequence[Any]) -> int:
    rates = rates_of(change.workspace_id)
    written = []
    for order_id, currency, at, net, *held in batch:
        now_worth = worth(rates, currency, at, net)
        if now_worth != tuple(held):
            written.append((order_id, change.sequence, *now_worth))
    return update_rows(Order, change.workspace_id, ("change", *WORTH), written)
