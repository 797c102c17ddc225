from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rapport.apps.insights.lake.reading import close_all


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test of this room may use the database."""


@pytest.fixture
def lake(tmp_path: Path, settings: Any) -> Iterator[None]:
    """A lake of this test's own, closed behind it."""
    settings.LAKE_FOLDER = tmp_path / "lake"
    yield
    close_all()
