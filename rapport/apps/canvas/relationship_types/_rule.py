"""Rules of the advisor: comparisons of a group's numbers, decided only as far as their intervals decide them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from rapport.analytics.metrics import catalogue
from rapport.apps.canvas.relationship_types._numbers import Economics, Number, Words, figure_title
from rapport.ui.figures import figure, number

Side = Literal["at_least", "at_most"]
Verdict = Literal["clear", "leaning", "no", "unknown"]
EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure held against a value, against everybody's, or against another figure of the same group.

    `Comparison("nps", "at_least", 30)` · `Comparison("average_order_value", "at_most", 0.8, of="everybody")`:
    at most 0.8 times everybody's.
    """

    figure: str
    side: Side
    value: float
    of: str = ""

    @property
    def wanted(self) -> str:
        """What the figure must be, in words."""
        if self.of:
            words = self._multiple()
            whose = _("everybody's") if self.of == EVERYBODY else _lowered(figure_title(self.of))
            return words % {"times": number(self.value), "of": whose}
        words = _("at most %(value)s") if self.side == "at_most" else _("at least %(value)s")
        return words % {"value": figure(self.value, unit_of(self.figure))}

    def _multiple(self) -> str:
        if self.value == 1:
            return _("at most %(of)s") if self.side == "at_most" else _("at least %(of)s")
        return _("at most %(times)s × %(of)s") if self.side == "at_most" else _("at least %(times)s × %(of)s")

    def judged(self, economics: Economics) -> Outcome:
        """Clear where the whole interval is on the wanted side, leaning where only the value is."""
        own, other = economics.number(self.figure), self._other(economics)
        known = own.value is not None and (other is None or other.value is not None)
        return Outcome(self, own, other, self._verdict(own, other) if known else "unknown")

    def _other(self, economics: Economics) -> Number | None:
        if not self.of:
            return None
        return economics.of_everybody(self.figure) if self.of == EVERYBODY else economics.number(self.of)

    def _verdict(self, own: Number, other: Number | None) -> Verdict:
        against = other or Number(value=1.0)
        if (against.value or 0.0) <= 0:
            return "no"  # a multiple of nought is met by nought
        value, bound = own.value or 0.0, (against.value or 0.0) * self.value
        if self.side == "at_least":
            holds, clear = value >= bound, own.lowest >= against.highest * self.value
        else:
            holds, clear = value <= bound, own.highest <= against.lowest * self.value
        return "clear" if holds and clear else "leaning" if holds else "no"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a comparison, with the numbers it used."""

    comparison: Comparison
    own: Number
    other: Number | None
    verdict: Verdict

    @property
    def title(self) -> str:
        return figure_title(self.comparison.figure)

    @property
    def wanted(self) -> str:
        return self.comparison.wanted

    @property
    def is_of_everybody(self) -> bool:
        """Is the other number everybody's?"""
        return self.comparison.of == EVERYBODY

    @property
    def holds(self) -> bool:
        return self.verdict in {"clear", "leaning"}

    @property
    def verdict_words(self) -> str:
        """The verdict for a reader."""
        return {
            "clear": _("clearly so"),
            "leaning": _("so, but the interval does not settle it"),
            "no": _("not so"),
            "unknown": _("cannot be said"),
        }[self.verdict]

    @property
    def lack(self) -> str:
        """Why nothing can be said: "Net promoter score: too few answers (n = 4)"."""
        missing = self.own if self.own.value is None else self.other
        return f"{self.title}: {missing.words}" if missing is not None and missing.value is None else ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Whether a rule holds for a group, and every comparison it made."""

    verdict: Literal["fits", "leans", "no", "unknown"]
    outcomes: tuple[Outcome, ...]

    @property
    def used(self) -> list[Outcome]:
        """The comparisons a number was there for."""
        return [one for one in self.outcomes if one.verdict != "unknown"]

    @property
    def lacks(self) -> list[str]:
        """What is not known, each once."""
        return list(dict.fromkeys(one.lack for one in self.outcomes if one.lack))

    @property
    def against(self) -> list[Outcome]:
        """The comparisons that do not hold."""
        return [one for one in self.outcomes if one.verdict == "no"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A type proposed for a group: how clearly, by which rule and numbers, and what to mind."""

    is_clear: bool
    rule: str
    outcomes: tuple[Outcome, ...]
    cautions: tuple[str, ...]

    @property
    def reasons(self) -> list[Outcome]:
        """The comparisons that speak for it."""
        return [one for one in self.outcomes if one.holds]

    @property
    def others(self) -> list[Outcome]:
        """Those that do not, or cannot be made."""
        return [one for one in self.outcomes if not one.holds]


@dataclass(frozen=True, slots=True)
class Rule:
    """When a type suits a group: all of `every` and, where there are any, at least one of `some`.

    `words` says the rule to people; `cautions` what the numbers do not know.
    """

    words: Words
    every: tuple[Comparison, ...] = ()
    some: tuple[Comparison, ...] = ()
    cautions: tuple[Words, ...] = ()

    def weighed(self, economics: Economics) -> Weighed:
        """The rule held against a group's numbers."""
        every = tuple(one.judged(economics) for one in self.every)
        some = tuple(one.judged(economics) for one in self.some)
        verdicts = [one.verdict for one in every] + ([_best(some)] if some else [])
        if "no" in verdicts:
            return Weighed("no", every + some)
        if "unknown" in verdicts:
            return Weighed("unknown", every + some)
        return Weighed("leans" if "leaning" in verdicts else "fits", every + some)

    def proposed(self, economics: Economics) -> Proposal | None:
        """The proposal that follows from a group's numbers, or none."""
        weighed = self.weighed(economics)
        if weighed.verdict not in {"fits", "leans"}:
            return None
        return Proposal(weighed.verdict == "fits", str(self.words), weighed.outcomes, tuple(map(str, self.cautions)))

    def figures(self) -> Iterator[str]:
        """The figures it asks for."""
        for one in (*self.every, *self.some):
            yield one.figure
            if one.of and one.of != EVERYBODY:
                yield one.of


def unit_of(name: str) -> str:
    """The unit a threshold of a figure is written in."""
    if name in catalogue:
        return catalogue.get(name).unit
    return "share" if name.endswith("_share") or name == "share_of_people" else ""


def _best(outcomes: tuple[Outcome, ...]) -> Verdict:
    order: tuple[Verdict, ...] = ("clear", "leaning", "unknown", "no")
    return next(one for one in order if any(outcome.verdict == one for outcome in outcomes))


def _lowered(title: str) -> str:
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
