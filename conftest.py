"""What every test may use: the named cast, a served Rapport, and Debian's Chromium."""

import os

import pytest

pytest_plugins = ["tests.cast", "tests.guard", "tests.hands", "tests.served"]

# Playwright keeps an event loop in the thread of the test, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for a page or a server is a browser test; nobody has to remember the mark."""
    for item in items:
        if {"page", "context", "served"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
