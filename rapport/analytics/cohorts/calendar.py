"""Weeks, months and quarters of a time zone: where they begin, and how many lie between two of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from rapport.analytics.engine.blocks import text
from rapport.analytics.errors import BadQuestion

Grain = Literal["week", "month", "quarter"]
MONTHS = {"month": 1, "quarter": 3}
GRAINS = ("week", "month", "quarter")


def check_calendar(grain: str, zone: str) -> None:
    """Refuse a grain or a zone that is not known."""
    if grain not in GRAINS:
        raise BadQuestion(f"grain: {grain!r} is not known; use {', '.join(GRAINS)}")
    if zone not in available_timezones():
        raise BadQuestion(f"zone: {zone!r} is not a time zone")


def begins(day: date, grain: Grain) -> date:
    """The first day of the week (a Monday), month or quarter a day lies in."""
    if grain == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1, month=day.month - (day.month - 1) % MONTHS[grain])


def later(first: date, steps: int, grain: Grain) -> date:
    """The first day of the week, month or quarter so many steps after the one that begins on ``first``."""
    if grain == "week":
        return first + timedelta(weeks=steps)
    total = first.year * 12 + first.month - 1 + steps * MONTHS[grain]
    return date(total // 12, total % 12 + 1, 1)


def steps_between(first: date, other: date, grain: Grain) -> int:
    """How many steps lie between the beginnings of two weeks, months or quarters."""
    if grain == "week":
        return (other - first).days // 7
    return ((other.year - first.year) * 12 + other.month - first.month) // MONTHS[grain]


def midnight(day: date, zone: str) -> datetime:
    """The instant at which a day begins in a zone."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))


def local_sql(moment: str, zone: str) -> str:
    """An instant as the clock on the wall of a zone, in SQL."""
    return f"{moment} AT TIME ZONE {text(zone)}"
