"""The relationship wanted with the people of a canvas: what was written, the types chosen, and how each stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from rapport.analytics.metrics import catalogue
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.evidence_kinds import Figure
from rapport.apps.canvas.models import Action, Canvas, RelationshipDesign, RelationshipElement
from rapport.apps.canvas.queries.actions.ideas import IMPROVING_MOVES, Move
from rapport.apps.canvas.queries.board import NoteView, board_of
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.figures import figures_on
from rapport.apps.canvas.queries.recorded import on_record
from rapport.apps.canvas.relationship_types import RelationshipType, State, Workplace, relationship_types
from rapport.apps.canvas.relationship_types._axes import AXES, STRATEGIES, Axis, Strategy, Value
from rapport.apps.customers.models import Party
from rapport.apps.insights.models import Target
from rapport.apps.insights.queries import Subject

STRATEGY_PARTS = ("text", "budget", "metric", "target")


@dataclass(frozen=True, slots=True)
class RivalText:
    """Another text of a part, written at the same time and waiting for a choice."""

    id: str
    text: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Statement:
    """The relationship statement with the texts beside it."""

    text: str
    rivals: list[RivalText]


@dataclass(frozen=True, slots=True)
class AxisView:
    """An axis with the values the relationship has on it."""

    axis: Axis
    chosen: list[str]

    @property
    def values(self) -> list[tuple[Value, bool]]:
        return [(value, value.name in self.chosen) for value in self.axis.values]


@dataclass(frozen=True, slots=True)
class StrategyView:
    """A strategy as it is written; `values` has text, budget, metric and target as text."""

    strategy: Strategy
    values: dict[str, str]
    rivals: list[RivalText]
    figure: Figure | None = None

    @property
    def base(self) -> str:
        """What stands there, for the page to send back: so that others' changes are told from one's own."""
        return json.dumps(self.values, sort_keys=True)

    @property
    def unit(self) -> str:
        """The unit a target is written in: percent for a share."""
        metric = self.values["metric"]
        return catalogue.get(metric).unit if metric in catalogue else ""

    @property
    def target(self) -> str:
        """The target as it is written: a share in percent."""
        target = self.values["target"]
        return format((Decimal(target) * 100).normalize(), "f") if target and self.unit == "share" else target


@dataclass(frozen=True, slots=True)
class TypeState:
    """A type of the catalogue, whether it is chosen, and how it stands."""

    entry: RelationshipType
    state: State
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class TypeView:
    """A type of the catalogue for the people of a canvas: how it stands, and its claim where it is chosen."""

    entry: RelationshipType
    state: State
    note: NoteView | None = None
    may_drop: bool = False

    @property
    def is_chosen(self) -> bool:
        return self.note is not None


@dataclass(frozen=True, slots=True)
class Relationship:
    """Everything the page shows."""

    canvas: Canvas
    statement: Statement
    axes: list[AxisView]
    strategies: list[StrategyView]
    types: list[TypeView]
    moves: list[tuple[Move, bool]]
    may_edit: bool
    may_add: bool

    @property
    def chosen(self) -> list[TypeView]:
        """The types that stand on the canvas."""
        return [one for one in self.types if one.is_chosen]


def relationship_of(member: Member, canvas_id: int) -> Relationship:
    """The relationship of a canvas as its page shows it. Raises Missing."""
    canvas = canvas_of(member, canvas_id)
    design = design_of(member, canvas)
    rivals = _rivals(member, design)
    open_canvas = canvas.archived_at is None
    return Relationship(
        canvas=canvas,
        statement=Statement(design.statement, rivals.get("statement", [])),
        axes=[AxisView(axis, list(getattr(design, axis.name))) for axis in AXES],
        strategies=_strategies(member, canvas, design, rivals),
        types=types_of(member, canvas),
        moves=_moves(member, canvas),
        may_edit=open_canvas and member.may("canvas.edit"),
        may_add=open_canvas and member.may("canvas.contribute"),
    )


def design_of(member: Member, canvas: Canvas) -> RelationshipDesign:
    """What is written of the relationship; an empty one where nothing is."""
    found: RelationshipDesign | None = RelationshipDesign.objects.of(member).living().filter(canvas=canvas).first()
    return found or RelationshipDesign(canvas=canvas)


def types_of(member: Member, canvas: Canvas) -> list[TypeView]:
    """Every type of the catalogue with its state for the people of a canvas."""
    claims = _claims(member, canvas)
    return [
        TypeView(
            entry=one.entry,
            state=one.state,
            note=claims.get(one.entry.name),
            may_drop=bool(one.entry.name in claims and claims[one.entry.name].may_change),
        )
        for one in states_of(member, canvas)
    ]


def states_of(member: Member, canvas: Canvas) -> list[TypeState]:
    """Every type of the catalogue with its state for the people of a canvas, without its claim."""
    chosen, workplace = set(chosen_types(member, canvas).values()), workplace_of(member, canvas)
    return [
        TypeState(entry, entry.state(replace(workplace, is_chosen=entry.name in chosen)), entry.name in chosen)
        for entry in relationship_types
    ]


def chosen_types(member: Member, canvas: Canvas) -> dict[str, str]:
    """The chosen types by the id of their note; one whose note was deleted on the board is chosen no more."""
    elements = RelationshipElement.objects.of(member).living().filter(canvas=canvas, note__deleted_at=None)
    return {str(element.note_id): element.type_name for element in elements}


def workplace_of(member: Member, canvas: Canvas) -> Workplace:
    """What the workspace has of the people of a canvas; nothing for a member who may not see figures."""
    if not member.may("metrics.view"):
        return Workplace()
    record = on_record(member, canvas)
    key, kept = _key_canvases(member, canvas)
    return Workplace(
        period=record.period.words,
        recorded=record.counts,
        key_canvases=key,
        kept_canvases=kept,
        targets=_targets(member, canvas),
    )


def _moves(member: Member, canvas: Canvas) -> list[tuple[Move, bool]]:
    """The ready-made moves, and whether each stands among the actions already."""
    texts = set(Action.objects.of(member).living().filter(canvas=canvas).values_list("text", flat=True))
    return [(move, str(move.action) in texts) for move in IMPROVING_MOVES]


def _claims(member: Member, canvas: Canvas) -> dict[str, NoteView]:
    """The claims of the chosen types as the board has them."""
    by_note = chosen_types(member, canvas)
    if not by_note:
        return {}
    views = board_of(member, canvas.pk, patient=False).notes
    return {by_note[view.id]: view for view in views if view.id in by_note}


def _key_canvases(member: Member, canvas: Canvas) -> tuple[int, int]:
    """How many people of the group have a canvas of their own, and on how many somebody has taken on an action."""
    subject = Subject.parse(canvas.figures_subject)
    people = Party.objects.of(member).filter(subject.parties(), archived_at=None)
    canvases = Canvas.objects.of(member).open().filter(subject_kind="party", scenario_of=None, party__in=people)
    if canvas.region_id:
        canvases = canvases.filter(party__region=canvas.region_id)
    ids = dict(canvases.values_list("pk", "party_id"))
    if not ids:
        return 0, 0
    owned = Action.objects.of(member).living().filter(canvas__in=ids).exclude(owner=None).exclude(status="dropped")
    return len(set(ids.values())), len({ids[pk] for pk in owned.values_list("canvas_id", flat=True)})


def _targets(member: Member, canvas: Canvas) -> tuple[str, ...]:
    """Metrics with a target for just this group; everybody's targets watch nobody in particular."""
    if canvas.subject_kind == Canvas.Subject.PARTY:
        return ()
    found = Target.objects.of(member).filter(removed_at=None, segment=canvas.segment_id)
    return tuple(found.values_list("metric", flat=True).distinct())


