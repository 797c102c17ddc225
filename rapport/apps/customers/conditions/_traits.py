"""What was worked out about parties and written down to them, as something that can be asked about."""

from collections.abc import Callable

from django.db.models import Q

from rapport.kernel.conditions import Scope, Test

SAME = ("is", "is_not", "is_one_of", "is_none_of")


def having(trait: str) -> Callable[[Scope, Test], Q]:
    """Whoever has one of the asked values of the trait."""

    def predicate(scope: Scope, test: Test) -> Q:
        found = scope.rows("customers.Trait").filter(name=trait, value__in=test.values)
        return Q(pk__in=found.values("party"))

    return predicate
