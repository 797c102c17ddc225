"""Analyses: which there are, what is asked of one, and what is kept of its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urlencode

from django.urls import reverse

from rapport.analytics import AnalyticsError, Period, Source
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.population import Population
from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.models import Party, Segment
from rapport.apps.customers.queries.fields import own_words
from rapport.apps.customers.rights import OWN_FIELDS, fields_of
from rapport.apps.insights.analyses import GROUPS, Analysis, OwnField, Payload, Sheet, Study, Telling, analyses
from rapport.apps.insights.analyses._said import sentence
from rapport.apps.insights.extracts import catalogue as extracts
from rapport.apps.insights.lake.reading import source_at
from rapport.apps.insights.models import LakeTable
from rapport.apps.insights.queries.cache import Asked, Found, look_up, state_of
from rapport.apps.insights.queries.health import Health, health_of
from rapport.apps.insights.queries.periods import Known, PeriodChoice, laid_out
from rapport.apps.insights.queries.progress import lake_tables
from rapport.apps.insights.queries.subjects import Named, Subject, named, reached
from rapport.apps.insights.queries.waiting import waiting_words
from rapport.apps.tracking.record_kinds import catalogue as record_kinds
from rapport.catalogue import UnknownEntry
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing
from rapport.kernel.jobs.models import Job

KIND = "analysis"
# The tables whose span of time an analysis may follow; the first of them that it needs and that is there.
DATED = ("orders", "responses", "subscriptions", "assignments")
State = Literal["ready", "working", "missing", "refused"]


@dataclass(frozen=True, slots=True)
class Asking:
    """One analysis of somebody over a period, with what was chosen."""

    analysis: Analysis
    subject: Subject
    region: int | None
    period: str
    wishes: Mapping[str, str]

    @property
    def words(self) -> dict[str, Any]:
        """The same as plain values, for the arguments of a job."""
        return {
            "analysis": self.analysis.name,
            "subject": str(self.subject),
            "region": self.region,
            "period": self.period,
            "wishes": dict(self.wishes),
        }

    @property
    def query(self) -> str:
        """The same for an address."""
        pairs = {"group": str(self.subject), "region": self.region or "", "period": self.period, **self.wishes}
        return urlencode({name: value for name, value in pairs.items() if value != ""})


@dataclass(frozen=True, slots=True)
class Lack:
    """A table that nothing is recorded in: its name, and what belongs into it."""

    name: str
    title: str
    help: str


@dataclass(frozen=True, slots=True)
class Analysed:
    """What is known of an asking: an answer, perhaps out of date; work under way; or why there is none."""

    asking: Asking
    about: Named
    period: PeriodChoice
    state: State
    payload: Payload
    computed_at: datetime | None = None
    holds: bool = True
    reason: str = ""
    health: Health | None = None
    lacks: tuple[Lack, ...] = ()
    waiting: tuple[str, ...] = ()
    job: Job | None = None


def analysis_called(name: str) -> Analysis:
    """The analysis of that name. Raises Missing."""
    try:
        return analyses.get(name)
    except UnknownEntry as unknown:
        raise Missing(str(unknown), place=name[:60]) from unknown


def analyses_by_group() -> list[tuple[str, list[Analysis]]]:
    """Every analysis under the heading of its group."""
    listed = [(title, [entry for entry in analyses if entry.group == group]) for group, title in GROUPS.items()]
    return [(title, entries) for title, entries in listed if entries]


def analysed(member: Member, asking: Asking) -> Analysed:
    """What is kept of an asking; nothing is worked out here."""
    member.require("metrics.view")
    reached(member, asking.subject)
    place = Place.of(member.workspace, asking)
    found = place.kept()
    if found is None and (absent := place.absent()):
        health, lacks = absent
        return Analysed(asking, place.about, place.choice, "missing", {}, health=health, lacks=lacks)
    if found is None:
        return Analysed(asking, place.about, place.choice, "working", {})
    reason = sentence(str(found.payload.get("refused") or ""))
    return Analysed(
        asking,
        place.about,
        place.choice,
        "refused" if reason else "ready",
        found.payload,
        found.computed_at,
        found.holds,
        reason=reason,
        waiting=place.waiting(),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where an asking stands: its period against the data, its tables, and what is kept of it."""

    workspace: Workspace
    asking: Asking
    about: Named
    choice: PeriodChoice
    known: Period | None
    tables: Mapping[str, LakeTable]

    @classmethod
    def of(cls, workspace: Workspace, asking: Asking) -> Place:
        """Raises Missing where group, region or period are not of the workspace."""
        about = named(workspace, asking.subject, asking.region)
        tables = lake_tables(workspace.pk)
        known = _known(asking.analysis, tables)
        choice = laid_out(asking.period, workspace.zone, known, now=now(), year_starts=workspace.year_starts)
        span = None
        if known.first and known.last and known.first < choice.end:
            span = Period(known.first.astimezone(UTC), choice.end.astimezone(UTC))
        return cls(workspace, asking, about, choice, span, tables)

    @property
    def asked(self) -> Asked:
        """The question as the cache knows it."""
        wishes = ",".join(f"{name}={value}" for name, value in sorted(self.asking.wishes.items()))
        more = f"{self.asking.analysis.name}.{self.asking.analysis.version}:{wishes}"
        return Asked(KIND, self.about, self.asking.period, more)

    @property
    def state(self) -> str:
        """The state of the tables it reads."""
        return state_of(self.tables, self.asking.analysis.tables, self.choice.end.isoformat())

    def kept(self) -> Found | None:
        """What was worked out before."""
        return look_up(self.workspace, self.asked, self.state)

    def absent(self) -> tuple[Health, tuple[Lack, ...]] | None:
        """How a table stands that is needed and not there, and which it is (or which ones would do)."""
        analysis = self.asking.analysis
        for names in [(name,) for name in analysis.needed] + ([analysis.either] if analysis.either else []):
            found = [self._lack(name) for name in names]
            if all(found):
                waiting = next((health for health in found if health and health.state == "waiting"), found[0])
                return waiting or Health("no_data"), tuple(map(_lack, names))
        return None

    def waiting(self) -> tuple[str, ...]:
        """Which of the rows it would read are left out for want of a rate; lines wait with their orders."""
        read = {*self.asking.analysis.tables} | ({"orders"} if "order_lines" in self.asking.analysis.tables else set())
        return tuple(waiting_words({name: table for name, table in self.tables.items() if name in read}))

    def _lack(self, name: str) -> Health | None:
        if name not in extracts:
            return Health("no_data")
        health = health_of(self.workspace, name, (name,), self.tables)
        return health if health.state in ("waiting", "no_data") or name not in self.tables else None

    def study(self, *, progress: Any = lambda words: None) -> Study:
        """What the analysis works from. Raises Missing without any dated row."""
        if self.known is None:
            raise Missing("There is nothing to look into yet.", place="period")
        names = [name for name in self.asking.analysis.tables if name in self.tables]
        source: Source = source_at(self.workspace.pk, {name: self.tables[name].version for name in names})
        return Study(
            source=source,
            period=Period(self.choice.start, self.choice.end),
            known=self.known,
            population=_population(self.about),
            wishes=self.asking.wishes,
            zone=self.workspace.time_zone,
            currency=self.workspace.currency,
            margin_rate=self.workspace.assumed_margin,
            progress=progress,
            own_fields=self._own_fields,
            segments=dict(Segment.objects.of(self.workspace).values_list("pk", "name")),
        )

    def _own_fields(self) -> list[OwnField]:
        return [OwnField(key=key, title=title, words=words) for key, title, words in own_words(self.workspace)]


