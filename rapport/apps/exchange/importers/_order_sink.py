"""Rows of order lines: those with one number make an order, with its customer, region and products."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Max

from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import PartyFacts, RefusedFacts, party_errors, record_parties
from rapport.apps.exchange.importers._entry import PlainSink, Problem, Record, Setting, Written, noting, refuse
from rapport.apps.exchange.importers._people_behind import NOBODY, Parties, Regions, Who, region_error, who
from rapport.apps.sales.models import Order, Product
from rapport.apps.sales.operations import (
    LineFacts,
    OrderFacts,
    ProductFacts,
    judge_orders,
    order_errors,
    record_orders,
    record_products,
)
from rapport.kernel.clock import now

NAMES_REMEMBERED = 300_000
PRODUCTS_A_BATCH = 5_000
LINE_STEP = Decimal("0.0001")


class Line(NamedTuple):
    """The values of one row, in the order of the importer's fields."""

    number: str
    at: datetime | None
    customer: str | None
    email: str | None
    customer_name: str | None
    region: str | None
    sku: str | None
    description: str | None
    quantity: Decimal
    unit_price: Decimal | None
    line_total: Decimal | None
    discount: Decimal | None
    direct_cost: Decimal | None
    channel: str | None
    currency: str | None


@dataclass(slots=True)
class Purchase:
    """An order, its customer as the rows name them, and its region's name."""

    facts: OrderFacts
    customer: Who
    customer_name: str | None
    email: str | None
    region: str | None
    revenue: Decimal


