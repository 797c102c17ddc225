"""What several kinds ask for in the same way: a line of text, a day, and the moment that day stands for."""

from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _

from rapport.apps.canvas.evidence_kinds._kind import Settings
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.text import text_error
from rapport.ui import figures

LONGEST = 200
EARLIEST = date(1900, 1, 1)


def line(settings: Settings, name: str, *, missing: str = "", longest: int = LONGEST) -> str:
    """A text without space at its ends; empty is refused with `missing`, if that is given."""
    text = str(settings.get(name) or "").replace("\r\n", "\n").strip()
    if missing and not text:
        raise Refused(missing, place=name, code="empty")
    wrong = text_error(text, longest=longest)
    if wrong:
        raise Refused(wrong, place=name, code="text")
    return text


def day(settings: Settings, name: str = "said_on") -> str:
    """A day that has come, as year-month-day, or "" where none is given."""
    given = settings.get(name)
    if not given:
        return ""
    try:
        found = date.fromisoformat(str(given))
    except ValueError as error:
        raise Refused(_("Give the day as year-month-day."), place=name, code="date") from error
    # Somewhere it is tomorrow already.
    if found > now().date() + timedelta(days=1):
        raise Refused(_("This day is still to come."), place=name, code="date")
    if found < EARLIEST:
        raise Refused(_("Give a day after 1900."), place=name, code="date")
    return found.isoformat()


def spoken(settings: Settings, name: str = "said_on") -> str:
    """The day as the reader writes it; "" where none is given."""
    given = settings.get(name)
    return figures.day(date.fromisoformat(given)) if given else ""


def moment(settings: Settings, otherwise: datetime, name: str = "said_on") -> datetime:
    """The beginning of the day in the settings, or another moment where there is none."""
    given = settings.get(name)
    return datetime.combine(date.fromisoformat(given), datetime.min.time(), UTC) if given else otherwise
