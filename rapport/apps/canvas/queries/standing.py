"""How a note stands: computed from its evidence, never set by hand (B12, B13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.canvas.evidence_kinds import EvidenceKind, Verdict, evidence_kinds
from rapport.apps.canvas.models import Evidence
from rapport.ui import figures

STATUSES = ("untested", "supported", "contradicted", "mixed", "stale")
# As much as one strong piece of evidence: so far from certain is a claim about which nothing is known.
DOUBT = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """A piece of evidence and what it says today; `old_on` is the day from which it no longer counts.

    `is_old` where that day has come; evidence that decides nothing does not grow old.
    """

    evidence: Evidence
    verdict: Verdict
    is_old: bool
    old_on: datetime | None = None

    @property
    def kind(self) -> EvidenceKind:
        """What sort of evidence it is."""
        return evidence_kinds.get(self.evidence.kind)

    @property
    def title(self) -> str:
        """The evidence in words."""
        return self.verdict.title or self.kind.sentence(self.evidence.settings)

    @property
    def kind_title(self) -> str:
        """The name of its kind."""
        return str(self.kind.title)

    @property
    def has_answers(self) -> bool:
        """Does it rest on survey answers that can be looked at?"""
        return self.kind.answers is not None

    @property
    def quotes(self) -> list[str]:
        """The words it brings itself, and those that were added."""
        return [quote for quote in dict.fromkeys((self.verdict.quote, self.evidence.quote)) if quote]


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a claim, why it is so, and how much speaks for and against it.

    `weight_for` and `weight_against` are the strengths of what is fresh, added up; `pieces` counts all evidence.
    """

    status: str
    reason: str
    supporting: int = 0
    contradicting: int = 0
    weight_for: int = 0
    weight_against: int = 0
    pieces: int = 0

    @property
    def leaning(self) -> float:
        """How far the evidence has carried the claim: from -1, refuted, over 0, nothing known, to 1, proven.

        Every fresh piece that decides counts 1 (weak), 2 (medium) or 3 (strong). What speaks against is taken from
        what speaks for, and the difference is divided by all of it and 3 more: so one strong piece alone reaches
        3 / (3 + 3) = 0.5, three strong ones 9 / 12 = 0.75, one strong against one strong (3 - 3) / 9 = 0, and no
        heap of evidence ever reaches 1.
        """
        return (self.weight_for - self.weight_against) / (self.weight_for + self.weight_against + DOUBT)


def judged(evidence: Evidence, known: Mapping[Any, Any], *, fresh_days: int, at: datetime) -> Judged:
    """What a piece of evidence says at a moment, given what is known for it."""
    kind = evidence_kinds.get(evidence.kind)
    verdict = kind.judge(evidence.settings, evidence.direction, evidence.added_at, known)  # type: ignore[arg-type]
    old_on = verdict.at + timedelta(days=fresh_days) if verdict.says and verdict.at else None
    return Judged(evidence, verdict, old_on is not None and old_on < at, old_on)


def standing_of(pieces: Sequence[Judged]) -> Standing:
    """The status that follows from all evidence on a note.

    Only fresh evidence that decides counts. Where all that decides is old the note is stale; where nothing decides
    it is untested, with the reason.
    """
    deciding = [piece for piece in pieces if piece.verdict.says]
    if not deciding:
        reason = pieces[0].verdict.reason if pieces else _("No evidence yet.")
        return Standing("untested", reason, pieces=len(pieces))
    counted = [piece for piece in deciding if not piece.is_old]
    counts = (_count(deciding, "supports"), _count(deciding, "contradicts"))
    if not counted:
        return Standing("stale", _why_stale(deciding), *counts, pieces=len(pieces))
    sides = {piece.verdict.says for piece in counted}
    status = "mixed" if len(sides) == 2 else "supported" if sides == {"supports"} else "contradicted"
    reason = " ".join(piece.verdict.reason for piece in counted)
    weights = (_weight(counted, "supports"), _weight(counted, "contradicts"))
    return Standing(status, reason, *counts, *weights, len(pieces))


def _why_stale(deciding: Sequence[Judged]) -> str:
    newest = max(piece.verdict.at for piece in deciding if piece.verdict.at)
    return _("The newest evidence is of %(day)s.") % {"day": figures.day(newest)}


def _count(pieces: Sequence[Judged], side: str) -> int:
    return sum(1 for piece in pieces if piece.verdict.says == side)


def _weight(pieces: Sequence[Judged], side: str) -> int:
    return sum(piece.evidence.strength for piece in pieces if piece.verdict.says == side)
