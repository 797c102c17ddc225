"""A page on the web: a study, a review, a document somewhere else."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.apps.canvas.evidence_kinds._fields import day, line, moment, spoken
from rapport.apps.canvas.evidence_kinds._kind import EvidenceKind, Known, Says, Setting, Settings, Verdict
from rapport.kernel.errors import Refused

LONGEST_ADDRESS = 2_000


def checked(settings: Settings) -> dict[str, Any]:
    """An https address, its title, and the day the page is of."""
    return {
        "title": line(settings, "title", missing=_("Say what the page shows.")),
        "address": _address(line(settings, "address", missing=_("Give the address."), longest=LONGEST_ADDRESS)),
        "said_on": day(settings),
    }


def sentence(settings: Settings) -> str:
    """ "Study on delivery times, example.org, 3 Mar 2026"."""
    host = urlsplit(settings["address"]).hostname
    return ", ".join(part for part in (settings["title"], host, spoken(settings)) if part)


def judge(settings: Settings, direction: Says, added_at: datetime, known: Known) -> Verdict:
    """It says what its author found in it, and grows old from the day of the page."""
    return Verdict(direction, sentence(settings), moment(settings, added_at), url=settings["address"])


def _address(text: str) -> str:
    """The address, if it is one that cannot be read along the way and hides no password."""
    try:
        parts = urlsplit(text)
        # Asking for the port reads it, and refuses one that is no number.
        plain = parts.port is None or parts.port > 0
    except ValueError:
        plain = False
    if not plain or parts.scheme != "https" or not parts.hostname or parts.username or _has_gaps(text):
        raise Refused(_("Give an address that begins with https://."), place="address", code="address")
    return text


def _has_gaps(text: str) -> bool:
    return any(character.isspace() or not character.isprintable() or character in '\\<>"' for character in text)


link = EvidenceKind(
    name="link",
    title=gettext_lazy("A page on the web"),
    help=gettext_lazy("A study, an article, a review or a document of your own that can be opened by its address."),
    order=6,
    glyph="link",
    settings=(
        Setting("address", gettext_lazy("Address"), "address", gettext_lazy("It begins with https://.")),
        Setting("title", gettext_lazy("What it shows"), "text"),
        Setting("said_on", gettext_lazy("Of what day"), "date", required=False),
    ),
    checked=checked,
    sentence=sentence,
    judge=judge,
)
