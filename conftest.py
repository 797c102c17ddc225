"""What every test may use: the named cast, a served Rapport, and Debian's Chromium."""

import os

import pytest
from hypothesis import HealthCheck, settings

GUARDS = ["tests.guard", "tests.reach_guard"]
pytest_plugins = ["tests.laid", "tests.second", "tests.cast", *GUARDS, "tests.hands", "tests.served"]

# Playwright keeps an event loop in the thread of the test, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# An example may take as long as the machine is busy.
# The server tries the same ones each time, so that nobody's change fails by what chance finds; elsewhere they are new.
settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=os.environ.get("CI") == "true"
)
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for a page or a server is a browser test; nobody has to remember the mark."""
    for item in items:
        if {"page", "context", "served"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
