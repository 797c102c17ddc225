"""A value with an interval against a threshold: decided only where the whole interval lies on one side."""

from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.apps.canvas.evidence_kinds._kind import Choice, Settings
from rapport.kernel.errors import Refused

MOST_PLACES = 12
COMPARISONS: tuple[Choice, ...] = (("at_least", gettext_lazy("is at least")), ("at_most", gettext_lazy("is at most")))


def checked_threshold(settings: Settings) -> dict[str, str]:
    """Comparison and threshold, the threshold as text in the figure's own scale (a share is 0 to 1)."""
    comparison = str(settings.get("comparison"))
    if comparison not in dict(COMPARISONS):
        raise Refused(_("Choose “is at least” or “is at most”."), place="comparison", code="choice")
    return {"comparison": comparison, "threshold": _number(settings.get("threshold"))}


def is_met(settings: Settings, value: float, low: float | None, high: float | None) -> bool | None:
    """Yes, no, or None where the interval holds the threshold."""
    threshold = float(settings["threshold"])
    least = value if low is None else low
    most = value if high is None else high
    if settings["comparison"] == "at_least":
        return True if least >= threshold else False if most < threshold else None
    else:
        return True if most <= threshold else False if least > threshold else None


def compared(settings: Settings, *, in_percent: bool) -> str:
    """ "is at least 40%"."""
    return f"{dict(COMPARISONS)[settings['comparison']]} {shown(settings, in_percent=in_percent)}"


def shown(settings: Settings, *, in_percent: bool) -> str:
    """The threshold as people write it."""
    threshold = Decimal(settings["threshold"])
    return f"{format((threshold * 100).normalize(), 'f')}%" if in_percent else format(threshold, "f")


def _number(given: object) -> str:
    try:
        number = Decimal(str(given))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= Decimal("1e15") or number != round(number, MOST_PLACES):
        raise Refused(_("Give the threshold as a number."), place="threshold", code="number")
    return format(number.normalize(), "f")
