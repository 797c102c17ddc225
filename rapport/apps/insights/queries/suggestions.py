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


@dataclass(frozen=True, slots=True)
class Suggested:
    """One suggestion as it is shown: its figures in words, and the segment that already says the same."""

    suggestion: Suggestion
    share: dict[str, str]
    value_share: dict[str, str]
    segment: Segment | None

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
    taken = {_words(one.rule): one for one in Segment.objects.of(member).filter(archived_at=None) if one.rule}
    return [_shelf(analysed(member, usual_asking(entry)), taken) for entry in suggesting()]


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


def _shelf(found: Analysed, taken: dict[str, Segment]) -> Shelf:
    return Shelf(found, [_shown(one, taken) for one in _suggestions(found)])


def _shown(one: Suggestion, taken: dict[str, Segment]) -> Suggested:
    share, value_share = (with_range(one.standing, name, "share") for name in ("share", "value_share"))
    return Suggested(one, share, value_share, taken.get(_words(one.rule)) if one.rule else None)


def _words(rule: dict[str, Any]) -> str:
    return json.dumps(rule, sort_keys=True)
