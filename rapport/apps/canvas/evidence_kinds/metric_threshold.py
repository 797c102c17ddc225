"""A figure that must be at least, or at most, some value. It is judged anew whenever the figures change."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytics.metrics import catalogue
from rapport.apps.canvas.evidence_kinds._kind import (
    EvidenceKind,
    Figure,
    Known,
    Says,
    Setting,
    Settings,
    Verdict,
    opposite,
)
from rapport.apps.canvas.evidence_kinds._threshold import COMPARISONS, checked_threshold, compared, is_met, shown
from rapport.kernel.errors import Refused


def checked(settings: Settings) -> dict[str, Any]:
    """Metric, comparison and threshold; the threshold as text, in the metric's own scale (a share is 0 to 1)."""
    metric = str(settings.get("metric"))
    if metric not in catalogue:
        raise Refused(_("Choose a metric."), place="metric", code="choice")
    return {"metric": metric, **checked_threshold(settings)}


def in_percent(settings: Settings) -> bool:
    """Is the metric a share?"""
    metric = str(settings.get("metric") or "")
    return metric in catalogue and catalogue.get(metric).unit == "share"


def sentence(settings: Settings) -> str:
    """ "Repeat purchase rate is at least 40%"."""
    return f"{catalogue.get(settings['metric']).title} {compared(settings, in_percent=in_percent(settings))}"


def judge(settings: Settings, direction: Says, added_at: datetime, known: Known) -> Verdict:
    """Decide only where the whole interval lies on one side of the threshold.

    An interval that holds the threshold, too few answers, or no data decide nothing.
    """
    figure: Figure | None = known.get(settings["metric"])
    if figure is None:
        return Verdict("", _("No figure for this metric here."))
    if figure.state not in {"ok", "stale"} or figure.value is None:
        return Verdict("", f"{figure.title}: {figure.words}", figure.updated_at)
    words = _("%(figure)s is %(value)s") % {"figure": figure.title, "value": figure.value_text}
    words += f" ({figure.interval_text})" if figure.interval_text else ""
    met = is_met(settings, figure.value, figure.low, figure.high)
    if met is None:
        threshold = shown(settings, in_percent=in_percent(settings))
        undecided = _("the interval holds %(threshold)s, so nothing is decided yet.") % {"threshold": threshold}
        return Verdict("", f"{words}: {undecided}", figure.updated_at)
    return Verdict(direction if met else opposite(direction), f"{words}.", figure.updated_at)


metric_threshold = EvidenceKind(
    name="metric_threshold",
    title=gettext_lazy("A figure with a threshold"),
    help=gettext_lazy(
        "Say which figure would show it, and from what value on. Rapport looks at every new answer and order."
    ),
    order=1,
    glyph="chart-bar",
    settings=(
        Setting("metric", gettext_lazy("Figure"), "metric"),
        Setting("comparison", gettext_lazy("Comparison"), "choice", choices=COMPARISONS),
        Setting(
            "threshold", gettext_lazy("Threshold"), "number", help=gettext_lazy("Shares in percent: 40 means 40%.")
        ),
    ),
    checked=checked,
    sentence=sentence,
    judge=judge,
    metrics=lambda settings: (settings["metric"],),
    in_percent=in_percent,
)
