"""The guard of reach at run time (trust R3): whoever reaches only some customers reads through their reach.

While a member whose roles reach a part of the customers looks at a page, every statement that reads people, companies
or rows that belong to one has to ask who looks after them, as `within` and `reached_by` do. Statements are read as
text just before they run. Named exceptions, each with its reason:

- rows of records named by their ids: those records were themselves read within reach just before (the walk in
  tests/access/test_reach.py asks every address with somebody else's record);
- NAMED: functions that read for everybody, with the reason beside each;
- writing requests: operations ask for other rights, and look at everybody where they must, such as for a known address.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import FrameType
from typing import Any

import pytest
from django.apps import apps
from django.core.signals import request_finished, request_started
from django.db import connection

from rapport.apps.accounts import access
from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party

READ = re.compile(r'^\s*SELECT\b.*?\bFROM\s+"(\w+)"', re.S | re.I)
REACH = re.compile(r'"(?:account_manager_id|sales_rep_id)" (?:= |IN )\(?(?:%s|\d|SELECT)', re.I)
LOOKS = ("GET", "HEAD")
FIGURES = "figures of groups name nobody; who may see them is a right of its own"
COUNTED = "only how many there are is told"
WITHIN = "rows of a parent that was read within reach; whoever is out of reach is left out of what is shown"
NAMED = {
    ("customers/queries/segments.py", "segments"): FIGURES,
    ("customers/queries/segments.py", "segment"): FIGURES,
    ("customers/queries/segments.py", "customer_base"): FIGURES,
    ("customers/queries/segments.py", "segment_regions"): FIGURES,
    ("insights/queries/profile.py", "_people"): FIGURES,
    ("insights/queries/health.py", "health_of"): COUNTED,
    ("insights/queries/waiting.py", "days_without_rate"): COUNTED,
    ("canvas/queries/recorded.py", "_counted"): FIGURES,
    ("canvas/queries/economics.py", "_shares"): FIGURES,
    ("canvas/queries/relationship.py", "_key_canvases"): COUNTED,
    ("canvas/queries/templates/own.py", "template_cards"): COUNTED,
    ("canvas/queries/templates/own.py", "template_page"): COUNTED,
    ("canvas/queries/scenarios/pages.py", "overview_of"): WITHIN,
    ("conversations/queries/single.py", "meeting_of"): WITHIN,
    ("conversations/queries/agenda.py", "_in_order"): WITHIN,
    ("customers/queries/retention.py", "would_go"): COUNTED,
    ("customers/queries/duplicates.py", "moved_to"): "an old number leads to a new one, and that page asks by itself",
    ("tracking/conditions/_events.py", "names_in"): "the names of kinds of events are everybody's",
}
ROOMS = "/rapport/apps/"


class OutOfReach(AssertionError):
    """A page reads rows of customers without asking whether its reader reaches them."""


@lru_cache
def keys_of_scoped_tables() -> dict[str, tuple[str, ...]]:
    """The tables whose rows are a record or belong to one, and the columns that say to which."""
    found = {Party._meta.db_table: ("id",)}
    for model in apps.get_models(include_auto_created=True):
        keys = tuple(key.column for key in model._meta.fields if key.is_relation and key.related_model is Party)
        if keys and model is not Party:
            found[model._meta.db_table] = keys
    return found


@lru_cache(maxsize=4_096)
def forgets_reach(statement: str) -> bool:
    """Does the statement read rows of customers without asking who looks after them?

    >>> forgets_reach('SELECT "customers_party"."name" FROM "customers_party"')
    True
    """
    target = READ.match(statement)
    keys = keys_of_scoped_tables().get(target.group(1)) if target else None
    if not target or keys is None or REACH.search(statement):
        return False
    return not any(_names_records(statement, target.group(1), key) for key in keys)


def _names_records(statement: str, table: str, key: str) -> bool:
    by_ids = rf'"{table}"\."{key}" IN \((?:%s|\d+)(?:, (?:%s|\d+))*\)'
    by_id = rf'"{table}"\."{key}" = (?:%s|\d+)'
    return bool(re.search(by_ids if key == "id" else f"{by_ids}|{by_id}", statement))


def is_named() -> bool:
    """Was the statement asked by a function that may read for everybody?"""
    asking: FrameType | None = sys._getframe(1)
    while asking is not None:
        _, _, file = asking.f_code.co_filename.partition(ROOMS)
        if (file, asking.f_code.co_name) in NAMED:
            return True
        asking = asking.f_back
    return False


class Watch:
    """Who is looking at a page just now, if their reach is bounded."""

    def __init__(self) -> None:
        self.member: Member | None = None

    def enter(self, request: Any, member: Member) -> None:
        """Somebody opens a page."""
        self.member = member if request.method in LOOKS and member.reaches_part else None

    def leave(self, **_: Any) -> None:
        """Nobody looks any more."""
        self.member = None

    def statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Let a statement run that asks what it has to."""
        if self.member is not None and forgets_reach(sql) and not is_named():
            raise OutOfReach(f"{self.member} reaches a part of the customers, and this reads all: {sql[:600]}")
        return execute(sql, params, many, context)


@contextmanager
def watching(patch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Raise OutOfReach for every page that forgets its reader's reach."""
    watch, enter = Watch(), access._enter

    def entered(request: Any, slug: str, right: str) -> Member:
        member = enter(request, slug, right)
        watch.enter(request, member)
        return member

    patch.setattr(access, "_enter", entered)
    for signal in (request_started, request_finished):
        signal.connect(watch.leave)
    try:
        with connection.execute_wrapper(watch.statement):
            yield watch
    finally:
        for signal in (request_started, request_finished):
            signal.disconnect(watch.leave)


@pytest.fixture(autouse=True)
def _reach_guard(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test that has a database is watched."""
    wanted = [name for name in ("transactional_db", "db") if name in request.fixturenames]
    if not wanted:
        yield
        return
    request.getfixturevalue(wanted[0])
    with watching(monkeypatch):
        yield
