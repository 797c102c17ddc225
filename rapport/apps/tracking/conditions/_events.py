"""The events a condition is asked of."""

from collections.abc import Sequence

from rapport.kernel.conditions import Scope, Test
from rapport.kernel.conditions.condition import Aspect
from rapport.kernel.models import WorkspaceQuerySet

MOST_NAMES = 200


def events_named(scope: Scope, test: Test) -> WorkspaceQuerySet:
    """The events of the name the leaf gives."""
    return scope.rows("tracking.Event").filter(name=test.parameters["event"])


def names_in(scope: Scope) -> Sequence[Aspect]:
    """The kinds of events of a workspace."""
    names = scope.rows("tracking.Event").order_by("name").values_list("name", flat=True).distinct()
    return [Aspect(name, name.replace("_", " ").capitalize()) for name in names[:MOST_NAMES]]
