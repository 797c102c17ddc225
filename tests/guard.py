"""The guard at run time (trust R3): a query on a workspace's table has to name the workspace.

Statements are read as text just before they run. Named exceptions, each with its reason:

- deletion by ids: Django's collector deletes by id what a scoped query has gathered just before;
- reads by ids of a parent that was itself read under a scope (prefetch, cascades);
- `accounts_member`, `accounts_invitation`, `accounts_apitoken` and `canvas_sharelink`: found by user or by token before
  the workspace is known.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

TARGET = re.compile(r"^\s*(?:SELECT\b.*?\bFROM|UPDATE|DELETE\s+FROM)\s+\"(\w+)\"", re.S | re.I)
SCOPED = re.compile(r'"workspace_id"\s*(?:=|IN\b)', re.I)
BY_IDS = re.compile(
    r'WHERE\s+\(*"\w+"\."\w*id"\s*(?:=\s*%s|IN\s*\([%s, ]+\))\)*\s*(?:ORDER BY.*|LIMIT.*|FOR UPDATE.*)?$', re.S
)
BEFORE_THE_WORKSPACE = {"accounts_member", "accounts_invitation", "accounts_apitoken", "canvas_sharelink"}


class Unscoped(AssertionError):
    """A statement reads or changes rows of a workspace without saying which workspace."""


@lru_cache
def workspace_tables() -> frozenset[str]:
    """Tables whose rows belong to a workspace."""
    models = apps.get_models(include_auto_created=True)
    return frozenset(
        model._meta.db_table for model in models if any(f.column == "workspace_id" for f in model._meta.fields)
    )


@lru_cache(maxsize=4_096)
def is_unscoped(statement: str) -> bool:
    """Does the statement touch a workspace's table without a predicate on the workspace?

    >>> is_unscoped('SELECT "customers_party"."id" FROM "customers_party"')
    True
    """
    target = TARGET.match(statement)
    if target is None or target.group(1) not in workspace_tables() - BEFORE_THE_WORKSPACE:
        return False
    return not SCOPED.search(statement) and not _by_parent_ids(statement)


def _by_parent_ids(statement: str) -> bool:
    where = statement[statement.upper().rfind(" WHERE ") + 1 :] if " WHERE " in statement.upper() else ""
    if statement.lstrip().upper().startswith("UPDATE"):
        return False
    return bool(BY_IDS.match(where)) and (" IN (" in where.upper() or statement.lstrip().upper().startswith("DELETE"))


@contextmanager
def guarded() -> Iterator[None]:
    """Raise Unscoped for every statement that forgets the workspace."""

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if is_unscoped(sql):
            raise Unscoped(f"no workspace in: {sql[:400]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


@pytest.fixture(autouse=True)
def _guard(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test that has a database is watched."""
    wanted = [name for name in ("transactional_db", "db") if name in request.fixturenames]
    if not wanted:
        yield
        return
    request.getfixturevalue(wanted[0])
    with guarded():
        yield
