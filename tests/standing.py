"""What all tests of a file begin with is made once, and stands until the file is through.

    @pytest.fixture(scope="module")
    def _shop(django_db_setup: None, django_db_blocker: Any) -> Iterator[Shop]:
        yield from standing(django_db_blocker, open_shop)

Each test of the file then has the rows, and a savepoint of its own above them: what it changes there is gone after it.
What it changes in Python is not, so a fixture of the test gives it a deep copy of what was made. Only for files whose
tests roll back (`db`): one that commits (`transactional_db`) would find the transaction open.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db import transaction

from tests.guard import guarded

Made = TypeVar("Made")


def standing(blocker: Any, make: Callable[[], Made]) -> Iterator[Made]:
    """Make it inside a transaction that is open until the fixture ends; then nothing of it was."""
    whole = transaction.atomic()
    with blocker.unblock():
        whole.__enter__()
    try:
        with blocker.unblock(), guarded():
            made = make()
        yield made
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)
