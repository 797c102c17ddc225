"""Age and tenure in bands, counted by the database in one query."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

Band = tuple[str, int]

UNKNOWN = "Unknown"
AGES = (
    (0, 24, "Under 25"),
    (25, 34, "25–34"),
    (35, 44, "35–44"),
    (45, 54, "45–54"),
    (55, 64, "55–64"),
    (65, 200, "65 and over"),
)
TENURES = (
    (0, 91, "Under 3 months"),
    (91, 365, "3–12 months"),
    (365, 730, "1–2 years"),
    (730, 1826, "2–5 years"),
    (1826, 40000, "Over 5 years"),
)


def counted_bands(people: QuerySet[Any], at: datetime) -> tuple[list[Band], list[Band]]:
    """People by age, and people and companies by how long they have been known; empty where nothing is known."""
    ages, tenures = _ages(at), _tenures(at)
    counts = people.aggregate(**ages, **tenures)
    titles = [title for _, _, title in AGES]
    ages_counted = [counts[name] for name in ages]
    tenure_titles = [title for _, _, title in TENURES]
    tenures_counted = [counts[name] for name in tenures]
    return _titled(titles, ages_counted), _titled(tenure_titles, tenures_counted)


def _titled(titles: list[str], counts: list[int]) -> list[Band]:
    if not any(counts[:-1]):
        return []
    return [(title, count) for title, count in zip([*titles, UNKNOWN], counts, strict=True) if count]


def _ages(at: datetime) -> dict[str, Any]:
    today = at.date()
    bands = {
        f"age_{index}": Count("pk", filter=_born_between(_years_before(today, oldest + 1), _years_before(today, least)))
        for index, (least, oldest, _) in enumerate(AGES)
    }
    return bands | {"age_unknown": Count("pk", filter=Q(birth_date=None, kind="person"))}


def _tenures(at: datetime) -> dict[str, Any]:
    bands = {
        f"tenure_{index}": Count(
            "pk",
            filter=Q(first_seen_at__lte=at - timedelta(days=least), first_seen_at__gt=at - timedelta(days=most)),
        )
        for index, (least, most, _) in enumerate(TENURES)
    }
    return bands | {"tenure_unknown": Count("pk", filter=Q(first_seen_at=None))}


def _born_between(after: date, until: date) -> Q:
    return Q(birth_date__gt=after, birth_date__lte=until)


def _years_before(day: date, years: int) -> date:
    year = max(1, day.year - years)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
