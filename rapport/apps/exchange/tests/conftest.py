import pytest


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test of this room may use the database."""