def _strategies(
    member: Member, canvas: Canvas, design: RelationshipDesign, rivals: Mapping[str, list[RivalText]]
) -> list[StrategyView]:
    """The strategies, each with the figure its target is for, as far as it is kept."""
    written = {one.column: _texts(getattr(design, one.column)) for one in STRATEGIES}
    metrics = [values["metric"] for values in written.values() if values["metric"] in catalogue]
    figures = figures_on(member, canvas, list(dict.fromkeys(metrics)), patient=False)
    return [
        StrategyView(one, values, rivals.get(one.column, []), figures.get(values["metric"]))
        for one, values in ((one, written[one.column]) for one in STRATEGIES)
    ]


def _texts(written: Mapping[str, Any]) -> dict[str, str]:
    return {part: str(written.get(part) or "") for part in STRATEGY_PARTS}


def _rivals(member: Member, design: RelationshipDesign) -> dict[str, list[RivalText]]:
    if not design.rivals:
        return {}
    people = Member.objects.of(member).select_related("user")
    names = {person.pk: str(person.user) for person in people}
    by_field: dict[str, list[RivalText]] = {}
    for one in design.rivals:
        rival = RivalText(one["id"], one["text"], names.get(one["author"], ""), datetime.fromisoformat(one["at"]))
        by_field.setdefault(one["field"], []).append(rival)
    return by_field
