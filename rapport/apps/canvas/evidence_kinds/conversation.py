"""A support ticket, an interview or another conversation, brought in as text with its source and its day."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.apps.canvas.evidence_kinds._fields import day, line, moment, spoken
from rapport.apps.canvas.evidence_kinds._kind import Choice, EvidenceKind, Known, Says, Setting, Settings, Verdict
from rapport.kernel.errors import Refused

LONGEST_TEXT = 10_000
FORMS: tuple[Choice, ...] = (
    ("ticket", gettext_lazy("Support ticket")),
    ("interview", gettext_lazy("Interview note")),
    ("call", gettext_lazy("Call or visit")),
    ("review", gettext_lazy("Review or post")),
    ("other", gettext_lazy("Something else")),
)


def checked(settings: Settings) -> dict[str, Any]:
    """What it is, its title, where it is from, its day, and what was said."""
    form = str(settings.get("form") or "other")
    if form not in dict(FORMS):
        raise Refused(_("Choose what it is."), place="form", code="choice")
    return {
        "form": form,
        "title": line(settings, "title", missing=_("Give it a title, for example the ticket's subject.")),
        "source": line(settings, "source"),
        "said_on": day(settings),
        "text": line(settings, "text", missing=_("There is no text in it."), longest=LONGEST_TEXT),
    }


def sentence(settings: Settings) -> str:
    """ "Support ticket: Parcel came late, Helpdesk 4711, 3 Mar 2026"."""
    named = f"{dict(FORMS)[settings['form']]}: {settings['title']}"
    return ", ".join(part for part in (named, settings["source"], spoken(settings)) if part)


def judge(settings: Settings, direction: Says, added_at: datetime, known: Known) -> Verdict:
    """It says what its author found in it, and grows old from its day."""
    return Verdict(direction, sentence(settings), moment(settings, added_at), quote=settings["text"])


conversation = EvidenceKind(
    name="conversation",
    title=gettext_lazy("A ticket or an interview note"),
    help=gettext_lazy("Paste what was written down: a support ticket, notes of an interview, a call or a review."),
    order=5,
    glyph="ticket",
    settings=(
        Setting("form", gettext_lazy("It is"), "choice", choices=FORMS),
        Setting("title", gettext_lazy("Title"), "text", gettext_lazy("For example the subject of the ticket.")),
        Setting(
            "source",
            gettext_lazy("Where it is from"),
            "text",
            gettext_lazy("For example “Helpdesk 4711” or “Interview with Rosa”."),
            required=False,
        ),
        Setting("said_on", gettext_lazy("On what day"), "date", required=False),
        Setting("text", gettext_lazy("What was said"), "long"),
    ),
    checked=checked,
    sentence=sentence,
    judge=judge,
)
