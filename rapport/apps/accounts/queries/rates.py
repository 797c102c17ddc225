"""The rates by which amounts come into the workspace's currency."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from rapport.apps.accounts.models import CurrencyRate, Member, Workspace
from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.money import CURRENCIES


class Rates:
    """What a unit of each currency is worth in the workspace's own, day by day.

    The workspace, given by its id, and each currency are read when first asked for, and once. A day is one of the
    workspace's time zone. A rate holds on for `rates_carried` days where the next days have none; after that there is
    no rate, and nothing is guessed.
    """

    def __init__(self, owner: Workspace | int) -> None:
        self._owner = owner
        self._known: dict[str, tuple[list[date], list[Decimal]]] = {}

    @cached_property
    def workspace(self) -> Workspace:
        """Whose rates they are."""
        return self._owner if isinstance(self._owner, Workspace) else Workspace.objects.get(pk=self._owner)

    @property
    def into(self) -> str:
        """The currency of the workspace."""
        return self.workspace.currency

    @property
    def time_zone(self) -> str:
        """The name of the zone whose days count."""
        return self.workspace.time_zone

    def is_own(self, currency: str) -> bool:
        """Does an amount need no rate? One that names no currency is in the workspace's."""
        return not currency or currency == self.workspace.currency

    def on(self, currency: str, day: date) -> Decimal | None:
        """The rate of a day, or of up to so many days before; None where there is none."""
        days, rates = self._of(currency)
        place = bisect_right(days, day) - 1
        if place < 0 or (day - days[place]).days > self.workspace.rates_carried:
            return None
        return rates[place]

    def at(self, currency: str, moment: datetime) -> Decimal | None:
        """The rate of the day that a moment falls on by the workspace's clock."""
        return self.on(currency, moment.astimezone(self._zone).date())

    def newest(self, currency: str) -> Decimal | None:
        """The latest rate there is, for amounts that bear no date."""
        rates = self._of(currency)[1]
        return rates[-1] if rates else None

    @cached_property
    def _zone(self) -> Any:
        return self.workspace.zone

    def _of(self, currency: str) -> tuple[list[date], list[Decimal]]:
        if currency not in self._known:
            rows = list(rates_in(self.workspace).filter(currency=currency).order_by("day").values_list("day", "rate"))
            self._known[currency] = [day for day, _ in rows], [rate for _, rate in rows]
        return self._known[currency]


def rates_in(workspace: Workspace) -> WorkspaceQuerySet:
    """The rates to the currency that the workspace has now."""
    return CurrencyRate.objects.of(workspace).filter(into=workspace.currency)


def rates_of(owner: Workspace | int) -> Rates:
    """The rates of a workspace as they are when first asked for, given the workspace or its id."""
    return Rates(owner)


@dataclass(frozen=True, slots=True)
class CurrencyChange:
    """What it would mean to count in another currency: how many rates there are, and how many can be turned round."""

    former: str
    into: str
    rates: int
    days: int

    @property
    def words(self) -> str:
        """What to know before it is done."""
        told = f"All amounts will be converted from {self.former} into {self.into}, each at the rate of its day. "
        if not self.rates:
            return f"{told}There are no rates yet: until you enter some, what is not in {self.into} is in no figure."
        between = f"No day has a rate between {self.into} and {self.former}. "
        if self.days:
            between = f"On {self.days:,} {'day' if self.days == 1 else 'days'} they are turned round by themselves. "
        return (
            f"{told}The {self.rates:,} {'rate you have is' if self.rates == 1 else 'rates you have are'} to "
            f"{self.former}. {between}For all other days rates have to be entered or imported anew; until then what "
            "falls on them is in no figure."
        )


def currency_change(member: Member, into: str) -> CurrencyChange | None:
    """What changing to that currency would mean; None where it is no other one that there is."""
    workspace = member.workspace
    if into == workspace.currency or into not in CURRENCIES:
        return None
    rates = rates_in(workspace)
    return CurrencyChange(workspace.currency, into, rates.count(), rates.filter(currency=into).count())


def currencies_changed(workspace_id: int, *, since: int, upto: int) -> set[str]:
    """The currencies of which a rate came or changed in `(since, upto]`."""
    rows: Iterable[str] = (
        CurrencyRate.objects.of(workspace_id)
        .filter(change__gt=since, change__lte=upto)
        .order_by()
        .values_list("currency", flat=True)
        .distinct()
    )
    return set(rows)
