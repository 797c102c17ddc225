"""What survey answers say together: a score or a share of them that must be at least, or at most, some value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytics.intervals import wilson
from rapport.apps.canvas.evidence_kinds._answers import of_subject_and_period
from rapport.apps.canvas.evidence_kinds._fields import line
from rapport.apps.canvas.evidence_kinds._kind import (
    About,
    EvidenceKind,
    Known,
    Says,
    Setting,
    Settings,
    Verdict,
    Words,
    opposite,
)
from rapport.apps.canvas.evidence_kinds._threshold import COMPARISONS, checked_threshold, compared, is_met, shown
from rapport.apps.feedback.queries import (
    Distribution,
    ResponseFilter,
    count_responses,
    distributions_of,
    span_of_responses,
    surveys,
    touchpoints,
)
from rapport.kernel.errors import Refused
from rapport.ui import figures

FEWEST, MOST = 5, 10_000
SATISFIED = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which answers are asked, and what is worked out of them."""

    measure: str
    words: str
    touchpoint: str
    survey: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What the answers say: a value with its interval out of so many, the newest of them on a day."""

    n: int
    value: float = 0.0
    low: float | None = None
    high: float | None = None
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that can be worked out of answers of a kind; without a kind, of the words of all."""

    title: Words
    kind: str = ""
    unit: str = ""
    of_fall: Callable[[Distribution], tuple[float, float | None, float | None]] | None = None


def _mean(fall: Distribution) -> tuple[float, float | None, float | None]:
    return fall.nps if fall.nps is not None else fall.mean, fall.low, fall.high


def _share(hits: int, n: int) -> tuple[float, float, float]:
    low, high = wilson(hits, n)
    return hits / n, float(low), float(high)


MEASURES = {
    "nps": Measure(gettext_lazy("Net promoter score"), "nps", "points", _mean),
    "detractors": Measure(
        gettext_lazy("Share of detractors (0–6)"), "nps", "share", lambda fall: _share(fall.parts[0].count, fall.count)
    ),
    "csat": Measure(gettext_lazy("Average satisfaction (1–5)"), "csat", "", _mean),
    "satisfied": Measure(
        gettext_lazy("Share of the satisfied (4 or 5)"),
        "csat",
        "share",
        lambda fall: _share(sum(step.count for step in fall.steps if step.score >= SATISFIED), fall.count),
    ),
    "ces": Measure(gettext_lazy("Average effort (1–7)"), "ces", "", _mean),
    "words": Measure(gettext_lazy("Share of written answers with the words"), "", "share"),
}


def checked(settings: Settings) -> dict[str, Any]:
    """The measure, which answers count, the threshold, and how many answers there must be."""
    measure = str(settings.get("measure"))
    if measure not in MEASURES:
        raise Refused(_("Choose what is worked out of the answers."), place="measure", code="choice")
    missing = _("Say which words the answers should hold.") if measure == "words" else ""
    return {
        "measure": measure,
        "words": line(settings, "words", missing=missing, longest=100),
        "touchpoint": line(settings, "touchpoint"),
        "survey": line(settings, "survey"),
        **checked_threshold(settings),
        "fewest": _fewest(settings.get("fewest")),
    }


def in_percent(settings: Settings) -> bool:
    """Is it a share?"""
    measure = MEASURES.get(str(settings.get("measure")))
    return measure is not None and measure.unit == "share"


def sentence(settings: Settings) -> str:
    """ "Net promoter score is at least 30, in answers with “delivery”, at Shop"."""
    parts = [f"{MEASURES[settings['measure']].title} {compared(settings, in_percent=in_percent(settings))}"]
    if settings["words"]:
        parts.append(_("answers with “%(words)s”") % {"words": settings["words"]})
    parts += [settings[name] for name in ("touchpoint", "survey") if settings[name]]
    return ", ".join(parts)


def meet(about: About, needs: Sequence[Wanted]) -> dict[Wanted, Answers]:
    """What the answers of the canvas's subject and period say; nothing to those who may not see answers."""
    if not needs or not about.member.may("responses.view"):
        return {}
    within = of_subject_and_period(about)
    return {wanted: _asked(about, wanted, within) for wanted in needs}


def judge(settings: Settings, direction: Says, added_at: datetime, known: Known) -> Verdict:
    """Decide only with enough answers, and where the whole interval lies on one side of the threshold."""
    found: Answers | None = known.get(_wanted(settings))
    if found is None:
        return Verdict("", _("Survey answers are not shown here."))
    fewest = int(settings["fewest"])
    if found.n < fewest:
        words = _("Too few answers (n = %(n)s; at least %(fewest)s are asked for).") % {"n": found.n, "fewest": fewest}
        return Verdict("", words, found.newest_at)
    words = _said(settings, found)
    met = is_met(settings, found.value, found.low, found.high)
    if met is None:
        threshold = shown(settings, in_percent=in_percent(settings))
        undecided = _("the interval holds %(threshold)s, so nothing is decided yet.") % {"threshold": threshold}
        return Verdict("", f"{words}: {undecided}", found.newest_at)
    return Verdict(direction if met else opposite(direction), f"{words}.", found.newest_at)


