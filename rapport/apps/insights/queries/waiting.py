"""Records that are in no figure because the day they bear has no rate of exchange: which, how many, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncDate

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.accounts.queries import Rates, rates_of
from rapport.apps.insights.extracts import Extract, catalogue
from rapport.apps.insights.models import LakeTable
from rapport.ui import figures


@dataclass(slots=True)
class WaitingDay:
    """A day of a currency without a rate, and how many records of which tables wait for it."""

    currency: str
    day: date
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Such as “Orders: 2, Spending: 1”."""
        return ", ".join(f"{title}: {figures.number(count)}" for title, count in self.rows.items())


def waiting_days(member: Member) -> list[WaitingDay]:
    """All days for which a rate is missing, newest first."""
    member.require("workspace.manage")
    rates = rates_of(member.workspace)
    found: dict[tuple[str, date], WaitingDay] = {}
    for entry in catalogue:
        for currency, day, count in days_without_rate(entry, rates):
            waiting = found.setdefault((currency, day), WaitingDay(currency, day))
            waiting.rows[entry.title] = waiting.rows.get(entry.title, 0) + count
    return sorted(found.values(), key=lambda one: (-one.day.toordinal(), one.currency))


def days_without_rate(entry: Extract, rates: Rates) -> Iterator[tuple[str, date, int]]:
    """Currency, day and number of rows of a table whose day has no rate; rows that follow another's do not count."""
    if not entry.amounts or not entry.rated_at or entry.parent:
        return
    moment, workspace = entry.columns[entry.rated_at], rates.workspace
    rows: Any = entry.model.objects.of(workspace).filter(entry.counts)
    rows = rows.filter(entry.waits) if entry.waits else rows
    rows = rows.exclude(**{f"{entry.currency}__in": ["", rates.into]})
    for row in _by_day(rows, entry.currency, moment, workspace):
        if row["its_day"] and rates.on(row["its_currency"], row["its_day"]) is None:
            yield row["its_currency"], row["its_day"], row["n"]


def _by_day(rows: Any, currency: str, moment: str, workspace: Workspace) -> QuerySet[Any, Any]:
    days = rows.annotate(its_currency=F(currency), its_day=TruncDate(moment, tzinfo=workspace.zone)).order_by()
    counted: QuerySet[Any, Any] = days.values("its_currency", "its_day").annotate(n=Count("pk"))
    return counted


def noted_waiting(entry: Extract, rates: Rates) -> dict[str, list[int]]:
    """What is written down beside a table of the lake: rows and days that wait, by currency."""
    noted: dict[str, list[int]] = {}
    for currency, _day, count in days_without_rate(entry, rates):
        rows, days = noted.get(currency, [0, 0])
        noted[currency] = [rows + count, days + 1]
    return noted


def waiting_words(tables: Mapping[str, LakeTable]) -> list[str]:
    """What waits, a sentence for each table and currency; nothing where nothing does."""
    found = []
    for entry in catalogue:
        table = tables.get(entry.name)
        for currency, (rows, days) in sorted(table.waiting.items()) if table else ():
            found.append(
                f"{entry.title} in {currency}: {figures.number(rows)} {'is' if rows == 1 else 'are'} in no figure. "
                f"{figures.number(days)} {'day has' if days == 1 else 'days have'} no rate of exchange."
            )
    return found
