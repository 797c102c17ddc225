"""Recording orders, many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import Party, Region
from rapport.apps.customers.operations import RefusedFacts, stamp_parties
from rapport.apps.sales.models import Order
from rapport.apps.sales.operations.customers import follow_customers
from rapport.apps.sales.operations.facts import LineFacts, OrderFacts, RecordedOrders, check_order
from rapport.apps.sales.operations.kinds import kind_of
from rapport.apps.sales.operations.products import products_by_sku
from rapport.apps.sales.operations.refunds import tie_refunds
from rapport.apps.sales.operations.rows import clear_lines, insert_lines, insert_orders, update_orders
from rapport.kernel.actor import Actor
from rapport.kernel.bulk import chunks, reserve_ids
from rapport.kernel.errors import Refused

PLACES = Decimal("0.0001")


@dataclass(slots=True)
class Draft:
    """An order on its way into the tables: what follows from its facts, and its id once it has one."""

    facts: OrderFacts
    number: str
    currency: str
    amounts: list[Decimal]
    total: Decimal
    kind: str
    fingerprint: str
    id: int = 0


@dataclass(slots=True)
class Batch:
    """The orders of one call, by what has to be done with them; refused ones by their place in the call."""

    new: list[Draft] = field(default_factory=list)
    changed: list[Draft] = field(default_factory=list)
    unchanged: list[Draft] = field(default_factory=list)
    refused: list[RefusedFacts] = field(default_factory=list)

    @property
    def written(self) -> list[Draft]:
        """The orders whose rows are written."""
        return [*self.new, *self.changed]


def record_orders(
    member: Member,
    orders: Sequence[OrderFacts],
    *,
    cancellation_mark: str = "",
    mode: str = "both",
    actor: Actor | None = None,
) -> RecordedOrders:
    """Create or update orders by their number: one transaction and one record in the log for all of them.

    Products that are not known are made. Refunds are tied to the sale they take back, and customers learn when they
    first bought. The same orders twice change nothing. With mode "create" known orders stay as they are, with mode
    "update" unknown ones are left out and named. Raises Refused, naming the place, for the first thing that is wrong;
    then nothing is recorded.
    """
    member.require("orders.edit")
    currency = member.workspace.currency
    for facts in orders:
        check_order(facts)
    drafts = [_draft(facts, currency, cancellation_mark) for facts in orders]
    _refuse_doubles(drafts)
    _check_keys(member, orders)
    with recorded(actor or member.actor, "orders.imported", topics=["orders"]) as change:
        batch = _sorted(member, drafts, mode)
        done = RecordedOrders(len(batch.new), len(batch.changed), len(batch.unchanged), refused=batch.refused)
        if batch.written:
            done.refunds_tied = _write(change, batch, currency)
        else:
            change.leave_no_record()
        done.ids = [draft.id for draft in drafts]
        change.details |= {"created": done.created, "updated": done.updated, "unchanged": done.unchanged}
        change.details |= {"refunds_tied": done.refunds_tied, "created_ids": [draft.id for draft in batch.new]}
    return done


def judge_orders(
    member: Member, orders: Sequence[OrderFacts], *, cancellation_mark: str = "", mode: str = "both"
) -> RecordedOrders:
    """What recording these orders would do; customers and regions that are not made yet have ids below zero."""
    drafts = [_draft(facts, member.workspace.currency, cancellation_mark) for facts in orders]
    batch = _sorted(member, drafts, mode)
    ids = [draft.id for draft in batch.changed]
    return RecordedOrders(len(batch.new), len(batch.changed), len(batch.unchanged), ids=ids, refused=batch.refused)


def _draft(facts: OrderFacts, currency: str, cancellation_mark: str) -> Draft:
    amounts = [_amount(line) for line in facts.lines]
    total, number = sum(amounts, Decimal(0)), facts.number.strip()
    quantities = [line.quantity for line in facts.lines]
    kind = facts.kind or kind_of(number, quantities, total, cancellation_mark=cancellation_mark)
    currency = facts.currency or currency
    return Draft(facts, number, currency, amounts, total, kind, _fingerprint(facts, kind, currency))


def _amount(line: LineFacts) -> Decimal:
    amount = line.net_amount
    if amount is None:
        amount = line.quantity * line.unit_price - line.discount
    return amount.quantize(PLACES)


def _fingerprint(facts: OrderFacts, kind: str, currency: str) -> str:
    """The same for the same order, whatever it is read from."""
    head = (facts.at.timestamp(), facts.customer_id, facts.region_id, facts.channel, kind, currency)
    lines = [
        f"{sku}|{quantity}|{price}|{description}|{net}|{discount}|{cost}"
        for sku, quantity, price, description, net, discount, cost in facts.lines
    ]
    return blake2b("\n".join([repr(head), *lines]).encode(), digest_size=16).hexdigest()


def _refuse_doubles(drafts: Sequence[Draft]) -> None:
    seen: set[str] = set()
    for draft in drafts:
        if draft.number in seen:
            place = draft.facts.place or draft.number
            raise Refused(f"The order “{draft.number}” was given twice.", place=f"{place} › number", code="order")
        seen.add(draft.number)


def _check_keys(member: Member, orders: Sequence[OrderFacts]) -> None:
    """Customers and regions must be of the workspace, customers within the member's reach."""
    models: list[tuple[str, Any]] = [("customer_id", Party), ("region_id", Region)]
    for name, model in models:
        named = {getattr(facts, name) for facts in orders} - {None}
        found: set[int] = set()
        for part in chunks(sorted(named)):
            rows = Party.objects.within(member, "orders.edit") if model is Party else model.objects.of(member)
            found |= set(rows.filter(pk__in=part).values_list("pk", flat=True))
        if named - found:
            facts = next(facts for facts in orders if getattr(facts, name) in named - found)
            word = name.removesuffix("_id")
            raise Refused(f"There is no such {word}.", place=f"{facts.place or facts.number} › {word}", code="order")