class OrdersSink(PlainSink):
    """Writes orders, and on the way the customers, regions and products they name."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._names_of_fields = [field.name for field in setting.fields]
        self.regions = Regions(setting)
        self.parties = Parties(setting)
        self._names: Counter[tuple[str, str]] = Counter()
        self._latest: dict[int, datetime] = {}

    def survey(self, values: Sequence[Any]) -> None:
        """Count which product is called what."""
        sku, description = values
        pair = (sku or (description or "")[:80], description or "")
        if pair[0] and (pair in self._names or len(self._names) < NAMES_REMEMBERED):
            self._names[pair] += 1

    def prepare(self) -> Written:
        """Add the products under the name that most of their lines bear."""
        written = Written()
        called = most_frequent_names(self._names)
        skus = sorted(called)
        for start in range(0, len(skus), PRODUCTS_A_BATCH):
            part = skus[start : start + PRODUCTS_A_BATCH]
            known = dict(Product.objects.of(self.setting.member).filter(sku__in=part).values_list("sku", "name"))
            wanted = [sku for sku in part if known.get(sku, sku) == sku and known.get(sku) != called[sku]]
            facts = [ProductFacts(sku, called[sku], currency=self.setting.currency) for sku in wanted]
            if facts:
                recorded = record_products(self.setting.member, facts, actor=self.setting.actor)
                written.count("products_created", recorded.created)
        return written

    def facts(self, record: Record) -> Purchase:
        lines = [self._line(row) for row in record.rows]
        purchase, found = self._read(lines, f"line {record.line}")
        refuse(found)
        return purchase

    def faults(self, values: Sequence[Any], unread: set[str]) -> Sequence[tuple[str, str]]:
        """What is wrong with the order as far as this row tells of it."""
        line = self._line(values)
        whole = line._replace(number=line.number or "–", at=line.at or now(), quantity=line.quantity or Decimal(1))
        _purchase, found = self._read([whole], "")
        priced = {"unit_price", "line_total"}
        hidden = unread | (priced if unread & priced else set()) | ({"sku"} if "description" in unread else set())
        return [one for one in found if one[0] not in hidden]

    def _read(self, lines: Sequence[Line], place: str) -> tuple[Purchase, list[tuple[str, str]]]:
        """An order with everything that is wrong with it."""
        found: list[tuple[str, str]] = []
        customer, named_by = NOBODY, None
        at, order_lines = now(), []
        with noting(found):
            customer, named_by = _one_customer(lines)
        with noting(found):
            at = _earliest(lines)
        for line in lines:
            with noting(found):
                order_lines.append(_line(line))
        facts = OrderFacts(
            number=lines[0].number,
            at=at,
            lines=order_lines,
            currency=(_first(line.currency for line in lines) or self.setting.currency).upper(),
            channel=_first(line.channel for line in lines) or "",
            place=place,
        )
        found += order_errors(facts) if order_lines else []
        region = _first(line.region for line in lines)
        if error := region_error(region):
            found.append(("region", error))
        purchase = Purchase(
            facts,
            customer,
            named_by.customer_name if named_by else None,
            named_by.email if named_by else None,
            region,
            sum((_net(line) for line in facts.lines), Decimal(0)),
        )
        if customer.is_known:
            for field_name, message in party_errors(_newcomer(purchase)):
                found.append(("email" if field_name == "email" else "customer", message))
        return purchase, list(dict.fromkeys(found))

    def _line(self, row: Sequence[Any]) -> Line:
        said = dict.fromkeys(Line._fields) | dict(zip(self._names_of_fields, row, strict=True))
        return Line(**said)  # type: ignore[arg-type]

    def judge(self, facts: Sequence[Purchase], *, samples: int = 0) -> Written:
        regions = self.regions.judged(purchase.region for purchase in facts)
        customers = self.parties.judged(purchase.customer for purchase in facts)
        orders = []
        for purchase in facts:
            purchase.facts.customer_id = customers.get(purchase.customer)
            purchase.facts.region_id = regions[purchase.region] if purchase.region else None
            orders.append(purchase.facts)
        mark = self.setting.options.get("cancellation_mark", "")
        done = judge_orders(self.setting.member, orders, cancellation_mark=mark, mode=self.setting.mode)
        return Written(done.created, done.updated, done.unchanged, refused=done.refused)

    def forget(self) -> None:
        self.regions.forget()
        self.parties.forget()
        self._latest.clear()

    def _left_out(self, facts: Sequence[Purchase]) -> tuple[Sequence[Purchase], list[RefusedFacts]]:
        """In an import that only updates, unknown orders are refused before anybody is added for them."""
        if self.setting.mode != "update":
            return facts, []
        refused = self.judge(facts).refused
        self.forget()
        positions = {each.position for each in refused}
        return [purchase for place, purchase in enumerate(facts) if place not in positions], refused

    def write(self, facts: Sequence[Purchase]) -> Written:
        written = Written()
        facts, written.refused = self._left_out(facts)
        regions = self.regions.ids(purchase.region for purchase in facts)
        customers = self._customers(facts, regions, written)
        for purchase in facts:
            purchase.facts.customer_id = customers.get(purchase.customer)
            purchase.facts.region_id = regions[purchase.region] if purchase.region else None
        recorded = record_orders(
            self.setting.member,
            [purchase.facts for purchase in facts],
            cancellation_mark=self.setting.options.get("cancellation_mark", ""),
            mode=self.setting.mode,
            actor=self.setting.actor,
        )
        written.created, written.updated, written.unchanged = recorded.created, recorded.updated, recorded.unchanged
        self._count(facts, recorded.ids, written)
        if "refund_lines" in written.extra:
            written.extra["refunds_tied"] = recorded.refunds_tied
        return written

    def _customers(self, purchases: Sequence[Purchase], regions: dict[str, int], written: Written) -> dict[Who, int]:
        """Ids of the customers; new ones are added, and those with a later order than known move to its region."""
        latest: dict[Who, Purchase] = {}
        for purchase in purchases:
            if purchase.customer.is_known:
                before = latest.get(purchase.customer)
                if before is None or purchase.facts.at > before.facts.at:
                    latest[purchase.customer] = purchase
        known = self.parties.find(latest)
        new = {each: _newcomer(purchase, regions) for each, purchase in latest.items() if each not in known}
        written.count("customers_created", self.parties.add(new))
        self._move({known[each]: purchase for each, purchase in latest.items() if each not in new}, regions)
        ids = self.parties.find(latest)
        self._latest |= {ids[each]: purchase.facts.at for each, purchase in latest.items() if each in new}
        return ids

    def _move(self, latest: dict[int, Purchase], regions: dict[str, int]) -> None:
        """Customers known before follow their most recent order."""
        unasked = [party_id for party_id in latest if party_id not in self._latest]
        orders = Order.objects.of(self.setting.member).filter(customer_id__in=unasked)
        self._latest |= dict(
            orders.values_list("customer_id").annotate(last=Max("at")).values_list("customer_id", "last")
        )
        moved = {}
        for party_id, purchase in latest.items():
            before = self._latest.get(party_id)
            if before is None or purchase.facts.at > before:
                self._latest[party_id] = purchase.facts.at
                if purchase.region:
                    moved[party_id] = regions[purchase.region]
        parties = Party.objects.of(self.setting.member).filter(pk__in=moved)
        facts = [
            PartyFacts(external_id=number or None, email=None if number else email, region_id=moved[party_id])
            for party_id, number, email, region_id in parties.values_list("pk", "external_id", "email", "region_id")
            if region_id != moved[party_id]
        ]
        if facts:
            record_parties(self.setting.member, facts, actor=self.setting.actor)

    def _count(self, purchases: Sequence[Purchase], ids: Sequence[int], written: Written) -> None:
        rows = Order.objects.of(self.setting.member).filter(pk__in=ids)
        kinds = dict(rows.values_list("pk", "kind"))
        written.count("orders_without_rate", rows.filter(reporting_amount=None).count())
        plural = {"sale": "sales", "refund": "refunds", "adjustment": "adjustments"}
        for kind, count in Counter(kinds.values()).items():
            written.count(plural[kind], count)
        for purchase, order_id in zip(purchases, ids, strict=True):
            # The sums of the report are in the currency of the file.
            revenue = purchase.revenue if purchase.facts.currency == self.setting.currency else Decimal(0)
            written.count("revenue", revenue)
            written.count("orders_in_other_currencies", purchase.facts.currency != self.setting.currency)
            if kinds[order_id] == Order.Kind.REFUND:
                written.count("refund_lines", len(purchase.facts.lines))
            if not purchase.customer.is_known:
                written.count("anonymous_orders")
                written.count("anonymous_lines", len(purchase.facts.lines))
                written.count("anonymous_revenue", revenue)


def most_frequent_names(counted: Counter[tuple[str, str]]) -> dict[str, str]:
    """For each article number the name that occurs most; of equally frequent ones the first by the alphabet.

    One that never has a name is called by its number.

    >>> most_frequent_names(Counter({("A", "Lamp"): 2, ("A", "broken"): 1, ("B", ""): 1}))
    {'A': 'Lamp', 'B': 'B'}
    """
    best: dict[str, tuple[int, str]] = {}
    for (sku, name), count in counted.items():
        rank = (-count, name) if name else (0, sku)
        if sku not in best or rank < best[sku]:
            best[sku] = rank
    return {sku: name for sku, (_, name) in best.items()}


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value), None)


def _earliest(lines: Sequence[Line]) -> datetime:
    moments = [line.at for line in lines if line.at is not None]
    if not moments:
        raise Problem("at", "None of the order’s rows has a date.")
    return min(moments)


def _one_customer(lines: Sequence[Line]) -> tuple[Who, Line | None]:
    """The customer and the row that names them. Raises Problem where rows of one order name two."""
    named = [(who(line.customer, line.email), line) for line in lines if line.customer or line.email]
    if not named:
        return Who("", ""), None
    different = {each for each, _ in named}
    if len(different) > 1:
        names = " and ".join(sorted((each.external_id or each.email) for each in different)[:2])
        field_name = "customer" if any(line.customer for line in lines) else "email"
        raise Problem(field_name, f"The rows of this order name different customers: {names}.")
    return named[0]


def _line(line: Line) -> LineFacts:
    sku = line.sku or (line.description or "")[:80]
    if not sku:
        raise Problem("sku", "The row names no product.")
    net, price = line.line_total, line.unit_price
    if price is None:
        if net is None:
            raise Problem("unit_price", "The row has neither a price nor a total.")
        price = (net / line.quantity).quantize(LINE_STEP) if line.quantity else Decimal(0)
    else:
        net = None
    return LineFacts(
        sku, line.quantity, price, line.description or "", net, line.discount or Decimal(0), line.direct_cost
    )


def _net(line: LineFacts) -> Decimal:
    return line.quantity * line.unit_price - line.discount if line.net_amount is None else line.net_amount


def _newcomer(purchase: Purchase, regions: dict[str, int] | None = None) -> PartyFacts:
    number = purchase.customer.external_id
    return PartyFacts(
        name=purchase.customer_name or (f"Customer {number}" if number else purchase.email),
        external_id=number or None,
        email=purchase.email,
        region_id=regions[purchase.region] if regions and purchase.region else None,
        place=purchase.facts.place,
    )
