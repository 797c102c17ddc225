"""A file that was handed in: a report, a photograph, a recording."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.apps.canvas.evidence_kinds._fields import day, line, moment, spoken
from rapport.apps.canvas.evidence_kinds._kind import (
    About,
    EvidenceKind,
    KeptFile,
    Known,
    Says,
    Setting,
    Settings,
    Verdict,
)
from rapport.kernel.errors import Refused
from rapport.kernel.ids import number_in


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file by its id."""

    id: str


def checked(settings: Settings) -> dict[str, Any]:
    """The id of the file, what it shows, and the day it is of."""
    given = str(settings.get("file") or "")
    if number_in(given) is None:
        raise Refused(_("Choose a file."), place="file", code="empty")
    return {"file": given, "title": line(settings, "title"), "said_on": day(settings)}


def sentence(settings: Settings) -> str:
    """ "Delivery report, 3 Mar 2026"."""
    return ", ".join(part for part in (settings["title"] or _("A file"), spoken(settings)) if part)


def judge(settings: Settings, direction: Says, added_at: datetime, known: Known) -> Verdict:
    """It says what its author found in it, and grows old from its day."""
    kept: KeptFile | None = known.get(Wanted(settings["file"]))
    if kept is None:
        return Verdict("", _("The file is no longer there."))
    title = settings["title"] or kept.title
    words = ", ".join(part for part in (title, spoken(settings)) if part)
    return Verdict(direction, words, moment(settings, added_at), title=words)


def meet(about: About, needs: Sequence[Wanted]) -> dict[Wanted, KeptFile]:
    """The files there are."""
    kept = about.files([wanted.id for wanted in needs]) if needs else {}
    return {wanted: kept[wanted.id] for wanted in needs if wanted.id in kept}


file = EvidenceKind(
    name="file",
    title=gettext_lazy("A file"),
    help=gettext_lazy("A report, a table, a picture or a recording, kept with this canvas. Up to 10 MB."),
    order=7,
    glyph="paper-clip",
    settings=(
        Setting(
            "file", gettext_lazy("File"), "file", gettext_lazy("PDF, picture, text, table, office document or sound.")
        ),
        Setting("title", gettext_lazy("What it shows"), "text", required=False),
        Setting("said_on", gettext_lazy("Of what day"), "date", required=False),
    ),
    checked=checked,
    sentence=sentence,
    judge=judge,
    needs=lambda settings: (Wanted(settings["file"]),),
    meet=meet,
    gone=gettext_lazy("There is no such file."),
)
