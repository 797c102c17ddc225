"""What the people of a canvas said in surveys: words, low scores, and how they fared at each touchpoint."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from rapport.analytics.intervals import wilson
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.words import frequent_words
from rapport.apps.feedback.models import Response
from rapport.apps.insights.queries.periods import Known, PeriodChoice, laid_out
from rapport.apps.insights.queries.progress import lake_tables
from rapport.apps.insights.queries.subjects import Subject, named
from rapport.kernel.clock import now
from rapport.ui import figures

MINIMUM = 5
MOST_TEXTS = 2_000
QUOTES = 2
MOST_PLACES = 6

# Low: detractors of the net promoter score, the two lowest of five for satisfaction, the hard side of effort.
LOW = Q(kind="nps", score__lte=6) | Q(kind="csat", score__lte=2) | Q(kind="ces", score__lte=3)
SATISFIED = Q(kind="csat", score__gte=4)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with its interval; below five nothing but the number is said."""

    hits: int
    n: int

    @property
    def is_known(self) -> bool:
        return self.n >= MINIMUM

    @property
    def text(self) -> str:
        """ "43% (32% to 55%)", or that there are too few."""
        if not self.is_known:
            return _("too few answers (n = %(n)s)") % {"n": figures.number(self.n)}
        low, high = (float(end) for end in wilson(self.hits, self.n))
        value = self.hits / self.n
        return f"{figures.figure(value, 'share', low, high)} ({figures.interval(low, high, 'share')})"


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, when and where; never who."""

    text: str
    at: datetime
    place: str
    score: str


@dataclass(slots=True)
class Voices:
    """Answers of a group in a period. `state` is empty, or `no_source` or `silent` where there is nothing to show."""

    period: PeriodChoice
    state: str = ""
    texts: int = 0
    words: list[tuple[str, int]] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    low: Share = field(default_factory=lambda: Share(0, 0))
    places: list[tuple[str, Share]] = field(default_factory=list)

    @property
    def has_enough_texts(self) -> bool:
        return self.texts >= MINIMUM


def answers_on(member: Member, canvas: Canvas) -> tuple[QuerySet[Any], PeriodChoice, bool]:
    """The answers of a canvas's people in its region and period, that period, and is there any answer of anybody?"""
    member.require("responses.view")
    workspace = member.workspace
    about = named(workspace, Subject.parse(canvas.figures_subject), canvas.region_id)
    table = lake_tables(workspace.pk).get("responses")
    known = Known(table.first_at, table.last_at) if table else Known()
    choice = laid_out(canvas.period, workspace.zone, known, now=now(), year_starts=workspace.year_starts)
    everything = Response.objects.within(member)
    rows = everything.filter(about.subject.rows(), at__gte=choice.start, at__lt=choice.end)
    if about.region is not None:
        rows = rows.filter(Q(customer__region=about.region) | Q(customer=None, region=about.region))
    return rows, choice, everything.exists()


def what_they_say(member: Member, canvas: Canvas) -> Voices:
    """The words in all their answers, and the newest of them."""
    rows, choice, any_at_all = answers_on(member, canvas)
    voices = Voices(choice, state="" if any_at_all else "no_source")
    _read(voices, rows)
    if any_at_all and not voices.texts:
        voices.state = "silent"
    return voices


def what_hurts(member: Member, canvas: Canvas) -> Voices:
    """How many scores are low, at which touchpoints, and the words of those who gave them."""
    rows, choice, any_at_all = answers_on(member, canvas)
    voices = Voices(choice, state="" if any_at_all else "no_source")
    scored = rows.filter(score__isnull=False)
    counted = scored.aggregate(n=Count("pk"), low=Count("pk", filter=LOW))
    voices.low = Share(counted["low"], counted["n"])
    if any_at_all and not voices.low.n:
        voices.state = "silent"
    by_place = scored.exclude(touchpoint="").order_by().values_list("touchpoint")
    placed = by_place.annotate(n=Count("pk"), low=Count("pk", filter=LOW))
    shares = [(name, Share(low, n)) for name, n, low in placed if n >= MINIMUM and low]
    voices.places = sorted(shares, key=lambda one: (-one[1].hits / one[1].n, one[0]))[:3]
    _read(voices, rows.filter(LOW))
    return voices


def _read(voices: Voices, rows: QuerySet[Any]) -> None:
    worded = rows.exclude(text="").order_by("-at", "-pk")
    texts = list(worded.values_list("text", flat=True)[:MOST_TEXTS])
    voices.texts = len(texts)
    if voices.has_enough_texts:
        voices.words = frequent_words(texts)
    voices.quotes = [_quote(answer) for answer in worded[:QUOTES]]


def _quote(answer: Response) -> Quote:
    scale = {"nps": 10, "csat": 5, "ces": 7}.get(answer.kind)
    score = f"{figures.number(answer.score)}/{scale}" if answer.score is not None and scale else ""
    return Quote(answer.text, answer.at, answer.touchpoint, score)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the group meets the business: how often that is on record, and how satisfied they were."""

    name: str
    orders: int = 0
    answers: int = 0
    satisfied: Share = field(default_factory=lambda: Share(0, 0))

    @property
    def volume(self) -> int:
        return self.orders + self.answers

    def with_(self, other: Place) -> Place:
        """Both together, under the name of this one."""
        satisfied = Share(self.satisfied.hits + other.satisfied.hits, self.satisfied.n + other.satisfied.n)
        return Place(self.name, self.orders + other.orders, self.answers + other.answers, satisfied)


def places_of(answers: QuerySet[Any] | None, order_channels: dict[str, int]) -> list[Place]:
    """Touchpoints that were asked about and channels that orders came through, the busiest first; the same name,
    whatever its capitals, is one place. Without answers, for who may not read them, channels alone.
    """
    asked = _asked_about(answers) if answers is not None else []
    places: dict[str, Place] = {}
    for place in (*asked, *(Place(name, count) for name, count in order_channels.items())):
        key = place.name.casefold()
        places[key] = places[key].with_(place) if key in places else place
    return sorted(places.values(), key=lambda place: (-place.volume, place.name))[:MOST_PLACES]


def _asked_about(answers: QuerySet[Any]) -> list[Place]:
    asked = answers.exclude(touchpoint="").order_by().values_list("touchpoint")
    counted = asked.annotate(
        n=Count("pk"),
        rated=Count("pk", filter=Q(kind="csat", score__isnull=False)),
        satisfied=Count("pk", filter=SATISFIED),
    )
    return [Place(name, answers=n, satisfied=Share(satisfied, rated)) for name, n, rated, satisfied in counted]
