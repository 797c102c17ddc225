"""What became of the figure an action wanted to move: before and after beside what was expected, with intervals.

The two figures are subtracted as if they were independent; where their periods share days the true interval is a
little narrower. A difference whose interval holds nought may be chance. Nothing here says what the cause was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rapport.analytics import intervals
from rapport.ui import figures

COUNTED = {"ok", "stale"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as it was read on one day: value, interval, how many it rests on, and the days it is about.

    `words` say why there is no value; `start` and `end` are days, the end not included.
    """

    metric: str
    title: str
    unit: str
    state: str
    at: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    n_text: str = ""
    period: str = ""
    start: str = ""
    end: str = ""
    words: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> Reading | None:
        """From what an action keeps; nothing where nothing was read."""
        if not kept:
            return None
        return cls(**{name: kept[name] for name in cls.__dataclass_fields__ if name in kept})

    def kept(self) -> dict[str, Any]:
        """As it is kept with an action."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @property
    def is_known(self) -> bool:
        """Is there a value to compare?"""
        return self.value is not None and self.state in COUNTED

    @property
    def value_text(self) -> str:
        """The value with the digits its interval supports, or why there is none."""
        if self.is_known and self.value is not None:
            return figures.figure(self.value, self.unit, self.low, self.high)
        return self.words or _("No value")

    @property
    def interval_text(self) -> str:
        """Both ends of the interval; "" where there is none."""
        if not self.is_known or self.low is None or self.high is None:
            return ""
        return figures.interval(self.low, self.high, self.unit)


@dataclass(frozen=True, slots=True)
class Effect:
    """What can be said about an action's figure, in a line and in a sentence.

    `verdict` is one of none, waiting, too few, same days, chance, moved, wrong way, short, reached.
    """

    verdict: str
    line: str
    sentence: str
    change_text: str = ""
    interval_text: str = ""


def effect_of(before: Reading | None, after: Reading | None, *, expected: float | None = None) -> Effect:
    """Compare a figure before and after.

    >>> before = Reading("nps", "NPS", "points", "ok", value=20, low=10, high=30)
    >>> effect_of(before, Reading("nps", "NPS", "points", "ok", value=24, low=14, high=34), expected=5).verdict
    'chance'
    """
    if before is None:
        return Effect("waiting", _("Not begun"), _("The figure is read when somebody begins; from then on it counts."))
    if not before.is_known:
        words = _("There was no figure to start from: %(words)s.") % {"words": _small(before.value_text)}
        return Effect("too few", before.value_text, words)
    if after is None or not after.is_known:
        words = after.value_text if after else _("No value")
        sentence = _("There is no figure to compare with: %(words)s.") % {"words": _small(words)}
        return Effect("too few", words, sentence)
    if before.period and (before.start, before.end) == (after.start, after.end):
        return Effect("same days", _("Too early"), _too_early(before))
    return _compared(before, after, expected)


def _compared(before: Reading, after: Reading, expected: float | None) -> Effect:
    change, low, high = change_between(before, after)
    change_text = figures.signed(change, before.unit, low, high)
    interval_text = figures.signed_interval(low, high, before.unit) if low is not None and high is not None else ""
    verdict = verdict_on(change, low, high, expected)
    sentence = [_sentence(verdict, interval_text)]
    if after.start and before.end and after.start < before.end:
        sentence.append(_("The two periods share days, so a change shows only in part."))
    return Effect(verdict, f"{change_text} · {LINES[verdict]()}", " ".join(sentence), change_text, interval_text)


def change_between(before: Reading, after: Reading) -> tuple[float, float | None, float | None]:
    """The difference and its interval; without an interval where one of the two has none.

    >>> before = Reading("x", "X", "", "ok", value=10, low=7, high=13)
    >>> change_between(before, Reading("x", "X", "", "ok", value=20, low=16, high=24))
    (10.0, 5.0, 15.0)
    """
    first, second = float(before.value or 0), float(after.value or 0)
    if None in (before.low, before.high, after.low, after.high):
        return second - first, None, None
    value, low, high = intervals.difference(second, (after.low, after.high), first, (before.low, before.high))  # type: ignore[arg-type]
    return float(value), float(low), float(high)


def verdict_on(change: float, low: float | None, high: float | None, expected: float | None) -> str:
    """One word for a change: chance where its interval holds nought, else how it lies to what was expected.

    >>> verdict_on(6.0, 2.0, 10.0, expected=5.0), verdict_on(6.0, -1.0, 13.0, expected=5.0)
    ('reached', 'chance')
    """
    if not change or (low is not None and high is not None and low <= 0 <= high):
        return "chance"
    if not expected:
        return "moved"
    if (change > 0) != (expected > 0):
        return "wrong way"
    return "reached" if abs(change) >= abs(expected) else "short"


def _sentence(verdict: str, interval_text: str) -> str:
    if verdict == "chance" and interval_text:
        return _("The interval of the change, %(interval)s, holds no change: this may be chance.") % {
            "interval": interval_text
        }
    if interval_text:
        about = _("The interval of the change is %(interval)s.") % {"interval": interval_text}
    else:
        about = _("It is counted, not estimated, and has no interval.")
    caution = "" if verdict == "chance" else _("That it moved does not say that this action moved it.")
    return " ".join(part for part in (SENTENCES[verdict](), about, caution) if part)


def _too_early(before: Reading) -> str:
    return _("The figure is still about the same days as at the start, %(period)s.") % {"period": before.period}


def _small(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}" if words else words


LINES = {
    "chance": lambda: _("may be chance"),
    "moved": lambda: _("more than chance"),
    "wrong way": lambda: _("the wrong way"),
    "short": lambda: _("less than expected"),
    "reached": lambda: _("as expected"),
}
SENTENCES = {
    "chance": lambda: _("It is where it was."),
    "moved": lambda: _("It moved, more than chance would explain."),
    "wrong way": lambda: _("It moved the other way than expected."),
    "short": lambda: _("It moved the way that was expected, but less."),
    "reached": lambda: _("It moved as far as was expected, or further."),
}