def _lack(name: str) -> Lack:
    entry = record_kinds.get(name) if name in record_kinds else facts.get(name)
    return Lack(name, str(entry.title).lower(), str(entry.help))


def _known(analysis: Analysis, tables: Mapping[str, LakeTable]) -> Known:
    """The span of the first dated table that the analysis needs, else of the first one it reads; see `until`."""
    named = [name for name in (*analysis.needed, *analysis.either, *analysis.tables, "orders") if name in DATED]
    dated = [tables[name] for name in named if name in tables and tables[name].first_at]
    if not dated:
        return Known()
    later = tables.get(analysis.until)
    last = max(filter(None, (dated[0].last_at, later.last_at if later else None)), default=None)
    return Known(dated[0].first_at, last)


def _population(about: Named) -> Population:
    subject = about.subject
    return Population(
        segment=subject.id if subject.kind == "segment" else None,
        region=about.region.name if about.region else None,
        as_of=now() if subject.kind == "segment" else None,
        customers=(int(subject.id or 0),) if subject.kind == "customer" else None,
    )


def telling(member: Member, found: Analysed) -> Telling:
    """What showing an answer needs beside it."""
    segments = list(Segment.objects.of(member).values_list("pk", "name", "hue"))
    place = {"workspace": member.workspace.slug, "analysis": found.asking.analysis.name}
    address, itself = reverse("insights:people", kwargs=place), reverse("insights:analysis", kwargs=place)
    may = member.may("customers.view") and found.asking.analysis.people is not None

    def people_url(key: str) -> str:
        return f"{address}?{found.asking.query}&{urlencode({'key': key})}" if may else ""

    def choice_url(wish: str, value: str) -> str:
        return f"{itself}?{replace(found.asking, wishes={**found.asking.wishes, wish: value}).query}"

    return Telling(
        currency=member.workspace.currency,
        zone=member.workspace.time_zone,
        wishes=found.asking.wishes,
        about=found.about.words,
        people_url=people_url,
        segments={pk: name for pk, name, _ in segments},
        hues={pk: hue for pk, _, hue in segments},
        shows=lambda key: fields_of(member).shows(f"{OWN_FIELDS}.{key}"),
        analysis_url=lambda name: reverse(
            "insights:analysis", kwargs={"workspace": member.workspace.slug, "analysis": name}
        ),
        choice_url=choice_url,
    )


def sheets_of(member: Member, found: Analysed) -> Sequence[Sheet]:
    """The answer as tables for a file; none while there is no answer."""
    if found.state != "ready":
        return ()
    return found.asking.analysis.sheets(found.payload, telling(member, found))


def people_behind(
    member: Member, asking: Asking, key: str, *, progress: Callable[[str], None] = lambda _words: None
) -> list[int]:
    """The ids of the customers in one group of an analysis, in its order; none where there are no data.

    Raises Missing for an unknown group.
    """
    member.require("metrics.view")
    member.require("customers.view")
    if asking.analysis.people is None:
        raise Missing("This analysis leads to no people.", place="key")
    reached(member, asking.subject)
    place = Place.of(member.workspace, asking)
    if not key or place.known is None:
        return []
    try:
        return [int(id) for id in asking.analysis.people(place.study(progress=progress), key)]
    except AnalyticsError as problem:
        raise Missing(str(problem), place=key) from problem


def named_people(member: Member, ids: Sequence[int]) -> list[Party]:
    """Those of the people and companies that the member reaches, in this order; those since deleted are left out."""
    found = Party.objects.within(member).select_related("region").in_bulk(list(ids))
    return [found[id] for id in ids if id in found]
