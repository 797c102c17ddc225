"""What a customer said, in their own words: the person who adds it says what it means for the claim."""

from datetime import UTC, date, datetime
from typing import Any

from rapport.apps.canvas.evidence_kinds._kind import EvidenceKind, Figures, Says, Setting, Settings, Verdict
from rapport.kernel.errors import Refused

LONGEST_SOURCE = 200


def checked(settings: Settings) -> dict[str, Any]:
    """Where it was said and, if known, on what day."""
    source = str(settings.get("source") or "").strip()
    if not source:
        raise Refused("Say where this was said.", place="source", code="empty")
    if len(source) > LONGEST_SOURCE or "\x00" in source:
        raise Refused(f"Keep it to {LONGEST_SOURCE} plain characters.", place="source", code="too long")
    return {"source": source, "said_on": _day(settings.get("said_on"))}


def sentence(settings: Settings) -> str:
    """ "Interview with Rosa, 3 March 2026"."""
    said_on = settings.get("said_on")
    return f"{settings['source']}, {said_on}" if said_on else str(settings["source"])


def judge(settings: Settings, direction: Says, added_at: datetime, figures: Figures) -> Verdict:
    """It says what its author found in it, and grows old from the day it was said."""
    said_on = settings.get("said_on")
    at = datetime.combine(date.fromisoformat(said_on), datetime.min.time(), UTC) if said_on else added_at
    return Verdict(direction, sentence(settings), at)


def _day(given: object) -> str:
    if not given:
        return ""
    try:
        return date.fromisoformat(str(given)).isoformat()
    except ValueError as error:
        raise Refused("Give the day as year-month-day.", place="said_on", code="date") from error


quotation = EvidenceKind(
    name="quotation",
    title="Something a customer said",
    help="A sentence from an interview, a call or a review, and whether it speaks for the note or against it.",
    order=2,
    settings=(
        Setting("source", "Where it was said", "text", help="For example “Interview with Rosa”."),
        Setting("said_on", "On what day", "date", required=False),
    ),
    checked=checked,
    sentence=sentence,
    judge=judge,
)
