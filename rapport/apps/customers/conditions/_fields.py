"""The workspace's own fields as things that can be asked about."""

from collections.abc import Callable, Sequence

from rapport.kernel.conditions import Aspect, Scope


def fields_of(*kinds: str) -> Callable[[Scope], Sequence[Aspect]]:
    """The fields of these kinds that are in use, in their order; read once for a scope."""

    def found(scope: Scope) -> Sequence[Aspect]:
        if "custom fields" not in scope.kept:
            rows = scope.rows("customers.CustomField").filter(archived_at=None).order_by("position", "title")
            scope.kept["custom fields"] = list(rows.values_list("kind", "key", "title", "help", "choices"))
        return [
            Aspect(key, title, help_text, tuple((choice, choice) for choice in choices))
            for kind, key, title, help_text, choices in scope.kept["custom fields"]
            if kind in kinds
        ]

    return found
