"""How a note stands: computed from its evidence, never set by hand (B12, B13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.apps.canvas.evidence_kinds import Figure, Verdict, evidence_kinds
from rapport.apps.canvas.models import Evidence

STATUSES = ("untested", "supported", "contradicted", "mixed", "stale")
NOTHING_YET = "No evidence yet."


@dataclass(frozen=True, slots=True)
class Judged:
    """A piece of evidence and what it says today; `is_old` where it is past the canvas's freshness limit."""

    evidence: Evidence
    verdict: Verdict
    is_old: bool

    @property
    def title(self) -> str:
        """The evidence in words."""
        return evidence_kinds.get(self.evidence.kind).sentence(self.evidence.settings)

    @property
    def kind_title(self) -> str:
        return evidence_kinds.get(self.evidence.kind).title


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a claim, why it is so, and how much speaks for and against it."""

    status: str
    reason: str
    supporting: int = 0
    contradicting: int = 0


UNTESTED = Standing("untested", NOTHING_YET)


def judged(evidence: Evidence, figures: dict[str, Figure], *, fresh_days: int, at: datetime) -> Judged:
    """What a piece of evidence says at a moment, given the figures of its canvas."""
    kind = evidence_kinds.get(evidence.kind)
    verdict = kind.judge(evidence.settings, evidence.direction, evidence.added_at, figures)  # type: ignore[arg-type]
    limit = at - timedelta(days=fresh_days)
    return Judged(evidence, verdict, bool(verdict.says and verdict.at and verdict.at < limit))


def standing_of(pieces: Sequence[Judged]) -> Standing:
    """The status that follows from all evidence on a note.

    Only fresh evidence that decides counts. Where all that decides is old the note is stale; where nothing decides
    it is untested, with the reason.
    """
    deciding = [piece for piece in pieces if piece.verdict.says]
    if not deciding:
        return Standing("untested", pieces[0].verdict.reason) if pieces else UNTESTED
    counted = [piece for piece in deciding if not piece.is_old]
    counts = (_count(deciding, "supports"), _count(deciding, "contradicts"))
    if not counted:
        newest = max(piece.verdict.at for piece in deciding if piece.verdict.at)
        return Standing("stale", f"The newest evidence is of {newest:%d %B %Y}.", *counts)
    sides = {piece.verdict.says for piece in counted}
    status = "mixed" if len(sides) == 2 else "supported" if sides == {"supports"} else "contradicted"
    return Standing(status, " ".join(piece.verdict.reason for piece in counted), *counts)


def _count(pieces: Sequence[Judged], side: str) -> int:
    return sum(1 for piece in pieces if piece.verdict.says == side)