def answers(about: About, settings: Settings) -> Q:
    """The answers it rests on."""
    wanted = _wanted(settings)
    rows = of_subject_and_period(about) & Q(text__icontains=wanted.words)
    measure = MEASURES[wanted.measure]
    rows &= Q(kind=measure.kind, score__isnull=False) if measure.kind else ~Q(text="")
    rows &= Q(touchpoint=wanted.touchpoint) if wanted.touchpoint else Q()
    return rows & Q(survey=wanted.survey) if wanted.survey else rows


def _asked(about: About, wanted: Wanted, within: Q) -> Answers:
    measure = MEASURES[wanted.measure]
    fewer = ResponseFilter(touchpoint=wanted.touchpoint, survey=wanted.survey)
    if measure.of_fall is None:
        return _with_words(about, wanted, fewer, within)
    asked = ResponseFilter(wanted.words, measure.kind, touchpoint=fewer.touchpoint, survey=fewer.survey)
    fall = distributions_of(about.member, asked, within=within).get(measure.kind)
    if fall is None:
        return Answers(0)
    newest = span_of_responses(about.member, asked, within=within).last
    return Answers(fall.count, *measure.of_fall(fall), newest_at=newest)


def _with_words(about: About, wanted: Wanted, fewer: ResponseFilter, within: Q) -> Answers:
    written = within & ~Q(text="")
    n = count_responses(about.member, fewer, within=written)
    if not n:
        return Answers(0)
    hits = count_responses(about.member, fewer, within=written & Q(text__icontains=wanted.words))
    newest = span_of_responses(about.member, fewer, within=written).last
    return Answers(n, *_share(hits, n), newest_at=newest)


def _said(settings: Settings, found: Answers) -> str:
    measure = MEASURES[settings["measure"]]
    value = figures.figure(found.value, measure.unit, found.low, found.high)
    rests_on = _("n = %(n)s") % {"n": figures.number(found.n)}
    if found.low is None or found.high is None:
        return f"{measure.title}: {value} ({rests_on})"
    interval = figures.interval(found.low, found.high, measure.unit)
    return f"{measure.title}: {value} ({interval}, {rests_on})"


def _wanted(settings: Settings) -> Wanted:
    return Wanted(settings["measure"], settings["words"], settings["touchpoint"], settings["survey"])


def _fewest(given: object) -> int:
    text = str(given if given not in (None, "") else FEWEST)
    if not text.isdecimal() or not FEWEST <= int(text[:9]) <= MOST:
        message = _("Give a whole number from %(fewest)s to %(most)s.") % {"fewest": FEWEST, "most": f"{MOST:,}"}
        raise Refused(message, place="fewest", code="number")
    return int(text)


def _names(known: Callable[[Any], list[str]], every: Words) -> Callable[[About, str], list[tuple[str, Words]]]:
    def offered(about: About, search: str) -> list[tuple[str, Words]]:
        found = known(about.member) if about.member.may("responses.view") else []
        return [("", every), *((name, name) for name in found)]

    return offered


survey_answers = EvidenceKind(
    name="survey_answers",
    title=gettext_lazy("What survey answers say"),
    help=gettext_lazy(
        "A score or a share of the answers of this canvas's customers in its period, judged with its interval. "
        "Every new answer counts."
    ),
    order=2,
    glyph="chat-bubble-left-right",
    settings=(
        Setting(
            "measure",
            gettext_lazy("Worked out of the answers"),
            "choice",
            choices=tuple((name, measure.title) for name, measure in MEASURES.items()),
        ),
        Setting("comparison", gettext_lazy("Comparison"), "choice", choices=COMPARISONS),
        Setting(
            "threshold", gettext_lazy("Threshold"), "number", help=gettext_lazy("Shares in percent: 40 means 40%.")
        ),
        Setting(
            "words",
            gettext_lazy("Only answers with the words"),
            "text",
            gettext_lazy("For example “delivery”."),
            required=False,
        ),
        Setting(
            "touchpoint",
            gettext_lazy("Touchpoint"),
            "choice",
            offered=_names(touchpoints, gettext_lazy("Every touchpoint")),
            required=False,
        ),
        Setting(
            "survey",
            gettext_lazy("Survey"),
            "choice",
            offered=_names(surveys, gettext_lazy("Every survey")),
            required=False,
        ),
        Setting(
            "fewest",
            gettext_lazy("Fewest answers"),
            "whole",
            gettext_lazy("With fewer it decides nothing. At least 5."),
            initial=str(FEWEST),
        ),
    ),
    checked=checked,
    sentence=sentence,
    judge=judge,
    needs=lambda settings: (_wanted(settings),),
    meet=meet,
    gone=gettext_lazy("You may not see survey answers."),
    answers=answers,
    in_percent=in_percent,
)
