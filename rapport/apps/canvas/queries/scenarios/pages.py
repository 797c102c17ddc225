"""The pages of scenarios: all of a canvas side by side, and one to change."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.analytics.simulation import Entry, Inputs
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.scenarios.inputs import (
    Assumptions,
    Input,
    assumed_state,
    discount_of,
    inputs_of,
    today_of,
)
from rapport.apps.canvas.queries.scenarios.outcomes import Named, Outcomes, played_out
from rapport.ui import figures

SIDE_BY_SIDE = 8


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that a scenario changes, in words: "Retention 42% → 50%"."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """A scenario in the list."""

    canvas: Canvas
    changed: list[Changed]


@dataclass(frozen=True, slots=True)
class Overview:
    """The scenarios of a canvas beside today."""

    canvas: Canvas
    inputs: list[Input]
    discount: float
    lines: list[Line]
    outcomes: Outcomes | None
    may_edit: bool

    @property
    def missing(self) -> list[Input]:
        """Figures that nothing measures and nobody has entered."""
        return [one for one in self.inputs if one.estimate is None]


@dataclass(frozen=True, slots=True)
class Field:
    """A figure in the form of a scenario: today's, and what is assumed as number fields have it, shares in percent."""

    today: Input
    value: str
    around: str


@dataclass(frozen=True, slots=True)
class Editor:
    """One scenario with its figures beside today's."""

    canvas: Canvas
    origin: Canvas
    fields: list[Field]
    changed: list[Changed]
    outcomes: Outcomes | None
    may_edit: bool


def overview_of(member: Member, canvas_id: int) -> Overview:
    """Today and every scenario of a canvas; of a scenario those of the canvas it was made from."""
    canvas = canvas_of(member, canvas_id)
    inputs, discount = inputs_of(member, canvas), discount_of(canvas.assumptions)
    scenarios = Canvas.objects.of(member).filter(scenario_of=canvas, archived_at=None).order_by("created_at", "pk")
    lines = [Line(one, changed_by(inputs, one.assumptions)) for one in scenarios]
    today = today_of(inputs, discount)
    outcomes = _side_by_side(member, canvas, today, [line.canvas for line in lines]) if today else None
    may_edit = member.may("canvas.edit") and canvas.archived_at is None
    return Overview(canvas, inputs, discount, lines, outcomes, may_edit)


def editor_of(member: Member, canvas_id: int, assumptions: Assumptions | None = None) -> Editor:
    """One scenario, with its own assumptions or those being tried."""
    canvas = canvas_of(member, canvas_id)
    origin = canvas_of(member, canvas.scenario_of_id or canvas.pk)
    inputs, discount = inputs_of(member, origin), discount_of(origin.assumptions)
    tried = canvas.assumptions if assumptions is None else assumptions
    today = today_of(inputs, discount)
    return Editor(
        canvas=canvas,
        origin=origin,
        fields=[_field(one, tried) for one in inputs],
        changed=changed_by(inputs, tried),
        outcomes=_beside_today(canvas, today, tried, member.workspace.currency) if today else None,
        may_edit=member.may("canvas.edit") and canvas.archived_at is None,
    )


def changed_by(inputs: list[Input], assumptions: Assumptions) -> list[Changed]:
    """What a scenario changes, in words."""
    return [
        Changed(one.title, one.text or _("no figure"), _after(one.entry, one, assumptions))
        for one in inputs
        if one.entry.name in assumptions
    ]


def _after(entry: Entry, today: Input, assumptions: Assumptions) -> str:
    """The figure as it was typed in."""
    value = Decimal(assumptions[entry.name]["value"])
    if today.is_share:
        return figures.percent(float(value), max(0, -int((value * 100).normalize().as_tuple().exponent)))
    return figures.figure(float(value), today.unit)


def _field(today: Input, assumptions: Assumptions) -> Field:
    given = assumptions.get(today.entry.name, {})
    return Field(
        today, _typed(given.get("value"), 100 if today.is_share else 1), _typed(given.get("give_or_take"), 100)
    )


def _typed(text: str | None, times: int) -> str:
    return format((Decimal(text) * times).normalize(), "f") if text else ""


def _side_by_side(member: Member, canvas: Canvas, today: Inputs, scenarios: list[Canvas]) -> Outcomes:
    slug = member.workspace.slug
    states = [Named(_("Today"), reverse("canvas:board", args=[slug, canvas.pk]), today)]
    for one in scenarios[:SIDE_BY_SIDE]:
        address = reverse("canvas:scenarios", args=[slug, one.pk])
        states.append(Named(one.title, address, assumed_state(today, one.assumptions)))
    return played_out(states, member.workspace.currency)


def _beside_today(canvas: Canvas, today: Inputs, tried: Assumptions, currency: str) -> Outcomes:
    return played_out([Named(_("Today"), "", today), Named(canvas.title, "", assumed_state(today, tried))], currency)
