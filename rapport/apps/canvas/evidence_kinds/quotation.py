"""What a customer said, in their own words: the person who adds it says what it means for the claim."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.apps.canvas.evidence_kinds._fields import day, line, moment, spoken
from rapport.apps.canvas.evidence_kinds._kind import EvidenceKind, Known, Says, Setting, Settings, Verdict


def checked(settings: Settings) -> dict[str, Any]:
    """Where it was said and, if known, on what day."""
    return {"source": line(settings, "source", missing=_("Say where this was said.")), "said_on": day(settings)}


def sentence(settings: Settings) -> str:
    """ "Interview with Rosa, 3 Mar 2026"."""
    return ", ".join(part for part in (settings["source"], spoken(settings)) if part)


def judge(settings: Settings, direction: Says, added_at: datetime, known: Known) -> Verdict:
    """It says what its author found in it, and grows old from the day it was said."""
    return Verdict(direction, sentence(settings), moment(settings, added_at))


quotation = EvidenceKind(
    name="quotation",
    title=gettext_lazy("Something a customer said"),
    help=gettext_lazy(
        "A sentence from an interview, a call or a review, and whether it speaks for the note or against it."
    ),
    order=4,
    glyph="chat-bubble-left-ellipsis",
    settings=(
        Setting(
            "source", gettext_lazy("Where it was said"), "text", help=gettext_lazy("For example “Interview with Rosa”.")
        ),
        Setting("said_on", gettext_lazy("On what day"), "date", required=False),
    ),
    checked=checked,
    sentence=sentence,
    judge=judge,
)
