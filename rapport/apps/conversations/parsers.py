"""A line such as "call Ana tomorrow" as a task: what is to be done, of which kind, and the day it says at its end."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
KINDS = {"call": "call", "phone": "call", "write": "email", "mail": "email", "email": "email", "visit": "visit"}
IN_DAYS = re.compile(r"\s+in (\d{1,3}) (day|days|week|weeks)$", re.I)
ON_DAY = re.compile(r"\s+(?:on |by |next )?([a-z]{3,9}|\d{4}-\d{2}-\d{2})$", re.I)


@dataclass(frozen=True, slots=True)
class Said:
    """A typed line, understood."""

    title: str
    kind: str
    due_on: date | None


def understood(line: str, *, today: date) -> Said:
    """The task that a line means.

    >>> understood("call Ana tomorrow", today=date(2026, 3, 2))
    Said(title='call Ana', kind='call', due_on=datetime.date(2026, 3, 3))
    >>> understood("Send the offer on fri", today=date(2026, 3, 2)).due_on
    datetime.date(2026, 3, 6)
    """
    words = " ".join(line.split())
    title, due_on = _cut(words, today)
    first = title.partition(" ")[0].casefold()
    return Said(title, KINDS.get(first, "to_do"), due_on)


def _cut(words: str, today: date) -> tuple[str, date | None]:
    if found := IN_DAYS.search(words):
        days = int(found[1]) * (7 if found[2].lower().startswith("week") else 1)
        return words[: found.start()], today + timedelta(days=days)
    found = ON_DAY.search(words)
    due_on = _day(found[1].casefold(), today) if found else None
    return (words[: found.start()], due_on) if found and due_on else (words, None)


def _day(word: str, today: date) -> date | None:
    if word in ("today", "tomorrow"):
        return today + timedelta(days=word == "tomorrow")
    named = [number for number, name in enumerate(WEEKDAYS) if word in (name, name[:3])]
    if named:
        return today + timedelta(days=(named[0] - today.weekday() - 1) % 7 + 1)
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
