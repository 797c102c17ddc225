"""A figure that must be at least, or at most, some value. It is judged anew whenever the figures change."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from rapport.analytics.metrics import catalogue
from rapport.apps.canvas.evidence_kinds._kind import (
    EvidenceKind,
    Figure,
    Figures,
    Says,
    Setting,
    Settings,
    Verdict,
    opposite,
)
from rapport.kernel.errors import Refused

MOST_PLACES = 12
COMPARISONS = (("at_least", "is at least"), ("at_most", "is at most"))


def checked(settings: Settings) -> dict[str, Any]:
    """Metric, comparison and threshold; the threshold as text, in the metric's own scale (a share is 0 to 1)."""
    metric = str(settings.get("metric"))
    if metric not in catalogue:
        raise Refused("Choose a metric.", place="metric", code="choice")
    comparison = str(settings.get("comparison"))
    if comparison not in dict(COMPARISONS):
        raise Refused("Choose “is at least” or “is at most”.", place="comparison", code="choice")
    return {"metric": metric, "comparison": comparison, "threshold": _number(settings.get("threshold"))}


def sentence(settings: Settings) -> str:
    """ "Repeat purchase rate is at least 40%"."""
    metric = catalogue.get(settings["metric"])
    return f"{metric.title} {dict(COMPARISONS)[settings['comparison']]} {_shown(settings)}"


def judge(settings: Settings, direction: Says, added_at: datetime, figures: Figures) -> Verdict:
    """Decide only where the whole interval lies on one side of the threshold.

    An interval that holds the threshold, too few answers, or no data decide nothing.
    """
    figure = figures.get(settings["metric"])
    if figure is None:
        return Verdict("", "No figure for this metric here.")
    if figure.state not in {"ok", "stale"} or figure.value is None:
        return Verdict("", f"{figure.title}: {figure.words}", figure.updated_at)
    met = _met(settings, figure)
    words = f"{figure.title} is {figure.value_text}" + (f" ({figure.interval_text})" if figure.interval_text else "")
    if met is None:
        return Verdict(
            "", f"{words}: the interval holds {_shown(settings)}, so nothing is decided yet.", figure.updated_at
        )
    return Verdict(direction if met else opposite(direction), f"{words}.", figure.updated_at)


def _met(settings: Settings, figure: Figure) -> bool | None:
    assert figure.value is not None
    threshold = float(settings["threshold"])
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    if settings["comparison"] == "at_least":
        return True if low >= threshold else False if high < threshold else None
    else:
        return True if high <= threshold else False if low > threshold else None


def _number(given: object) -> str:
    try:
        number = Decimal(str(given))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= Decimal("1e15") or number != round(number, MOST_PLACES):
        raise Refused("Give the threshold as a number.", place="threshold", code="number")
    return format(number.normalize(), "f")


def _shown(settings: Settings) -> str:
    threshold = Decimal(settings["threshold"])
    if catalogue.get(settings["metric"]).unit == "share":
        return f"{format((threshold * 100).normalize(), 'f')}%"
    return format(threshold, "f")


metric_threshold = EvidenceKind(
    name="metric_threshold",
    title="A figure with a threshold",
    help="Say which figure would show it, and from what value on. Rapport looks at every new answer and order.",
    order=1,
    settings=(
        Setting("metric", "Figure", "metric"),
        Setting("comparison", "Comparison", "choice", choices=COMPARISONS),
        Setting("threshold", "Threshold", "number", help="Shares in percent: 40 means 40%."),
    ),
    checked=checked,
    sentence=sentence,
    judge=judge,
    metrics=lambda settings: (settings["metric"],),
)
