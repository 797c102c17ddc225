"""Segments that the analyses suggest: of everybody, as each analysis is asked when nobody chooses anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Segment
from rapport.apps.insights.analyses import Analysis, Suggestion, analyses
from rapport.apps.insights.analyses._standing import with_range
from rapport.apps.insights.queries.analyses import Analysed, Asking, analysed
from rapport.apps.insights.queries.subjects import Subject
from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.jobs.enqueuing import scoped_key
from rapport.kernel.jobs.models import Job
from rapport.ui import figures


@dataclass(frozen=True, slots=True)
class Suggested:
    """One suggestion as it is shown: its figures in words, and the segment that already says the same."""

    suggestion: Suggestion
    share: dict[str, str]
    value_share: dict[str, str]
    segment: Segment | None
    job: Job | None = None

    @property
    def is_being_made(self) -> bool:
        """Is its list being written?"""
        return self.job is not None and self.job.is_open

    @property
    def error(self) -> str:
        """Why its list could not be written, where that was tried last."""
        return self.job.error if self.job is not None and self.job.status == Job.Status.FAILED else ""

    @property
    def n(self) -> int:
        """How many customers."""
        return int(self.suggestion.standing["n"])


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one analysis suggests, or how far it has come."""

    found: Analysed
    rows: list[Suggested]

    @property
    def analysis(self) -> Analysis:
        """The analysis itself."""
        return self.found.asking.analysis

    @property
    def is_at_work(self) -> bool:
        """Is a list being written?"""
        return any(row.is_being_made for row in self.rows)

    @property
    def is_living(self) -> bool:
        """Do its segments follow the data?"""
        return any(row.suggestion.rule for row in self.rows)


def usual_asking(analysis: Analysis) -> Asking:
    """An analysis of everybody with every choice at its default."""
    wishes = {wish.name: wish.default for wish in analysis.wishes}
    return Asking(analysis, Subject.everybody(), None, analysis.period if analysis.by_period else "all-time", wishes)


def suggesting() -> Iterator[Analysis]:
    """The analyses that suggest segments."""
    return (entry for entry in analyses if entry.suggests is not None)


def suggested_segments(member: Member) -> list[Shelf]:
    """What every analysis suggests, from the answers that are kept; nothing is worked out here."""
    member.require("segments.view")
    there = list(Segment.objects.of(member).filter(archived_at=None))
    taken = {_words(one.rule): one for one in there if one.rule} | {one.name: one for one in there if not one.rule}
    jobs = _newest_jobs(member)
    return [_shelf(member, analysed(member, usual_asking(entry)), taken, jobs) for entry in suggesting()]


def list_name(member: Member, found: Analysed, suggestion: Suggestion) -> str:
    """What the list of a suggestion is called: it is of the day of the answer."""
    day = figures.day(found.computed_at.astimezone(member.workspace.zone)) if found.computed_at else ""
    return f"{suggestion.name} ({day})"[:120]


def has_list(member: Member, analysis: str, key: str) -> bool:
    """Is the list of a suggestion there? Raises what `suggestion_of` raises."""
    name = list_name(member, *suggestion_of(member, analysis, key))
    return bool(Segment.objects.of(member).filter(name=name, archived_at=None).exists())


def job_key(analysis: str, key: str) -> str:
    """The key of the job that writes the list of a suggestion."""
    return f"suggested:{analysis}:{key}"


def _newest_jobs(member: Member) -> dict[str, Job]:
    """The last job for each suggestion of which a list was asked, by the key it is stored under."""
    begins = scoped_key(member.workspace_id, job_key("", "").rstrip(":"))
    found = Job.objects.of(member).filter(unique_key__startswith=begins).order_by("pk")
    return {str(job.unique_key): job for job in found}


def suggestion_of(member: Member, analysis: str, key: str) -> tuple[Analysed, Suggestion]:
    """One suggestion, with the answer it comes from.

    Raises Missing where no such analysis suggests anything, Conflict where its answer has none of this key any more.
    """
    entry = next((one for one in suggesting() if one.name == analysis), None)
    if entry is None:
        raise Missing("There is no such suggestion.", place=analysis[:40])
    found = analysed(member, usual_asking(entry))
    suggestion = next((one for one in _suggestions(found) if one.key == key), None)
    if suggestion is None:
        said = "There is no such group among the customers now. Look at the suggestions again."
        raise Conflict(said, place=key[:40], code="gone")
    return found, suggestion


def _suggestions(found: Analysed) -> list[Suggestion]:
    suggests = found.asking.analysis.suggests
    return list(suggests(found.payload)) if suggests and found.state == "ready" else []


def _shelf(member: Member, found: Analysed, taken: dict[str, Segment], jobs: dict[str, Job]) -> Shelf:
    return Shelf(found, [_shown(member, found, one, taken, jobs) for one in _suggestions(found)])


def _shown(
    member: Member, found: Analysed, one: Suggestion, taken: dict[str, Segment], jobs: dict[str, Job]
) -> Suggested:
    share, value_share = (with_range(one.standing, name, "share") for name in ("share", "value_share"))
    segment = taken.get(_words(one.rule) if one.rule else list_name(member, found, one))
    job = jobs.get(scoped_key(member.workspace_id, job_key(found.asking.analysis.name, one.key)))
    is_old = job is not None and found.computed_at is not None and job.created_at < found.computed_at
    return Suggested(one, share, value_share, segment, None if segment or is_old else job)


def _words(rule: dict[str, Any]) -> str:
    return json.dumps(rule, sort_keys=True)
