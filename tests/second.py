"""On the second database the tests run that have a database: the others cannot tell the two apart.

pytest-django lets no test reach a database that does not ask for one, by a fixture or by the mark. bin/test says with
RAPPORT_SECOND_DATABASE that everything has run on another database just before; by hand, everything always runs.
"""

import os
import unittest
from functools import cache
from pathlib import Path

import pytest

SECOND = bool(os.environ.get("RAPPORT_SECOND_DATABASE"))
ASKS = {"db", "transactional_db", "live_server"}
# A file that names one of these may ask which database it is on, ask for one late, or start a process that has one.
NAMES = ("connection", "sqlite", "postgres", "DATABASE", "getfixturevalue", "subprocess")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what has run, when bin/test says so."""
    if SECOND:
        alike = [item for item in items if not differs(item)]
        config.hook.pytest_deselected(items=alike)
        items[:] = [item for item in items if item not in set(alike)]


def differs(item: pytest.Item) -> bool:
    """May the test come out differently on another database?"""
    fixtures = set(getattr(item, "fixturenames", ()))
    by_class = issubclass(getattr(item, "cls", None) or object, unittest.TestCase)
    return bool(ASKS & fixtures or item.get_closest_marker("django_db") or by_class or _names_one(item.path))


@cache
def _names_one(path: Path) -> bool:
    text = path.read_text()
    return any(name in text for name in NAMES)
