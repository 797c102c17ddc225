"""An import killed at any moment (trust R6): nothing is lost, nothing is done twice, the counts stay true."""

import os
import random
import signal
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.models import Import, ImportUndo
from rapport.apps.exchange.operations import begin_import, run_import, run_undo, undo_import
from rapport.apps.exchange.queries import issues_of
from rapport.apps.exchange.recipes import batches
from rapport.apps.exchange.tests.made import HEADER, receive
from rapport.apps.sales.models import Order, OrderLine

POINTS = 10
SEED = 20261121
COUNTED = ("status", "rows", "accepted", "refused", "created", "updated", "unchanged")


def shop(prefix: str) -> str:
    """Forty orders of twelve customers, with refunds, a scattered order, rows at fault and lines of nobody."""
    rows = []
    for n in range(40):
        customer = "" if n % 5 == 0 else f"{prefix}c{n % 12}"
        day = f"2024-{n // 28 + 1:02d}-{n % 28 + 1:02d} 10:00:00"
        mark, sign = ("C", "-") if n % 11 == 10 else ("", "")
        rows.append(f"{mark}{prefix}{n},A{n % 4},LAMP,{sign}{n % 3 + 1},{day},2.50,{customer},Norway")
        rows.append(f"{mark}{prefix}{n},B{n % 3},SOCK,{sign}1,{day},{'x' if n == 17 else '1.25'},{customer},Norway")
    rows.append(f"{prefix}1,A1,LAMP,1,2024-01-02 10:00:00,2.50,{prefix}c1,Norway")
    return "\n".join([HEADER, *rows]) + "\n"


@pytest.fixture
def tiny_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "RECORDS_A_BATCH", 7)


def go_on(member: Member, source: Import) -> Import:
    return run_import(member, source, tell=lambda *_: None, stop=lambda: False)


def ready(member: Member, prefix: str) -> Import:
    source = receive(member, shop(prefix), kind="orders")
    return begin_import(member, source)


def outcome(member: Member, source: Import, prefix: str) -> dict[str, Any]:
    """Everything an import leaves behind, with the names of its orders made comparable."""
    orders = Order.objects.of(member).filter(number__contains=prefix).order_by("at", "number")
    told = orders.values_list("number", "kind", "net_amount", "at", "customer__name", "refunds__number")
    lines = OrderLine.objects.of(member).filter(order__number__contains=prefix)
    sold = lines.order_by("order__number", "product__sku", "quantity")
    told_lines = sold.values_list("order__number", "product__sku", "quantity", "net_amount", "refunds__order__number")
    extra = {name: count for name, count in source.extra.items() if name != "products_created"}
    return {
        "counts": [getattr(source, name) for name in COUNTED],
        "extra": extra,
        "issues": list(issues_of(member, source).values_list("line", "reason")),
        "orders": _plain(told, prefix),
        "lines": _plain(told_lines, prefix),
    }


def _plain(rows: Any, prefix: str) -> list[list[str]]:
    return [[str(value).replace(prefix, "") for value in row] for row in rows]


def in_a_child(act: Callable[[], None]) -> int:
    """Do it in a process of its own; returns the signal that ended it, or 0."""
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


class Killer:
    """Counts statements, and kills this process at one of them, before or after it ran."""

    def __init__(self, at: int = 0, *, after: bool = False) -> None:
        self.at, self.after, self.seen = at, after, 0

    def __call__(self, execute: Callable[..., Any], *call: Any) -> Any:
        self.seen += 1
        if self.seen == self.at and not self.after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = execute(*call)
        if self.seen == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer


@pytest.mark.django_db(transaction=True)
def test_an_import_killed_at_ten_points_ends_like_one_that_was_not(
    transactional_db: None, mara: Member, tiny_batches: None
) -> None:
    go_on(mara, ready(mara, "v"))
    whole, counting = ready(mara, "w"), Killer()
    with connection.execute_wrapper(counting):
        go_on(mara, whole)
    expected = outcome(mara, whole, "w")
    chance = random.Random(SEED)

    for point in range(POINTS):
        prefix = f"p{chr(ord('a') + point)}"
        source = ready(mara, prefix)
        killer = Killer(chance.randint(2, counting.seen - 2), after=bool(point % 2))

        with connection.execute_wrapper(killer):
            ended_by = in_a_child(lambda source=source: go_on(mara, source))  # type: ignore[misc]
        resumed = go_on(mara, Import.objects.of(mara).get(pk=source.pk))

        assert ended_by == signal.SIGKILL, f"point {point}: the import was over before the kill"
        assert outcome(mara, resumed, prefix) == expected, f"killed at statement {killer.at} of {counting.seen}"


@pytest.mark.django_db(transaction=True)
def test_an_import_killed_again_and_again_comes_to_its_end(
    transactional_db: None, mara: Member, tiny_batches: None
) -> None:
    go_on(mara, ready(mara, "v"))
    whole = go_on(mara, ready(mara, "w"))
    source = ready(mara, "z")

    deaths = 0
    while Import.objects.of(mara).get(pk=source.pk).status != Import.Status.DONE:
        fresh = Import.objects.of(mara).get(pk=source.pk)
        with connection.execute_wrapper(Killer(70)):
            deaths += in_a_child(lambda fresh=fresh: go_on(mara, fresh)) == signal.SIGKILL  # type: ignore[misc]
        assert deaths < 40, "no step forward between two deaths"

    assert deaths > 2
    assert outcome(mara, Import.objects.of(mara).get(pk=source.pk), "z") == outcome(mara, whole, "w")


@pytest.mark.django_db(transaction=True)
def test_an_undo_killed_at_several_points_ends_like_one_that_was_not(
    transactional_db: None, mara: Member, tiny_batches: None
) -> None:
    go_on(mara, ready(mara, "v"))
    whole, counting = undo_import(mara, go_on(mara, ready(mara, "w")).pk), Killer()
    with connection.execute_wrapper(counting):
        take_back(mara, whole)
    chance = random.Random(SEED)

    for point in range(POINTS // 2):
        prefix = f"u{chr(ord('a') + point)}"
        undo = undo_import(mara, go_on(mara, ready(mara, prefix)).pk)
        killer = Killer(chance.randint(2, counting.seen - 2), after=bool(point % 2))

        with connection.execute_wrapper(killer):
            ended_by = in_a_child(lambda undo=undo: take_back(mara, undo))  # type: ignore[misc]
        resumed = take_back(mara, ImportUndo.objects.of(mara).select_related("source").get(pk=undo.pk))

        assert ended_by == signal.SIGKILL, f"point {point}: the undo was over before the kill"
        assert (resumed.status, resumed.portions_done) == ("done", resumed.portions)
        assert not Order.objects.of(mara).filter(number__contains=prefix).exists()
        assert resumed.removed == whole.removed, f"killed at statement {killer.at} of {counting.seen}"


def take_back(member: Member, undo: ImportUndo) -> ImportUndo:
    return run_undo(member, undo, tell=lambda *_: None, stop=lambda: False)
