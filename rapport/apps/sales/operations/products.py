"""Recording products."""

from collections.abc import Iterable, Sequence
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.operations import Recorded, RefusedFacts
from rapport.apps.sales.models import Product
from rapport.apps.sales.operations.facts import ProductFacts, check_product
from rapport.kernel.actor import Actor
from rapport.kernel.bulk import chunks, insert_rows, reserve_ids, update_rows
from rapport.kernel.clock import now
from rapport.kernel.remembering import Remembered
from rapport.kernel.undoing import plain, revived

COLUMNS = ("sku", "name", "category", "price", "unit_cost", "currency")
Values = dict[str, Any]


def record_products(
    member: Member, products: Sequence[ProductFacts], *, mode: str = "both", actor: Actor | None = None
) -> Recorded:
    """Create or update products by their number: one transaction, one record in the log.

    `mode` says whether products may be made, changed, or both. Those that are left alone in mode "create" count as
    unchanged; in mode "update" the unknown ones are refused, left out, and named.
    """
    member.require("orders.edit")
    for facts in products:
        check_product(facts)
    with recorded(actor or member.actor, "products.imported", topics=["orders"]) as change:
        before = known_products(member.workspace_id, {facts.sku.strip() for facts in products})
        after, done = merged_products(products, before, member.workspace.currency, mode)
        ids = _write(change, before, after)
        done.ids = [ids.get(facts.sku.strip(), 0) for facts in products]
        change.details |= {"created": done.created, "updated": done.updated, "unchanged": done.unchanged}
        if not (done.created or done.updated):
            change.leave_no_record()
    return done


class ProductTrial:
    """Tells batch after batch what recording products would do, as if each batch before had been recorded."""

    def __init__(self, member: Member, currency: str, mode: str) -> None:
        self._workspace_id = member.workspace_id
        self._currency = currency
        self._mode = mode
        self._earlier = Remembered()

    def judge(self, products: Sequence[ProductFacts]) -> tuple[dict[str, Values], dict[str, Values], Recorded]:
        """The products by their numbers as they are and as they would be, and what recording these would do."""
        skus = {facts.sku.strip() for facts in products}
        before = {sku: _revived(values) for sku, values in self._earlier.by_id(skus).items()}
        before |= known_products(self._workspace_id, skus - set(before))
        after, done = merged_products(products, before, self._currency, self._mode)
        changed = {sku: values for sku, values in after.items() if before.get(sku) != values}
        self._earlier.put({sku: _plain(values) for sku, values in changed.items()})
        return before, after, done


def _plain(values: Values) -> Values:
    return {name: plain(value) for name, value in values.items()}


def _revived(values: Values) -> Values:
    return {name: revived(Product, name, value) for name, value in values.items()}


def merged_products(
    products: Sequence[ProductFacts], before: dict[str, Values], currency: str, mode: str
) -> tuple[dict[str, Values], Recorded]:
    """The products as they would be, by number, and how many are new, changed, unchanged or refused."""
    after: dict[str, Values] = {}
    done = Recorded()
    for position, facts in enumerate(products):
        sku = facts.sku.strip()
        if mode == "update" and sku not in before:
            words = f"There is no product “{sku[:40]}”, and this import only updates."
            done.refused.append(RefusedFacts(position, "sku", words))
        elif mode == "create" and sku in before:
            after[sku] = before[sku]
        else:
            after[sku] = _with_facts(after.get(sku) or before.get(sku) or _empty(sku, currency), facts)
    done.created = sum(sku not in before for sku in after)
    done.updated = sum(sku in before and before[sku] != values for sku, values in after.items())
    done.unchanged = len(after) - done.created - done.updated
    return after, done


def products_by_sku(change: Change, named: Iterable[tuple[str, str]], currency: str) -> dict[str, int]:
    """Inside an operation: the ids of products given as (number, name); those that do not exist are made.

    A product whose name was not known gets the first one that turns up.
    """
    names: dict[str, str] = {}
    for sku, name in named:
        names[sku] = names.get(sku) or name
    before = known_products(change.workspace_id, set(names))
    after = {}
    for sku, name in names.items():
        values = before.get(sku) or _empty(sku, currency)
        after[sku] = {**values, "name": name} if name and values["name"] == sku else values
    return _write(change, before, after)


def known_products(workspace_id: int, skus: set[str]) -> dict[str, Values]:
    """The products of these numbers that there are, by number."""
    found: dict[str, Values] = {}
    for part in chunks(sorted(skus)):
        rows = Product.objects.of(workspace_id).filter(sku__in=part)
        found |= {values["sku"]: values for values in rows.values("id", *COLUMNS)}
    return found


def _empty(sku: str, currency: str) -> Values:
    return {"sku": sku, "name": sku, "category": "", "price": None, "unit_cost": None, "currency": currency}


def _with_facts(before: Values, facts: ProductFacts) -> Values:
    said = {"name": facts.name, "category": facts.category, "price": facts.price, "unit_cost": facts.unit_cost}
    said["currency"] = facts.currency or None
    texts = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    after = before | dict.fromkeys(facts.cleared) | {name: value for name, value in texts.items() if value is not None}
    if "category" in facts.cleared and not facts.category:
        after["category"] = ""
    return after if after["name"] else after | {"name": after["sku"]}


def _write(change: Change, before: dict[str, Values], after: dict[str, Values]) -> dict[str, int]:
    new = [values for sku, values in after.items() if sku not in before]
    ids = {sku: values["id"] for sku, values in before.items()}
    for values, product_id in zip(new, reserve_ids(Product, len(new)), strict=True):
        ids[values["sku"]] = product_id
    at, sequence = now(), change.sequence
    insert_rows(
        Product,
        ("id", "workspace_id", "created_at", "change", *COLUMNS),
        [
            (ids[values["sku"]], change.workspace_id, at, sequence, *(values[name] for name in COLUMNS))
            for values in new
        ],
    )
    changed = [values for sku, values in after.items() if sku in before and before[sku] != values]
    update_rows(
        Product,
        change.workspace_id,
        ("change", *COLUMNS),
        [(values["id"], sequence, *(values[name] for name in COLUMNS)) for values in changed],
    )
    _note(change, [ids[values["sku"]] for values in new], before, changed)
    return ids


def _note(change: Change, made: Sequence[int], before: dict[str, Values], changed: Sequence[Values]) -> None:
    """Keep in the log what was made and what was there before."""
    noted = change.details.setdefault("products", {"created_ids": [], "before": {}, "after": {}})
    noted["created_ids"] += made
    for values in changed:
        was = before[values["sku"]]
        names = [name for name in COLUMNS if was[name] != values[name]]
        key = str(values["id"])
        noted["before"][key] = {name: plain(was[name]) for name in names}
        noted["after"][key] = {name: plain(values[name]) for name in names}
