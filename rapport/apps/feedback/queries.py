"""What can be asked of survey answers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from rapport.analytics.intervals import mean_interval, net_promoter
from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.feedback.models import SCALES, Response
from rapport.kernel.paging import PAGE_SIZE, Page, count_of, page_of
from rapport.kernel.paging import Count as RowCount

LATEST_OF_CUSTOMER = 10
PROMOTER, PASSIVE = 9, 7
FEWEST_FOR_AN_INTERVAL = 5
EVERY = Q()


@dataclass(frozen=True, slots=True)
class ResponseFilter:
    """What a reader of the list asked for."""

    search: str = ""
    kind: str = ""
    region_id: int | None = None
    touchpoint: str = ""
    with_text: bool = False
    survey: str = ""
    segment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From the first answer to the last; empty where there are none."""

    first: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale: its score, how many gave it, and its share of all."""

    score: int
    count: int
    share: float

    @property
    def width(self) -> str:
        """The length of its bar in percent, written so that a drawing understands it in every language."""
        return f"{self.share * 100:.2f}"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts NPS is made of; `before` is the share of the parts on its left."""

    name: str
    title: str
    count: int
    share: float
    before: float

    @property
    def start(self) -> str:
        """Where its bar begins, in percent."""
        return f"{self.before * 100:.2f}"

    @property
    def width(self) -> str:
        """The length of its bar in percent."""
        return f"{self.share * 100:.2f}"


