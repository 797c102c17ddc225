"""The figures that evidence on a canvas asks for, answered by insights."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.evidence_kinds import Figure, evidence_kinds
from rapport.apps.canvas.models import Canvas, Evidence
from rapport.apps.insights.queries import Subject, figures_for
from rapport.apps.insights.queries.tiles import FigureTile


def figures_needed(evidence: Iterable[Evidence]) -> list[str]:
    """The metrics that the evidence is about, each once."""
    wanted = (name for one in evidence for name in evidence_kinds.get(one.kind).metrics(one.settings))
    return list(dict.fromkeys(wanted))


def figures_on(member: Member, canvas: Canvas, metrics: list[str], *, patient: bool = True) -> dict[str, Figure]:
    """Those figures for the canvas's subject, region and period; none are asked for where none are needed.

    `patient=False` takes what is kept and does not wait for what has to be worked out first.
    """
    if not metrics or not member.may("metrics.view"):
        return {}
    subject = Subject.parse(canvas.figures_subject)
    found = figures_for(
        member, subject, region=canvas.region_id, period=canvas.period, metrics=metrics, patient=patient
    )
    return {tile.metric: _figure(tile) for tile in found.tiles}


def _figure(tile: FigureTile) -> Figure:
    reliable = tile.shows_value and tile.state in {"ok", "stale"}
    return Figure(
        title=tile.name,
        value=float(tile.value) if reliable and tile.value is not None else None,
        low=None if tile.low is None else float(tile.low),
        high=None if tile.high is None else float(tile.high),
        state=tile.state,
        words=tile.state_word,
        value_text=tile.value_text if reliable else "",
        interval_text=tile.interval_text if reliable else "",
        updated_at=tile.updated,
    )
