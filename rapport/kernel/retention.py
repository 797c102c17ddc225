"""For how long data are kept: kinds of data that go by themselves some months after they were of use.

A room declares each kind in its folder `retention/`. Nothing goes before somebody has switched a kind on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.apps import apps

from rapport.catalogue import Catalogue
from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.personal_data import Place, folders_of


@dataclass(frozen=True)
class Retention:
    """One kind of data that may go: which rows are over before a moment, how one is called, how some are removed.

    `months` is what is proposed. Of `people`, each is erased as if they had asked for it; `remove` does nothing then.
    """

    name: str
    title: str
    help: str
    months: int
    over: Callable[[int, datetime], WorkspaceQuerySet]
    called: Callable[[object], str]
    remove: Callable[[WorkspaceQuerySet, Place], int]
    people: bool = False
    order: int = 50


@cache
def registered() -> Catalogue[Retention]:
    """The kinds of all installed rooms; a name may occur once in all of them."""
    return folders_of("retention", Retention)


def rows_of(label: str, workspace_id: int) -> WorkspaceQuerySet:
    """A workspace's rows of a model named like "tracking.Event"."""
    return apps.get_model(label)._default_manager.all().of(workspace_id)  # type: ignore[attr-defined,no-any-return]
