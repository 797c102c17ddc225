"""The latest score of a kind, per customer."""

from django.db.models import F, OuterRef, Q, Subquery

from rapport.kernel.conditions import Scope, Test


def latest_score(scope: Scope, test: Test, kind: str) -> Q:
    """Whoever's most recent score of that kind passes; whoever gave none has none."""
    scored = test.during(scope.rows("feedback.Response").filter(kind=kind, score__isnull=False), "at", scope)
    newest = scored.filter(customer=OuterRef("customer")).order_by("-at", "-pk").values("pk")[:1]
    latest = scored.filter(customer__isnull=False, pk=Subquery(newest))
    if test.operator == "is_known":
        return Q(pk__in=scored.filter(customer__isnull=False).values("customer"))
    return Q(pk__in=latest.filter(test.on_number("score")).values(who=F("customer")))
