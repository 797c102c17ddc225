"""A checked test of one value, and how it becomes a predicate over a column."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Aggregate, Q

from rapport.kernel.conditions.scope import Scope
from rapport.kernel.models import WorkspaceQuerySet


@dataclass(frozen=True)
class Test:
    """An operator with its value; operators that negate another arrive here as that other one."""

    __test__ = False

    operator: str
    value: Any = None
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def values(self) -> list[Any]:
        """The accepted values of `is` and `is_one_of`."""
        return self.value if isinstance(self.value, list) else [self.value]

    def on_text(self, column: str) -> Q:
        """The test of a text column that is empty where nothing is known; case does not matter."""
        if self.operator == "is_known":
            return ~Q(**{column: ""})
        if self.operator in ("contains", "starts_with"):
            lookup = "icontains" if self.operator == "contains" else "istartswith"
            return Q(**{f"{column}__{lookup}": self.value})
        return reduce(or_, [Q(**{f"{column}__iexact": value}) for value in self.values])

    def on_number(self, column: str) -> Q:
        """The test of a numeric column or aggregate; where it is null, only "is not known" holds."""
        if self.operator == "is_known":
            return Q(**{f"{column}__isnull": False})
        if self.operator == "between":
            return Q(**{f"{column}__gte": self.value["start"], f"{column}__lte": self.value["end"]})
        return Q(**{f"{column}__{_LOOKUPS[self.operator]}": self.value})

    def on_moment(self, column: str, scope: Scope) -> Q:
        """The test of a moment by whole days in the workspace's zone; the days named belong to the span."""
        if self.operator == "is_known":
            return Q(**{f"{column}__isnull": False})
        if self.operator == "before":
            return Q(**{f"{column}__lt": scope.start_of(self.value)})
        if self.operator == "on_or_after":
            return Q(**{f"{column}__gte": scope.start_of(self.value)})
        if self.operator == "more_than_days_ago":
            return Q(**{f"{column}__lt": scope.start_of(scope.today - timedelta(days=self.value))})
        start, last = self._days(scope)
        return Q(**{f"{column}__gte": scope.start_of(start), f"{column}__lt": scope.end_of(last)})

    def on_total(self, rows: WorkspaceQuerySet, key: str, total: Aggregate) -> Q:
        """The test of a sum or count over related rows: whoever has no rows has zero.

        `key` is the column of the rows that names the party. Zero that passes the test is asked the other way
        round, by those whose total fails it, because whoever has no rows is in no group.
        """
        grouped = rows.filter(**{f"{key}__isnull": False}).order_by().values(key).annotate(total=total)
        passes = self.on_number("total")
        if self.holds_for(Decimal(0)):
            return ~Q(pk__in=grouped.exclude(passes).values(key))
        return Q(pk__in=grouped.filter(passes).values(key))

    def on_number_of(self, rows: WorkspaceQuerySet, key: str, aggregate: Aggregate) -> Q:
        """The test of an average or a latest value over related rows: whoever has no rows has none."""
        grouped = rows.filter(**{f"{key}__isnull": False}).order_by().values(key).annotate(found=aggregate)
        return Q(pk__in=grouped.filter(self.on_number("found")).values(key))

    def on_moment_of(self, rows: WorkspaceQuerySet, key: str, aggregate: Aggregate, scope: Scope) -> Q:
        """The test of a first or last moment over related rows: whoever has no rows has none."""
        grouped = rows.filter(**{f"{key}__isnull": False}).order_by().values(key).annotate(found=aggregate)
        return Q(pk__in=grouped.filter(self.on_moment("found", scope)).values(key))

    def holds_for(self, number: Decimal) -> bool:
        """Would this number pass?

        >>> Test("at_least", Decimal(5)).holds_for(Decimal(4))
        False
        """
        if self.operator == "is_known":
            return True
        if self.operator == "between":
            return bool(self.value["start"] <= number <= self.value["end"])
        return {
            "equals": number == self.value,
            "at_least": number >= self.value,
            "at_most": number <= self.value,
            "more_than": number > self.value,
            "less_than": number < self.value,
        }[self.operator]

    def during(self, rows: WorkspaceQuerySet, column: str, scope: Scope) -> WorkspaceQuerySet:
        """Only the rows of the leaf's own time span, when its parameters name one."""
        if "days" in self.parameters:
            start = scope.start_of(scope.today - timedelta(days=self.parameters["days"]))
            rows = rows.filter(**{f"{column}__gte": start, f"{column}__lt": scope.end_of(scope.today)})
        if "from" in self.parameters:
            rows = rows.filter(**{f"{column}__gte": scope.start_of(self.parameters["from"])})
        if "to" in self.parameters:
            rows = rows.filter(**{f"{column}__lt": scope.end_of(self.parameters["to"])})
        return rows

    def days(self, scope: Scope) -> tuple[date, date]:
        """The first and the last day that pass, for a value that is a day.

        >>> Test("before", date(2026, 3, 1)).days(Scope(None))
        (datetime.date(1, 1, 1), datetime.date(2026, 2, 28))
        """
        if self.operator == "before":
            return date.min, self.value - timedelta(days=1)
        if self.operator == "on_or_after":
            return self.value, date.max
        if self.operator == "more_than_days_ago":
            return date.min, scope.today - timedelta(days=self.value + 1)
        if self.operator == "in_next_days":
            return scope.today, scope.today + timedelta(days=self.value)
        first, last = self._days(scope)
        return first, last

    def _days(self, scope: Scope) -> tuple[Any, Any]:
        if self.operator == "between":
            return self.value["start"], self.value["end"]
        if self.operator == "within_days_before":
            return self.value["date"] - timedelta(days=self.value["days"]), self.value["date"]
        return scope.today - timedelta(days=self.value), scope.today


_LOOKUPS = {"equals": "exact", "at_least": "gte", "at_most": "lte", "more_than": "gt", "less_than": "lt"}