def _refuse_out_of_reach(member: Member, drafts: Sequence[Draft], known: dict[str, int]) -> None:
    """Raise Refused for an order of nobody known, and for one that is there already with a customer of others."""
    reached: set[int] = set()
    for part in chunks(sorted(known.values())):
        rows = Order.objects.within(member, "orders.edit").filter(pk__in=part)
        reached |= set(rows.values_list("pk", flat=True))
    for draft in drafts:
        order_id = known.get(draft.number)
        if draft.facts.customer_id is None or (order_id is not None and order_id not in reached):
            place = f"{draft.facts.place or draft.number} › customer"
            raise Refused("You may record orders of the customers you look after only.", place=place, code="reach")


def _sorted(member: Member, drafts: Sequence[Draft], mode: str) -> Batch:
    known: dict[str, tuple[int, str]] = {}
    for part in chunks([draft.number for draft in drafts]):
        rows = Order.objects.of(member).filter(number__in=part).values_list("number", "pk", "fingerprint")
        known |= {number: (order_id, fingerprint) for number, order_id, fingerprint in rows}
    if member.scope("orders.edit") != "all":
        _refuse_out_of_reach(member, drafts, {number: order_id for number, (order_id, _) in known.items()})
    batch = Batch()
    for position, draft in enumerate(drafts):
        draft.id, fingerprint = known.get(draft.number, (0, ""))
        if not draft.id and mode == "update":
            words = f"There is no order “{draft.number[:40]}”, and this import only updates."
            batch.refused.append(RefusedFacts(position, "number", words))
        elif not draft.id:
            batch.new.append(draft)
        elif fingerprint == draft.fingerprint or mode == "create":
            batch.unchanged.append(draft)
        else:
            batch.changed.append(draft)
    return batch


def _write(change: Change, batch: Batch, currency: str) -> int:
    """Write rows and what follows from them; returns how many refund lines were tied."""
    for draft, order_id in zip(batch.new, reserve_ids(Order, len(batch.new)), strict=True):
        draft.id = order_id
    written = batch.written
    named = ((line.sku.strip(), line.description.strip()) for draft in written for line in draft.facts.lines)
    products = products_by_sku(change, named, currency)
    former = clear_lines(change, batch.changed)
    insert_orders(change, batch.new)
    update_orders(change, batch.changed)
    insert_lines(change, written, products)
    present = {draft.facts.customer_id for draft in written if draft.facts.customer_id is not None}
    customers = present | former
    stamp_parties(change, former - present)
    follow_customers(change, sorted(customers))
    touched = {
        (draft.facts.customer_id or 0, products[line.sku.strip()]) for draft in written for line in draft.facts.lines
    }
    return tie_refunds(change, sorted(customers), touched=touched)
