"""The order of validation: segment, proposition, channels, relationship, each a gate that its own claims open.

A gate is **failed** where a claim that weighs 4 or 5 is contradicted, or where more claims are contradicted than
supported. It is **passed** where at least half of its claims are supported by fresh evidence and every claim that
weighs 4 or 5 is among them. Else it is **open**. A later gate keeps its own state and says which earlier one is not
passed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.board import Board, NoteView, board_of

HEAVY = 4
LONGEST_QUOTE = 60
OPEN, PASSED, FAILED = "open", "passed", "failed"
STATE_WORDS = {
    OPEN: gettext_lazy("Open"),
    PASSED: gettext_lazy("Passed"),
    FAILED: gettext_lazy("Failed"),
}
STATE_MARKS = {OPEN: "○", PASSED: "✓", FAILED: "✕"}
COUNTED = ("supported", "contradicted", "mixed", "untested", "stale")


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the order: what it asks, and the sections of the nine-section model whose claims answer."""

    name: str
    title: str | Promise
    question: str | Promise
    nine: tuple[str, ...]


STAGES = (
    Stage(
        "segment",
        gettext_lazy("Segment"),
        gettext_lazy("Do we know who they are and what moves them?"),
        ("profile", "needs", "pains"),
    ),
    Stage(
        "proposition",
        gettext_lazy("Proposition"),
        gettext_lazy("Is what we offer worth it to them?"),
        ("value",),
    ),
    Stage(
        "channels",
        gettext_lazy("Channels"),
        gettext_lazy("Do we reach them where they are?"),
        ("touchpoints",),
    ),
    Stage(
        "relationship",
        gettext_lazy("Relationship"),
        gettext_lazy("Is this the relationship they want and we can keep?"),
        ("relationships",),
    ),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a gate reads of a note."""

    text: str
    status: str
    importance: int | None = None

    @property
    def is_heavy(self) -> bool:
        """Does much depend on it?"""
        return (self.importance or 0) >= HEAVY

    @property
    def quoted(self) -> str:
        """Its first words."""
        line = self.text.splitlines()[0] if self.text else ""
        return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate as it stands today: its state, why, how its claims are counted, and which earlier gate is missing."""

    stage: Stage
    state: str
    reason: str
    counts: dict[str, int]
    waits_for: str = ""
    section: str = ""

    @property
    def title(self) -> str:
        return str(self.stage.title)

    @property
    def word(self) -> str:
        """The state in a word."""
        return str(STATE_WORDS[self.state])

    @property
    def mark(self) -> str:
        """The sign of the state."""
        return STATE_MARKS[self.state]

    @property
    def counted(self) -> list[tuple[str, int]]:
        """The statuses that occur, with how many claims have each."""
        return [(status, self.counts[status]) for status in COUNTED if self.counts.get(status)]


def gates_of(member: Member, canvas_id: int) -> list[Gate]:
    """The four gates of a canvas, first to last, from what the member sees on it."""
    return gates_on(board_of(member, canvas_id, patient=False))


def gates_on(board: Board) -> list[Gate]:
    """The four gates of a board that has been read already."""
    gates: list[Gate] = []
    missing = ""
    for stage in STAGES:
        found = _notes_in(board, stage.nine)
        state, reason = judged_gate([_claim(note) for note in found if note.status])
        counts = Counter(note.status for note in found if note.status)
        gates.append(Gate(stage, state, reason, dict(counts), missing, _first_section(board.canvas, stage.nine)))
        missing = missing or ("" if state == PASSED else str(stage.title))
    return gates


def judged_gate(claims: Sequence[Claim]) -> tuple[str, str]:
    """State and reason of a gate from its claims.

    >>> judged_gate([Claim("They pay for advice", "supported"), Claim("They come by phone", "untested")])[0]
    'passed'
    """
    counts = Counter(claim.status for claim in claims)
    if not claims:
        return OPEN, _("Nothing is claimed here yet.")
    worst = _first(claims, {"contradicted"})
    if worst or counts["contradicted"] > counts["supported"]:
        return FAILED, _why_failed(worst, counts)
    loose = _first(claims, {"untested", "mixed", "stale"})
    if loose:
        return OPEN, _why_loose(loose)
    if 2 * counts["supported"] >= len(claims):
        return PASSED, _supported(counts["supported"], len(claims))
    return OPEN, _("%(short)s Half of them would open the gate.") % {
        "short": _supported(counts["supported"], len(claims))
    }


def _first(claims: Iterable[Claim], statuses: set[str]) -> Claim | None:
    return next((claim for claim in claims if claim.is_heavy and claim.status in statuses), None)


def _why_failed(worst: Claim | None, counts: Counter[str]) -> str:
    if worst:
        return _("“%(claim)s” weighs %(weight)s and is contradicted.") % {
            "claim": worst.quoted,
            "weight": worst.importance,
        }
    else:
        return _("%(against)s contradicted, %(for)s supported.") % {
            "against": counts["contradicted"],
            "for": counts["supported"],
        }


def _why_loose(loose: Claim) -> str:
    words = {
        "untested": _("“%(claim)s” weighs %(weight)s and is untested."),
        "mixed": _("“%(claim)s” weighs %(weight)s, and its evidence is mixed."),
        "stale": _("“%(claim)s” weighs %(weight)s, and its evidence is old."),
    }
    return words[loose.status] % {"claim": loose.quoted, "weight": loose.importance}


def _supported(count: int, total: int) -> str:
    return ngettext(
        "%(count)s of %(total)s claim is supported.", "%(count)s of %(total)s claims are supported.", total
    ) % {"count": count, "total": total}


def _claim(note: NoteView) -> Claim:
    return Claim(note.text, note.status, note.importance)


def _notes_in(board: Board, nine: tuple[str, ...]) -> list[NoteView]:
    return [note for view in board.sections if view.section.nine in nine for note in view.notes]


def _first_section(canvas: Canvas, nine: tuple[str, ...]) -> str:
    sections = [section for name in nine for section in canvas.blueprint.sections if section.nine == name]
    return sections[0].key if sections else ""
