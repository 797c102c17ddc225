"""Who the people of a subject are: how many, where, since when, what they buy. What is unknown is counted as such."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.models import Party
from rapport.apps.insights.queries.bands import counted_bands
from rapport.apps.insights.queries.buying import Buying, buying_of
from rapport.apps.insights.queries.cache import Asked, kept_or_worked_out, state_of
from rapport.apps.insights.queries.figures import FAILURES
from rapport.apps.insights.queries.periods import DEFAULT, Known, PeriodChoice, laid_out
from rapport.apps.insights.queries.progress import lake_tables
from rapport.apps.insights.queries.subjects import Named, Subject, named, reached
from rapport.kernel.clock import now
from rapport.ui import figures

TABLES = ("customers", "order_lines", "orders", "memberships", "products")
SHOWN = 5
KIND = "profile"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a group: its name, how many, and their share of the group."""

    title: str
    count: float
    share: float | None = None

    @property
    def width(self) -> str:
        """The share as the width of a bar of 100."""
        return f"{max(0.0, min(1.0, self.share or 0)) * 100:.1f}"


@dataclass(slots=True)
class Profile:
    """A group of people in numbers."""

    about: Named
    period: PeriodChoice
    size: int = 0
    total: int = 0
    kinds: list[Part] = field(default_factory=list)
    regions: list[Part] = field(default_factory=list)
    age_bands: list[Part] = field(default_factory=list)
    tenure: list[Part] = field(default_factory=list)
    channels: list[Part] = field(default_factory=list)
    products: list[Part] = field(default_factory=list)
    recency: list[Part] = field(default_factory=list)
    frequency: list[Part] = field(default_factory=list)
    typical: list[Part] = field(default_factory=list)
    buyers: int = 0
    currency: str = ""

    @property
    def share(self) -> float | None:
        """The group's share of all people and companies."""
        return self.size / self.total if self.total else None

    @property
    def last_day(self) -> str:
        """The day the profile looks back from."""
        return figures.day(self.period.end - timedelta(days=1))

    @property
    def groups(self) -> list[tuple[str, str, list[Part]]]:
        """What is shown as bars: a title, what it counts, and the parts; those of which nothing is known left out."""
        people, buyers = "", f"of {self.buyers:,} who bought"
        shown = [
            ("Regions", people, self.regions),
            ("Kinds", people, self.kinds),
            ("Age", people, self.age_bands),
            ("Known for", people, self.tenure),
            ("Came through", people, self.channels),
            ("Last bought", buyers, self.recency),
            ("Orders each", buyers, self.frequency),
        ]
        return [
            (title, words, parts) for title, words, parts in shown if len(parts) > 1 or (parts and title == "Regions")
        ]


def profile_for(member: Member, subject: Subject, *, region: int | None = None) -> Profile:
    """The profile a member sees."""
    member.require("metrics.view")
    reached(member, subject)
    return profile_of(member.workspace, subject, region=region)


def profile_of(workspace: Workspace, subject: Subject, *, region: int | None = None, noted: bool = True) -> Profile:
    """The profile of a workspace's subject; for the worker, which has no member's rights to ask for."""
    about = named(workspace, subject, region)
    tables = lake_tables(workspace.pk)
    orders = tables.get("orders")
    known = Known(orders.first_at, orders.last_at) if orders else Known()
    choice = laid_out(DEFAULT, workspace.zone, known, now=now())
    state = state_of(tables, TABLES, choice.end.isoformat())
    versions = {name: tables[name].version for name in TABLES if name in tables}

    def work_out() -> dict[str, Any]:
        return _people(workspace, about, choice) | _bought(workspace, about, choice, versions)

    found = kept_or_worked_out(workspace, Asked(KIND, about, choice.name), state, work_out, noted=noted)
    told: dict[str, Any] = {
        name: _parts(value) if isinstance(value, list) else value for name, value in found.payload.items()
    }
    return Profile(about, choice, currency=workspace.currency, **told)


def _parts(stored: Iterable[dict[str, Any]]) -> list[Part]:
    return [Part(**part) for part in stored]


def _people(workspace: Workspace, about: Named, choice: PeriodChoice) -> dict[str, Any]:
    everyone = Party.objects.of(workspace).filter(archived_at=None)
    people = everyone.filter(about.subject.parties())
    if about.region is not None:
        people = people.filter(region=about.region)
    size = people.count()
    ages, tenures = counted_bands(people, choice.end)

    def ranked(path: str) -> list[tuple[str, int]]:
        found = people.values_list(path).annotate(count=Count("pk")).order_by("-count", path)
        return [(str(name or ""), count) for name, count in found]

    kinds = {"person": "People", "company": "Companies"}
    return {
        "size": size,
        "total": everyone.count(),
        "kinds": _shares([(kinds[name], count) for name, count in ranked("kind")], size),
        "regions": _shares(_largest(ranked("region__name")), size),
        "channels": _shares(_largest(ranked("acquisition_channel")), size),
        "age_bands": _shares(ages, size),
        "tenure": _shares(tenures, size),
    }


def _largest(found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    known = [(name, count) for name, count in found if name]
    rest, unknown = known[SHOWN:], sum(count for name, count in found if not name)
    parts = known[:SHOWN]
    if rest:
        parts.append((f"{len(rest)} others", sum(count for _, count in rest)))
    if unknown and known:
        parts.append(("Unknown", unknown))
    return parts


def _shares(parts: list[tuple[str, int]], size: int) -> list[dict[str, Any]]:
    return [asdict(Part(name, count, count / size if size else None)) for name, count in parts]


def _bought(workspace: Workspace, about: Named, choice: PeriodChoice, versions: dict[str, int]) -> dict[str, Any]:
    try:
        buying = buying_of(workspace.pk, versions, about, choice)
    except FAILURES:
        buying = Buying()
    net = buying.net
    return {
        "buyers": buying.buyers,
        "products": [asdict(Part(name, amount, amount / net if net else None)) for name, amount in buying.products],
        "recency": _shares(buying.recency, buying.buyers),
        "frequency": _shares(buying.frequency, buying.buyers),
        "typical": [asdict(Part(name, value)) for name, value in buying.typical],
    }
