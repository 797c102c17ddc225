"""A meeting as a file for calendars (iCalendar, RFC 5545)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST_LINE = 75


@dataclass(frozen=True, slots=True)
class Event:
    """What a calendar keeps of a meeting; `uid` stays the same when it is moved, `sequence` grows."""

    uid: str
    sequence: int
    stamped_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    place: str = ""
    description: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar_file(event: Event) -> bytes:
    """The file of one meeting: lines end as the format asks, long ones are folded, texts escaped."""
    lines = (folded for line in _lines(event) for folded in _folded(line))
    return "".join(f"{line}\r\n" for line in lines).encode()


def escaped(text: str) -> str:
    r"""A text as the format takes it.

    >>> escaped("Bread, milk; eggs")
    'Bread\\, milk\\; eggs'
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    plain = plain.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(character for character in plain if character.isprintable() or character == "\t")


def _lines(event: Event) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rapport//Meetings//EN", "METHOD:PUBLISH", "BEGIN:VEVENT")
    yield f"UID:{escaped(event.uid)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_moment(event.stamped_at)}"
    yield f"DTSTART:{_moment(event.starts_at)}"
    yield f"DTEND:{_moment(event.ends_at)}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 bytes, never cut inside a character."""
    piece, size = "", 0
    for character in line:
        length = len(character.encode())
        if size + length > LONGEST_LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + length
    yield piece
