"""What evidence needs to be judged: figures, answers and files of the canvas it stands on, each asked for once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.evidence_kinds import About, EvidenceKind, KeptFile, evidence_kinds
from rapport.apps.canvas.models import Attachment, Canvas, Evidence
from rapport.apps.canvas.queries.figures import figures_needed, figures_on
from rapport.apps.canvas.queries.standing import Judged, judged
from rapport.apps.feedback.queries import ResponseFilter, ResponseList, list_responses
from rapport.apps.insights.queries import Subject
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing


def about(member: Member, canvas: Canvas) -> About:
    """Who is looking, and whom the canvas is about."""

    def files(ids: Sequence[str]) -> dict[str, KeptFile]:
        wanted = [int(one) for one in ids if one.isdecimal()]
        found = Attachment.objects.of(member).filter(canvas__in=_homes(canvas), pk__in=wanted)
        return {str(one.pk): KeptFile(str(one.pk), one.title, one.media_type, one.size) for one in found}

    return About(member, Subject.parse(canvas.figures_subject), canvas.region_id, canvas.period, files)


def known_for(member: Member, canvas: Canvas, evidence: Iterable[Evidence], *, patient: bool = True) -> dict[Any, Any]:
    """What is known for these pieces: figures by the names of their metrics, everything else by the need for it.

    `patient=False` does not wait for figures that have to be worked out first.
    """
    pieces = list(evidence)
    known: dict[Any, Any] = dict(figures_on(member, canvas, figures_needed(pieces), patient=patient))
    for kind, needs in _needs(pieces).items():
        known |= evidence_kinds.get(kind).meet(about(member, canvas), needs)
    return known


def refuse_unmet(member: Member, canvas: Canvas, kind: EvidenceKind, settings: Mapping[str, Any]) -> None:
    """What a new piece of evidence points at must be there. Raises Missing, naming the first field."""
    needs = kind.needs(settings)
    met = kind.meet(about(member, canvas), needs) if needs else {}
    if any(need not in met for need in needs):
        raise Missing(str(kind.gone), place=kind.settings[0].name)


def evidence_of(member: Member, canvas: Canvas, evidence_id: uuid.UUID) -> Evidence:
    """One piece of evidence on a note the member may see. Raises Missing."""
    found: Evidence | None = _seen(member, canvas).filter(pk=evidence_id).select_related("note", "author__user").first()
    if found is None:
        raise Missing("There is no such evidence on this canvas.")
    return found


@dataclass(frozen=True, slots=True)
class Behind:
    """A piece of evidence, what it says today, and the survey answers it rests on (none where it rests on others)."""

    piece: Judged
    answers: ResponseList | None


def answers_behind(member: Member, canvas: Canvas, evidence_id: uuid.UUID, *, cursor: str = "") -> Behind:
    """The answers a piece of evidence rests on, newest first."""
    evidence = evidence_of(member, canvas, evidence_id)
    kind = evidence_kinds.get(evidence.kind)
    known = known_for(member, canvas, [evidence])
    piece = judged(evidence, known, fresh_days=canvas.fresh_days, at=now())
    if kind.answers is None:
        return Behind(piece, None)
    within = kind.answers(about(member, canvas), evidence.settings)
    return Behind(piece, list_responses(member, ResponseFilter(), within=within, cursor=cursor))


def file_of(member: Member, canvas: Canvas, file_id: int) -> Attachment:
    """A file that serves as evidence on a note the member may see. Raises Missing."""
    pieces = _seen(member, canvas).filter(kind="file", settings__file=str(file_id))
    found: Attachment | None = Attachment.objects.of(member).filter(canvas__in=_homes(canvas), pk=file_id).first()
    if found is None or not pieces.exists() or not found.path.exists():
        raise Missing("There is no such file on this canvas.")
    return found


def _homes(canvas: Canvas) -> list[int]:
    """Where the files of a canvas were handed in: a scenario shares those of the canvas it was made from."""
    return [one for one in (canvas.pk, canvas.scenario_of_id) if one is not None]


def _seen(member: Member, canvas: Canvas) -> Any:
    """Living evidence on notes the member may see."""
    on_seen = Q(note__is_private=False) | Q(note__author=member)
    return Evidence.objects.of(member).living().filter(on_seen, canvas=canvas, note__deleted_at=None)


def _needs(pieces: Iterable[Evidence]) -> dict[str, list[Any]]:
    """The needs of each kind, every one once."""
    found: dict[str, dict[Any, None]] = {}
    for piece in pieces:
        for need in evidence_kinds.get(piece.kind).needs(piece.settings):
            found.setdefault(piece.kind, {})[need] = None
    return {kind: list(needs) for kind, needs in found.items()}
