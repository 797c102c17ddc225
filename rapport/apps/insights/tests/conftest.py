"""Every test here has a lake of its own and knows what time it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from rapport.apps.accounts.models import Member
from rapport.apps.insights.lake.reading import close_all
from rapport.apps.insights.tests.shop import NOW, Shop, open_shop


@pytest.fixture(autouse=True)
def lake(tmp_path: Path, settings: object) -> Iterator[Path]:
    folder = tmp_path / "lake"
    settings.LAKE_FOLDER = folder  # type: ignore[attr-defined]
    yield folder
    close_all()


@pytest.fixture
def summer() -> Iterator[None]:
    """It is noon of 15 June 2026 and time goes on from there."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def shop(summer: None, edi: Member) -> Shop:
    return open_shop(edi)