@dataclass(frozen=True, slots=True)
class Distribution:
    """The scores of one kind: how many there are, their mean, each step, and for NPS its three parts."""

    kind: str
    title: str
    count: int
    mean: float
    steps: list[Step]
    parts: list[Part]

    @property
    def nps(self) -> float | None:
        """Share of promoters minus share of detractors, times 100; None for other kinds."""
        return (self.parts[2].share - self.parts[0].share) * 100 if self.parts else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the NPS or of the mean; None where there are too few scores for one.

        Every answer counts here, also several of one person, so it is a little narrower than that of the metrics page.
        """
        if self.count < FEWEST_FOR_AN_INTERVAL:
            return None
        if self.parts:
            low, high = net_promoter(self.parts[2].count, self.parts[0].count, self.count)
        else:
            spread = sum(step.count * (step.score - self.mean) ** 2 for step in self.steps) / (self.count - 1)
            low, high = mean_interval(self.mean, spread / self.count, self.count - 1)
        return float(low), float(high)

    @property
    def low(self) -> float | None:
        """The lower end of the interval."""
        return self.interval[0] if self.interval else None

    @property
    def high(self) -> float | None:
        """The upper end of the interval."""
        return self.interval[1] if self.interval else None


@dataclass(frozen=True, slots=True)
class ResponseList:
    """One page of answers, how many there are altogether, and how their scores fall."""

    page: Page[Response]
    count: RowCount
    distributions: list[Distribution]


def list_responses(
    member: Member, wanted: ResponseFilter, *, within: Q = EVERY, cursor: str = "", size: int = PAGE_SIZE
) -> ResponseList:
    """A page of answers, newest first, with the distribution of scores of all that were asked for.

    `within` is a further predicate over answers, for rooms that know of more than this one: a segment, a period.
    """
    rows = _reached(member, wanted).filter(within)
    shown = rows.select_related("customer", "region")
    page = page_of(shown, column="at", descending=True, cursor=cursor, size=size)
    return ResponseList(page, count_of(rows), distributions(rows))


def distributions_of(member: Member, wanted: ResponseFilter, *, within: Q = EVERY) -> dict[str, Distribution]:
    """How the scores of the wanted answers fall, by kind; a kind without scores is not there."""
    return {fall.kind: fall for fall in distributions(_all(member, wanted).filter(within))}


def count_responses(member: Member, wanted: ResponseFilter, *, within: Q = EVERY) -> int:
    """How many answers there are, exactly."""
    return int(_all(member, wanted).filter(within).order_by().count())


def span_of_responses(member: Member, wanted: ResponseFilter | None = None, *, within: Q = EVERY) -> Span:
    """When the first and the last of the wanted answers were given."""
    rows = _all(member, wanted or ResponseFilter()).filter(within).order_by()
    return Span(**rows.aggregate(first=Min("at"), last=Max("at")))


def responses_by_id(member: Member, ids: Sequence[int]) -> dict[int, Response]:
    """Those of the answers that there are, with their customers."""
    member.require("responses.view")
    return {one.pk: one for one in Response.objects.within(member).filter(pk__in=ids).select_related("customer")}


def responses_of(member: Member, customer: Party) -> list[Response]:
    """The latest answers of a customer; of a company also those of the people who work there."""
    member.require("responses.view")
    given = Q(customer=customer) if customer.is_person else Q(customer=customer) | Q(customer__company=customer)
    rows = Response.objects.within(member).filter(given)
    return list(rows.order_by("-at", "-pk")[:LATEST_OF_CUSTOMER])


def touchpoints(member: Member) -> list[str]:
    """The touchpoints that were asked about, by name."""
    member.require("responses.view")
    named = Response.objects.within(member).exclude(touchpoint="").order_by("touchpoint")
    return list(named.values_list("touchpoint", flat=True).distinct()[:200])


def surveys(member: Member) -> list[str]:
    """The surveys that were answered, by name."""
    member.require("responses.view")
    named = Response.objects.within(member).exclude(survey="").order_by("survey")
    return list(named.values_list("survey", flat=True).distinct()[:200])


def _reached(member: Member, wanted: ResponseFilter) -> QuerySet[Any, Any]:
    """Single answers: those the member reaches."""
    member.require("responses.view")
    return _filtered(Response.objects.within(member), wanted)


def _all(member: Member, wanted: ResponseFilter) -> QuerySet[Any, Any]:
    """What figures are counted over, which are the same for every reader."""
    member.require("responses.view")
    return _filtered(Response.objects.of(member), wanted)


def _filtered(rows: Any, wanted: ResponseFilter) -> QuerySet[Any, Any]:
    if wanted.kind in Response.Kind.values:
        rows = rows.filter(kind=wanted.kind)
    if wanted.region_id is not None:
        rows = rows.filter(region=wanted.region_id)
    if wanted.segment_id is not None:
        rows = rows.filter(customer__memberships__segment=wanted.segment_id, customer__memberships__until=None)
    if touchpoint := wanted.touchpoint.replace("\x00", ""):
        rows = rows.filter(touchpoint=touchpoint)
    if survey := wanted.survey.replace("\x00", ""):
        rows = rows.filter(survey=survey)
    if wanted.with_text:
        rows = rows.exclude(text="")
    if search := wanted.search.strip()[:100].replace("\x00", ""):
        rows = rows.filter(text__icontains=search)
    return rows  # type: ignore[no-any-return]


def distributions(rows: QuerySet[Any, Any]) -> list[Distribution]:
    """How the scores of some answers fall, for each kind that has any."""
    counted: dict[str, dict[Decimal, int]] = defaultdict(dict)
    scored = rows.filter(score__isnull=False).order_by().values("kind", "score").annotate(count=Count("pk"))
    for row in scored:
        counted[row["kind"]][row["score"]] = row["count"]
    return [_distribution(kind, counted[kind]) for kind in SCALES if counted[kind]]


def _distribution(kind: str, counted: dict[Decimal, int]) -> Distribution:
    """Scores between two steps count to the nearer one, halves to the upper."""
    low, high = SCALES[kind]
    total = sum(counted.values())
    by_step: dict[int, int] = defaultdict(int)
    for score, count in counted.items():
        by_step[int(score + Decimal("0.5"))] += count
    return Distribution(
        kind=kind,
        title=Response.Kind(kind).label,
        count=total,
        mean=float(sum(score * count for score, count in counted.items()) / total),
        steps=[Step(step, by_step[step], by_step[step] / total) for step in range(low, high + 1)],
        parts=_parts(by_step, total) if kind == Response.Kind.NPS else [],
    )


def _parts(by_step: dict[int, int], total: int) -> list[Part]:
    promoters = sum(count for step, count in by_step.items() if step >= PROMOTER)
    passives = sum(count for step, count in by_step.items() if PASSIVE <= step < PROMOTER)
    detractors = total - promoters - passives
    return [
        Part("detractors", "Detractors (0–6)", detractors, detractors / total, 0.0),
        Part("passives", "Passives (7–8)", passives, passives / total, detractors / total),
        Part("promoters", "Promoters (9–10)", promoters, promoters / total, (detractors + passives) / total),
    ]
