"""The members and teams of a workspace as values to pick from."""

from collections.abc import Callable, Sequence

from django.db.models import Q

from rapport.kernel.conditions import Scope, Test


def on_key(column: str) -> Callable[[Scope, Test], Q]:
    """The test of a column that points to a row, or to none."""

    def predicate(scope: Scope, test: Test) -> Q:
        if test.operator == "is_known":
            return Q(**{f"{column}__isnull": False})
        return Q(**{f"{column}__isnull": False, f"{column}__in": test.values})

    return predicate


def members(scope: Scope) -> Sequence[tuple[int, str]]:
    """Everybody who works in the workspace, by name."""
    rows = scope.rows("accounts.Member").exclude(role="guest").select_related("user")
    return sorted(((row.pk, str(row)) for row in rows), key=lambda choice: choice[1].casefold())


def teams(scope: Scope) -> Sequence[tuple[int, str]]:
    """The teams by name."""
    return list(scope.rows("accounts.Team").order_by("name").values_list("pk", "name"))
