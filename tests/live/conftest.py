"""A web process for listeners that need no browser: these tests run on both databases."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.served import own_environment, serving


@pytest.fixture(scope="session")
def stream_server(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of a web process that lives as long as the test session."""
    with django_db_blocker.unblock():
        environment = own_environment()
    with serving(environment) as (address, _):
        yield address


@pytest.fixture
def streamed(stream_server: str, transactional_db: None) -> str:
    """The address, for one test that commits what it writes."""
    return stream_server
